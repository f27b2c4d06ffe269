import { AppError } from '#shared/errors.ts'
import type { EventSummary } from '#shared/models.ts'

/** What a query lets through. */
export interface EventFilter {
  readonly matchesAll: boolean
  matches(event: EventSummary): boolean
}

type Test = (event: EventSummary) => boolean

/**
 * Whether a text fits a pattern in which `*` stands for anything, whatever the case. Each piece is looked for
 * after the one before, which is linear; a regular expression of many stars would hold up the store for ever.
 */
function createGlob(pattern: string): (text: string) => boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split(/\*+/)
  const last = rest.pop()
  if (last === undefined) return (text) => text.toLowerCase() === first
  return (text) => {
    const whole = text.toLowerCase()
    let at = first.length
    if (!whole.startsWith(first)) return false
    for (const piece of rest) {
      const found = whole.indexOf(piece, at)
      if (found < 0) return false
      at = found + piece.length
    }
    return whole.length - last.length >= at && whole.endsWith(last)
  }
}

const TOKENS: Readonly<Record<string, (value: string) => Test>> = {
  type: (value) => {
    // `type:user.*` finds `organization.directory.user_created` no less than `user.login`.
    const isLike = createGlob(value.includes('*') || value.includes('.') ? value : `*${value}*`)
    return (event) => isLike(event.type) || isLike(event.canonicalType)
  },
  org: (value) => {
    const isLike = createGlob(`*${value}*`)
    return (event) => isLike(event.organizationId ?? '') || isLike(event.organizationName ?? '')
  },
  entity: (value) => (event) => event.entityId === value,
  id: (value) => (event) => event.id === value,
  action: (value) => (event) => event.action === value,
  is: (value) => {
    if (value === 'sample') return (event) => event.sample
    if (value === 'repeated') return (event) => event.deliveryCount > 1
    if (value === 'replayed') return (event) => event.lastAttempt?.kind === 'replay'
    throw new AppError(
      'invalid_input',
      `is:${value} is not known. Use is:sample, is:repeated or is:replayed.`
    )
  }
}

/**
 * Reads a filter: words that a row must contain, and tokens (`type:`, `org:`, `entity:`, `id:`, `action:`,
 * `is:`); a leading `-` negates either. Throws `invalid_input` on a token it does not know.
 */
export function parseEventQuery(query: string): EventFilter {
  const tests = (query.match(/\S+/g) ?? []).map((part): Test => {
    const negated = part.length > 1 && part.startsWith('-')
    const test = readPart(negated ? part.slice(1) : part)
    return negated ? (event) => !test(event) : test
  })
  return { matchesAll: tests.length === 0, matches: (event) => tests.every((test) => test(event)) }
}

function readPart(part: string): Test {
  const [, name, value] = /^([a-z]+):(.*)$/i.exec(part) ?? []
  if (name === undefined || value === undefined) return containsWord(part)
  const token = Object.hasOwn(TOKENS, name.toLowerCase()) ? TOKENS[name.toLowerCase()] : undefined
  if (!token) {
    const known = Object.keys(TOKENS).join(':, ')
    throw new AppError('invalid_input', `${name}: is not a filter. Use ${known}: or plain words.`)
  }
  if (value === '') throw new AppError('invalid_input', `${name}: needs a value right after the colon.`)
  return token(value)
}

function containsWord(part: string): Test {
  const word = part.toLowerCase()
  return (event) =>
    [event.label, event.type, event.id, event.entityId, event.organizationId, event.organizationName].some(
      (text) => text?.toLowerCase().includes(word)
    )
}
