import { AppError } from '#shared/errors.ts'
import type { EventSummary } from '#shared/models.ts'

/** What a query lets through. */
export interface EventFilter {
  readonly matchesAll: boolean
  matches(event: EventSummary): boolean
}

type Test = (event: EventSummary) => boolean

const glob = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*')}$`, 'i')

const TOKENS: Readonly<Record<string, (value: string) => Test>> = {
  type: (value) => {
    // `type:user.*` finds `organization.directory.user_created` no less than `user.login`.
    const pattern = glob(value.includes('*') || value.includes('.') ? value : `*${value}*`)
    return (event) => pattern.test(event.type) || pattern.test(event.canonicalType)
  },
  org: (value) => {
    const pattern = glob(`*${value}*`)
    return (event) => pattern.test(event.organizationId ?? '') || pattern.test(event.organizationName ?? '')
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
