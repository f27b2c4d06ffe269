import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { flags } from '../../src/main/hosts/flags.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (file: string) => readFileSync(root + file, 'utf8')
const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> }
const documents = ['README.md', 'CONTRIBUTING.md', 'docs/SECURITY.md', 'docs/ARCHITECTURE.md']
const tests = new Set(
  globSync('{src,tests,scripts}/**/*.{test,spec}.ts', { cwd: root }).map((file) => basename(file))
)

describe.each(documents)('%s', (document) => {
  const text = read(document)

  test('names scripts that exist', () => {
    const named = [...text.matchAll(/npm run (?:--silent )?([a-z][\w:]*)/g)].map(([, name = '']) => name)
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([])
  })

  test('names files that exist', () => {
    const codes = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)
    const paths = codes.filter((code) => /^(src|tests|scripts|docs|resources|bench)\/[\w./*-]+$/.test(code))
    const absent = paths.filter((path) =>
      path.includes('*') ? globSync(path, { cwd: root }).length === 0 : !existsSync(root + path)
    )
    expect(absent).toEqual([])
    const named = codes.filter((code) => /^[\w.-]+\.(test|spec)\.ts$/.test(code))
    expect(named.filter((name) => !tests.has(name))).toEqual([])
  })

  test('links to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)].map(([, link = '']) => link)
    const folder = document.includes('/') ? 'docs/' : ''
    expect(links.filter((link) => !existsSync(root + folder + link))).toEqual([])
  })
})

test('README.md names every flag and its variable', () => {
  const text = read('README.md')
  for (const [name, { variable }] of Object.entries(flags)) {
    expect(text).toContain(`\`--${name}`)
    expect(text).toContain(`\`${variable}\``)
  }
})

test('docs/SECURITY.md goes through all twenty points of Electron’s checklist', () => {
  const points = [...read('docs/SECURITY.md').matchAll(/^\| (\d+)\. .*\| *`[^|]+\|$/gm)].map(([, number]) =>
    Number(number)
  )
  expect(points).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
})
