import { ACTIONS, FLAGS, POSSESSIONS, PROVIDERS } from '#shared/query/query.ts'
import { providerNames } from '#shared/provider-names.ts'
import { TOKEN_NAMES } from '#shared/query/tokens.ts'

/** One way to go on with a filter. */
export interface Suggestion {
  /** The whole filter with it. */
  readonly text: string
  /** Where writing goes on. */
  readonly caret: number
  readonly shown: string
  readonly detail: string
  /** It asks for a value next. */
  readonly isOpen: boolean
}

/** What there is to choose from, the most frequent first. */
export interface Known {
  readonly types: readonly { readonly value: string; readonly count: number }[]
  readonly organizations: readonly { readonly value: string; readonly detail: string }[]
  readonly endpoints: readonly string[]
  readonly recent: readonly string[]
}

const MOST = 8
/** A word is also looked for among values of tokens when it is that long. */
const TELLING = 3

const TOKEN_TEXTS: Readonly<Record<string, string>> = {
  type: 'what happened: user.*, *.deleted',
  action: 'created, updated, deleted, enabled, disabled',
  org: 'organisation, by id or name',
  entity: 'one user, group or directory, by id',
  provider: 'whose directory it is',
  endpoint: 'where it was received',
  id: 'event, delivery or webhook-id',
  is: 'starred, replayed, rejected, late…',
  status: 'what the last attempt was answered',
  before: 'received before a day, a time or an age',
  after: 'received from a day, a time or an age on',
  has: 'a note, an attempt, or a key in the body'
}

/** What a filter may go on with where the caret stands. Nothing within quotes of free text. */
export function suggest(text: string, caret: number, known: Known): Suggestion[] {
  if (text.trim() === '')
    return [...known.recent.slice(0, 5).map(recentFilter), ...tokenNames('', text, caret, caret)]
  const start = startOfWord(text, caret)
  const end = start + (/^(?:"[^"]*"?|[^\s"])*/.exec(text.slice(start))?.[0].length ?? 0)
  const dash = text[start] === '-' ? 1 : 0
  const word = text.slice(start + dash, caret)
  if (word.startsWith('"')) return []
  const [, name, written] = /^([a-z_]+):(.*)$/is.exec(word) ?? []
  if (name === undefined || written === undefined) {
    return [
      ...tokenNames(word, text, start + dash, end),
      ...(word.length < TELLING ? [] : valuesAnywhere(word, known, text, start + dash, end))
    ].slice(0, MOST)
  }
  return valuesOf(name.toLowerCase(), known)
    .filter(({ value, detail }) => contains(value, unquoted(written)) || contains(detail, unquoted(written)))
    .filter(({ value }) => value !== written)
    .slice(0, MOST)
    .map((one) => insertValue(name.toLowerCase(), one, text, start + dash, end))
}

/** The same for who clicks into a filter: where it needs no more, what may follow it. */
export function suggestNext(text: string, caret: number, known: Known): Suggestion[] {
  const found = suggest(text, caret, known)
  const whole = `${text.trimEnd()} `
  return found.length === 0 ? suggest(whole, whole.length, known) : found
}

function startOfWord(text: string, caret: number): number {
  let start = 0
  let isQuoted = false
  for (let at = 0; at < caret; at++) {
    if (text[at] === '"') isQuoted = !isQuoted
    else if (!isQuoted && /\s/.test(text[at] ?? '')) start = at + 1
  }
  return start
}

const recentFilter = (text: string): Suggestion => ({
  text,
  caret: text.length,
  shown: text,
  detail: 'used lately',
  isOpen: false
})

const tokenNames = (word: string, text: string, start: number, end: number): Suggestion[] =>
  TOKEN_NAMES.filter((name) => name.startsWith(word.toLowerCase())).map((name) => {
    const inserted = `${name}:`
    return {
      text: text.slice(0, start) + inserted + text.slice(end),
      caret: start + inserted.length,
      shown: inserted,
      detail: TOKEN_TEXTS[name] ?? '',
      isOpen: true
    }
  })

interface Value {
  readonly value: string
  readonly detail: string
}

const bare = (values: readonly string[]): Value[] => values.map((value) => ({ value, detail: '' }))

function valuesOf(name: string, known: Known): readonly Value[] {
  switch (name) {
    case 'type':
      return known.types.map(({ value, count }) => ({ value, detail: String(count) }))
    case 'action':
      return bare(ACTIONS)
    case 'org':
      return known.organizations
    case 'provider':
      return PROVIDERS.map((value) => ({ value, detail: providerNames[value] }))
    case 'endpoint':
      return bare(known.endpoints)
    case 'is':
      return bare(FLAGS)
    case 'status':
      return bare(['2xx', '3xx', '4xx', '5xx', 'failed', 'pending', 'none'])
    case 'has':
      return bare(POSSESSIONS)
    case 'before':
    case 'after':
      return bare(['today', 'yesterday', '10m', '1h', '24h', '7d', '30d'])
    default:
      return []
  }
}

const valuesAnywhere = (word: string, known: Known, text: string, start: number, end: number): Suggestion[] =>
  ['is', 'action', 'org', 'type'].flatMap((name) =>
    valuesOf(name, known)
      .filter(({ value, detail }) => contains(value, word) || (name === 'org' && contains(detail, word)))
      .map((one) => insertValue(name, one, text, start, end))
  )

function insertValue(
  name: string,
  { value, detail }: Value,
  text: string,
  start: number,
  end: number
): Suggestion {
  const inserted = `${name}:${/^[^\s"]+$/.test(value) ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`}`
  const rest = text.slice(end).trimStart()
  return {
    text: `${text.slice(0, start)}${inserted} ${rest}`,
    caret: start + inserted.length + 1,
    shown: inserted,
    detail,
    isOpen: false
  }
}

const unquoted = (written: string): string => written.replaceAll('"', '')
const contains = (text: string, part: string): boolean => text.toLowerCase().includes(part.toLowerCase())
