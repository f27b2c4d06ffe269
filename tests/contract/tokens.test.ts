import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** Colours, spacing and sizes of text are said once, in styles/tokens.css, and named everywhere else. */

const page = fileURLToPath(new URL('../../src/renderer', import.meta.url))
const lines = globSync('**/*.{css,ts,tsx,html}', { cwd: page })
  .filter((file) => !/\.test\.tsx?$|[\\/]styles[\\/]tokens\.css$/.test(file))
  .flatMap((file) =>
    readFileSync(`${page}/${file}`, 'utf8')
      .split('\n')
      .map((text, at) => ({ where: `${file.replaceAll('\\', '/')}:${at + 1}`, text: text.trim() }))
  )

const spaced = '(?:(?:row|column)-?)?gap|padding|margin|scroll-?(?:padding|margin)'
const length = String.raw`(?<![\w.])\d*\.?\d+(?:px|rem|pt)\b`
const raw: readonly [what: string, pattern: RegExp][] = [
  [
    'a colour',
    /(?<![\w&])#(?:[\da-f]{3,4}){1,2}\b(?!\()|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|light-dark)\(/i
  ],
  [
    'a colour by name',
    /(?:colou?r|background|fill|stroke|border[a-z-]*|shadow)['"]?: .*\b(?:black|white|red|gr[ae]y)\b/i
  ],
  ['spacing', new RegExp(String.raw`(?:^|[\s{'"])(?:${spaced})[a-z-]*['"]?: .*${length}`, 'i')],
  ['a size of text', new RegExp(String.raw`(?:^|[\s{'"])font(?:-?size)?['"]?: .*${length}`, 'i')],
  ['a rounding', new RegExp(String.raw`(?:^|[\s{'"])border[a-z-]*-?radius['"]?: .*${length}`, 'i')]
]

test.each(raw)('no style says %s outside the tokens', (_what, pattern) => {
  expect(lines.length).toBeGreaterThan(10_000)
  expect(lines.filter(({ text }) => pattern.test(text))).toEqual([])
})

test('every token that a style names exists, and every token is named', () => {
  const tokens = readFileSync(`${page}/src/styles/tokens.css`, 'utf8')
  const set = new Set(
    [tokens, ...lines.map(({ text }) => text)]
      .flatMap((text) => [...text.matchAll(/(?<![\w(-])['"]?(--[\w-]+)['"]?\]?:/g)])
      .map(([, name]) => name)
  )
  const named = [...lines.map(({ text }) => text), tokens].flatMap((text) =>
    [...text.matchAll(/var\((--[\w-]+)(,)?/g)].map(([, name, fallback]) => ({ name, fallback }))
  )
  // What the parts we build on set while they run.
  const given =
    /^--(?:available|anchor|toast|accordion|collapsible|transform|panel|active-tab|dialog|nested)-/
  expect(
    named.filter(({ name, fallback }) => !set.has(name) && fallback === undefined && !given.test(name!))
  ).toEqual([])
  const all = new Set(named.map(({ name }) => name))
  const declared = [...tokens.matchAll(/^ {2}(--[\w-]+):/gm)].map(([, name]) => name)
  expect(
    [...new Set(declared)].filter(
      (name) => !all.has(name) && !lines.some(({ text }) => text.includes(`'${name}'`))
    )
  ).toEqual([])
})
