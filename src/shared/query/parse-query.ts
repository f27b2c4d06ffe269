import { nearest } from './nearest.ts'
import type { Content, Query, Term } from './query.ts'
import { TOKEN_NAMES, tokenNamed, type Token, type WrittenValue } from './tokens.ts'

/** `at` and `length` count UTF-16 units: the piece that cannot be read. */
export interface QueryError {
  readonly message: string
  readonly at: number
  readonly length: number
}

export type ParsedQuery =
  { readonly ok: true; readonly query: Query } | { readonly ok: false; readonly error: QueryError }

/**
 * Reads a filter: `name:value` tokens, `"quoted phrases"` and bare words, each negated by a leading `-`.
 * Ages and days count from `now` (ms UTC), in the time zone of the process.
 */
export function parseQuery(text: string, now: number): ParsedQuery {
  const terms: Term[] = []
  let at = match(/\s*/y, text, 0).length
  while (at < text.length) {
    const dash = match(/-(?=\S)/y, text, at)
    const read = readTerm(text, at + dash.length, now)
    if ('message' in read) return { ok: false, error: read }
    terms.push({ ...read.content, negated: dash !== '', at, length: read.end - at })
    at = read.end + match(/\s*/y, text, read.end).length
  }
  return { ok: true, query: { terms } }
}

type TermRead = { readonly content: Content; readonly end: number } | QueryError

function readTerm(text: string, at: number, now: number): TermRead {
  const prefix = match(/[a-z_]+:/iy, text, at)
  const name = prefix.slice(0, -1).toLowerCase()
  const token = tokenNamed(name)
  if (token) return readToken(text, at, name, token, now)

  if (prefix !== '') {
    const mistake = findMistake(name, match(/\S*/y, text, at + prefix.length))
    if (mistake !== null) return { message: mistake, at, length: prefix.length }
  }
  const value = readValue(text, at)
  if ('message' in value) return value
  if (value.value === '') {
    const message = 'There is nothing between these quotes. Write the text to look for, or remove them.'
    return { message, at, length: value.end - at }
  }
  return { content: { kind: 'text', text: value.value }, end: value.end }
}

function readToken(text: string, at: number, name: string, token: Token, now: number): TermRead {
  const valueAt = at + name.length + 1
  const written = readValue(text, valueAt)
  if ('message' in written) return written
  if (written.value === '') {
    const message = `${name}: needs a value right after the colon, such as ${name}:${token.example}.`
    return { message, at, length: written.end - at }
  }
  const content = token.read(written, now)
  if (typeof content !== 'string') return { content, end: written.end }
  const message = `${name}:${shorten(written.value)} ${content}`
  return { message, at: valueAt, length: written.end - valueAt }
}

/** A value from there on: quoted, or as far as the next blank. */
function readValue(text: string, at: number): (WrittenValue & { readonly end: number }) | QueryError {
  if (text[at] !== '"') {
    const value = match(/\S*/y, text, at)
    return { value, quoted: false, end: at + value.length }
  }
  const phrase = match(/"[^"\\]*(?:\\[^][^"\\]*)*"/y, text, at)
  if (phrase === '') {
    const message = 'This quote is not closed. Put another " where the text to look for ends.'
    return { message, at, length: text.length - at }
  }
  const end = at + phrase.length
  const rest = match(/\S*/y, text, end)
  if (rest !== '') {
    const message = 'A closing quote needs a blank after it. For a " inside quotes write \\".'
    return { message, at: end, length: rest.length }
  }
  return { value: phrase.slice(1, -1).replaceAll(/\\(["\\])/g, '$1'), quoted: true, end }
}

/**
 * What is wrong with an unknown name before a colon; null where the word is rather a text that has a colon
 * in it: an address (`https://x`, `localhost:3000`), a URN, or a name with nothing behind it.
 */
function findMistake(name: string, rest: string): string | null {
  if (name.length < 2 || rest.startsWith('//')) return null
  const near = nearest(name, TOKEN_NAMES)
  if (near === null && (rest === '' || rest.includes(':') || /^\d/.test(rest))) return null
  const advice = near ? `Did you mean ${near}:?` : `Filters are ${TOKEN_NAMES.join(':, ')}:.`
  return `${shorten(name)}: is not a filter. ${advice} To look for this text itself, put it in quotes.`
}

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

/** What a sticky pattern matches there; empty where it does not. */
function match(sticky: RegExp, text: string, at: number): string {
  sticky.lastIndex = at
  return sticky.exec(text)?.[0] ?? ''
}
