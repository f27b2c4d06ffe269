import { parseJsonText, scalarText, type JsonNode } from '#shared/json-text.ts'
import type { BodyForm } from './body-forms.ts'

type Code = BodyForm['code']
/** One choice on one axis of how JSON can be written; `code` names a change on this axis alone. */
interface Choice {
  readonly code: Code
  readonly what: string
  readonly text: string
}

interface Layout {
  readonly what: string
  /** Of each level, each part on a line of its own; null for a single line. */
  readonly indent: string | null
  readonly comma: string
  readonly colon: string
}
const COMPACT: Layout = { what: 'no white space between its parts', indent: null, comma: ',', colon: ':' }
const LAYOUTS: readonly Layout[] = [
  COMPACT,
  { what: 'a space after each comma and colon, as Python prints it', indent: null, comma: ', ', colon: ': ' },
  { what: 'an indent of 2 spaces', indent: '  ', comma: ',', colon: ': ' },
  { what: 'an indent of 4 spaces', indent: '    ', comma: ',', colon: ': ' },
  { what: 'an indent of tabs', indent: '\t', comma: ',', colon: ': ' }
]
const ENDINGS: readonly [what: string, text: string][] = [
  ['', ''],
  ['a newline (\\n) at its end', '\n'],
  ['a newline (\\r\\n) at its end', '\r\n']
]

/**
 * The other ways in which common encoders would have written the same JSON: about two hundred for a body with
 * every kind of escape, a dozen and a half for a plain one. The smallest change comes first; made one at a time.
 */
export function* jsonForms(text: string): Generator<Omit<BodyForm, 'bytes'> & { readonly text: string }> {
  const trimmed = text.trim()
  for (const base of basesOf(trimmed)) {
    for (const layout of layoutsOf(base.text)) {
      for (const escapes of escapesOf(layout.text)) {
        for (const [ending, end] of ENDINGS) {
          const printed = escapes.text + end
          if (printed === text) continue
          const isEndingChanged = trimmed + end !== text
          const changes = [base, escapes, layout].filter(({ what }) => what !== '')
          const whats = changes.map(({ what }) => what)
          if (ending !== '') whats.push(ending)
          else if (isEndingChanged) whats.push('no white space at its end')
          const only = changes.length === 1 && !isEndingChanged ? changes[0]?.code : undefined
          const code = changes.length === 0 ? 'body_newline' : (only ?? 'body_reserialised')
          yield { code, what: `the same JSON with ${whats.join(', and ')}`, text: printed }
        }
      }
    }
  }
}

function* basesOf(text: string): Generator<Choice> {
  let printed: string
  let sorted: string
  try {
    printed = JSON.stringify(JSON.parse(text))
    sorted = sortedText(parseJsonText(text))
  } catch {
    return // No JSON, or nested more deeply than JavaScript prints.
  }
  yield { code: 'body_reserialised', what: '', text }
  // The compact layout of the body as it is comes to the same unless numbers or keys were rewritten.
  const plain = layOut(plainEscapes(text), COMPACT)
  if (printed !== plain) {
    yield {
      code: 'body_reserialised',
      what: 'its numbers and keys as JSON.stringify(JSON.parse(body)) writes them',
      text: printed
    }
  }
  if (sorted !== plain) yield { code: 'body_keys_sorted', what: 'its keys sorted', text: sorted }
}

function* escapesOf(text: string): Generator<Choice> {
  const plain = plainEscapes(text)
  const slashes = (one: string) => one.replace(/\//g, '\\/')
  const candidates: [what: string, text: string][] = [
    ['', text],
    ['no escapes but the needed ones', plain],
    ['& < > written as \\u0026 \\u003c \\u003e, as Go does', hexEscapes(plain, /[&<>\u2028\u2029]/g)],
    ['/ written as \\/', slashes(plain)],
    ['all but ASCII written as \\u escapes, as Python does', hexEscapes(plain, /[\u007f-\uffff]/g)],
    ['/ written as \\/ and all but ASCII as \\u escapes, as PHP does', phpEscapes(slashes(plain))]
  ]
  const seen = new Set<string>()
  for (const [what, escaped] of candidates) {
    if (seen.has(escaped)) continue
    seen.add(escaped)
    yield { code: 'body_escapes', what, text: escaped }
  }
}

function* layoutsOf(text: string): Generator<Choice> {
  yield { code: 'body_whitespace', what: '', text }
  for (const layout of LAYOUTS) {
    const printed = layOut(text, layout)
    if (printed !== null && printed !== text) {
      yield { code: 'body_whitespace', what: layout.what, text: printed }
    }
  }
}

const phpEscapes = (text: string): string => hexEscapes(text, /[\u0080-\uffff]/g)
const hexEscapes = (text: string, characters: RegExp): string =>
  text.replace(characters, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Undoes every escape that JSON.stringify would not write. */
const plainEscapes = (text: string): string =>
  text.replace(/\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|\\u[0-9a-f]{4}|\\./gi, (escapes) => {
    try {
      return JSON.stringify(JSON.parse(`"${escapes}"`)).slice(1, -1)
    } catch {
      return escapes
    }
  })

/** Prints JSON with other white space between its tokens, which stay as they are. Null where it grows out of hand. */
function layOut(text: string, { indent, comma, colon }: Layout): string | null {
  // Indents of a deeply nested body would be larger than any sender's.
  const limit = text.length * 8 + 1_000
  const printed: string[] = []
  let length = 0
  let depth = 0
  let isFirst = false
  const put = (part: string) => {
    length += part.length
    printed.push(part)
  }
  const breakLine = () => {
    if (indent === null) return
    length += 1 + depth * indent.length
    if (length <= limit) printed.push(`\n${indent.repeat(depth)}`)
  }
  for (let at = 0; at < text.length && length <= limit;) {
    const end = endOfToken(text, at)
    const token = text.slice(at, end)
    at = end
    if (isBlank(token)) continue
    const closes = token === '}' || token === ']'
    if (closes) depth--
    if (closes !== isFirst) breakLine()
    isFirst = token === '{' || token === '['
    if (isFirst) depth++
    if (token === ',') {
      put(comma)
      breakLine()
    } else put(token === ':' ? colon : token)
  }
  return length > limit ? null : printed.join('')
}

const tokenAt = /"[^"\\]*"|[ \t\n\r]+|[^ \t\n\r"[\]{}:,]+|[[\]{}:,]/y
const isBlank = (token: string): boolean => ' \t\n\r'.includes(token.charAt(0))

/** Where the token of a JSON text that begins at `at` ends; beyond the text where it is not complete. */
export function endOfToken(text: string, at: number): number {
  tokenAt.lastIndex = at
  if (tokenAt.test(text)) return tokenAt.lastIndex
  // A string with escapes, or one without an end. Step by step: a pattern would need a stack for long ones.
  let end = at + 1
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
  return end + 1
}

/** Compact, the members of each object in the order of their names. Iterative: bodies may nest deeply. */
function sortedText(root: JsonNode): string {
  const printed: string[] = []
  const pending: (JsonNode | string)[] = [root]
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    if (typeof item === 'string') printed.push(item)
    else if (item.kind === 'array') {
      pending.push(']')
      for (const [index, child] of item.items.toReversed().entries()) {
        pending.push(child, index === item.items.length - 1 ? '' : ',')
      }
      pending.push('[')
    } else if (item.kind === 'object') {
      const members = item.members.toSorted((a, b) => Number(a.key > b.key) - Number(a.key < b.key))
      pending.push('}')
      for (const [index, { key, value }] of members.toReversed().entries()) {
        pending.push(value, `${index === members.length - 1 ? '' : ','}${JSON.stringify(key)}:`)
      }
      pending.push('{')
    } else printed.push(scalarText(item))
  }
  return printed.join('')
}
