import { assertNever } from '#shared/errors.ts'
import { currentTypeName } from '#shared/event-types.ts'
import type { Provider } from '#shared/mapping-models.ts'
import { foldText } from './fold-text.ts'
import { createGlob } from './glob.ts'
import {
  areAlternatives,
  type Condition,
  type ConditionOf,
  type DeliveryRow,
  type EventRow,
  type Filter,
  type Flag,
  type Kind,
  type Possession,
  type StatusRange,
  type StatusWanted
} from './query.ts'

/** What rows do not say of themselves. Whatever is not given matches nothing. */
export interface KnownNames {
  /** Names of endpoints by id, for `endpoint:`. */
  readonly endpointNames?: ReadonlyMap<string, string>
  /** Providers by organisation id, for `provider:`. */
  readonly providers?: ReadonlyMap<string, Provider>
  /** For the delivery ids and webhook-ids among the `id:` terms: the events that were delivered under each. */
  readonly eventsByDelivery?: ReadonlyMap<string, ReadonlySet<string>>
}

/** `text` is asked at most once, and last: everything that is searched in a row, folded by `foldText`. */
export interface CompiledQuery {
  event(event: EventRow, text: () => string): boolean
  delivery(delivery: DeliveryRow, text: () => string): boolean
}

type Test<Row> = (row: Row) => boolean
type RowCondition = Exclude<Condition, ConditionOf<'text' | 'key'>>

/** Prepares a filter for many rows. */
export function compileQuery(filter: Filter, known: KnownNames = {}): CompiledQuery {
  const rowTerms: RowCondition[] = []
  const textTests: Test<string>[] = []
  for (const term of filter.terms) {
    if (term.kind === 'text' || term.kind === 'key') {
      const needle = needleOf(term)
      textTests.push((text) => text.includes(needle) !== term.negated)
    } else rowTerms.push(term)
  }
  const passesText = (text: () => string): boolean => {
    if (textTests.length === 0) return true
    const whole = text()
    return textTests.every((test) => test(whole))
  }
  const isEvent = combine(rowTerms, (term) => testEvent(term, known))
  const isDelivery = combine(rowTerms, (term) => testDelivery(term, known))
  return {
    event: (event, text) => isEvent(event) && passesText(text),
    delivery: (delivery, text) => isDelivery(delivery) && passesText(text)
  }
}

export const matchesEvent = (filter: Filter, event: EventRow, text: () => string): boolean =>
  compileQuery(filter).event(event, text)

export const matchesDelivery = (filter: Filter, delivery: DeliveryRow, text: () => string): boolean =>
  compileQuery(filter).delivery(delivery, text)

/** What to look for in a row's text: a key as JSON writes it, folded like that text. */
export const needleOf = (term: ConditionOf<'text' | 'key'>): string =>
  foldText(term.kind === 'text' ? term.text : `${JSON.stringify(term.name)}:`)

function combine<Row>(terms: readonly RowCondition[], testOf: (term: RowCondition) => Test<Row>): Test<Row> {
  const tests: Test<Row>[] = []
  const alternatives = new Map<Kind, Test<Row>[]>()
  for (const term of terms) {
    const test = testOf(term)
    if (term.negated) tests.push((row) => !test(row))
    else if (areAlternatives(term.kind)) {
      alternatives.set(term.kind, [...(alternatives.get(term.kind) ?? []), test])
    } else tests.push(test)
  }
  for (const group of alternatives.values()) tests.push((row) => group.some((test) => test(row)))
  return (row) => tests.every((test) => test(row))
}

function testEvent(term: RowCondition, known: KnownNames): Test<EventRow> {
  switch (term.kind) {
    case 'type': {
      const isLike = createGlob(term.pattern)
      return (event) => isLike(event.type) || isLike(event.canonicalType)
    }
    case 'action':
      return (event) => event.action === term.action
    case 'org': {
      const contains = containing(term.needle)
      return (event) => contains(event.organizationId) || contains(event.organizationName)
    }
    case 'entity':
      return (event) => event.entityId === term.id
    case 'provider':
      return ({ organizationId }) =>
        organizationId !== null && known.providers?.get(organizationId) === term.provider
    case 'endpoint':
      return testEndpoint(term.needle, known)
    case 'id': {
      const delivered = known.eventsByDelivery?.get(term.id)
      return (event) => event.id === term.id || delivered?.has(event.id) === true
    }
    case 'is':
      return EVENT_FLAGS[term.flag]
    case 'status':
      return (event) => isAttemptStatus(event.lastAttempt, term.status)
    case 'before':
      return (event) => event.firstSeenAt < term.instant
    case 'after':
      return (event) => event.firstSeenAt >= term.instant
    case 'has':
      return EVENT_POSSESSIONS[term.what]
    default:
      return assertNever(term)
  }
}

function testDelivery(term: RowCondition, known: KnownNames): Test<DeliveryRow> {
  switch (term.kind) {
    case 'type': {
      const isLike = createGlob(term.pattern)
      return ({ claimedType }) =>
        claimedType !== null && (isLike(claimedType) || isLike(currentTypeName(claimedType)))
    }
    case 'endpoint':
      return testEndpoint(term.needle, known)
    case 'id':
      return ({ id, webhookId, eventId }) => [id, webhookId, eventId].includes(term.id)
    case 'is':
      return DELIVERY_FLAGS[term.flag] ?? never
    case 'status': {
      const { status } = term
      if ('outcome' in status) return status.outcome === 'none' ? (row) => row.status === null : never
      return (row) => isWithin(row.status, status)
    }
    case 'before':
      return (delivery) => delivery.receivedAt < term.instant
    case 'after':
      return (delivery) => delivery.receivedAt >= term.instant
    // Nothing is known of these until a delivery is verified, and then its event has them.
    case 'action':
    case 'org':
    case 'entity':
    case 'provider':
    case 'has':
      return never
    default:
      return assertNever(term)
  }
}

const always = (): boolean => true
const never = (): boolean => false

const EVENT_FLAGS: Readonly<Record<Flag, Test<EventRow>>> = {
  verified: always,
  rejected: never,
  unchecked: never,
  interceptor: never,
  starred: (event) => event.starred,
  replayed: (event) => event.replayed,
  retried: (event) => event.deliveryCount > 1,
  conflict: (event) => event.conflict,
  late: (event) => event.late,
  sample: (event) => event.sample
}

const DELIVERY_FLAGS: Readonly<Partial<Record<Flag, Test<DeliveryRow>>>> = {
  verified: (delivery) => delivery.verdict === 'verified',
  rejected: (delivery) => delivery.verdict === 'rejected',
  unchecked: (delivery) => delivery.verdict === 'unchecked',
  interceptor: (delivery) => delivery.kind === 'interceptor',
  conflict: (delivery) => delivery.conflict
}

const EVENT_POSSESSIONS: Readonly<Record<Possession, Test<EventRow>>> = {
  note: (event) => event.noted,
  attempt: (event) => event.lastAttempt !== null,
  org: (event) => event.organizationId !== null,
  entity: (event) => event.entityId !== null
}

function isAttemptStatus(attempt: EventRow['lastAttempt'], wanted: StatusWanted): boolean {
  if ('outcome' in wanted) return (attempt?.outcome ?? 'none') === wanted.outcome
  // A target that broke off after its status line has failed, whatever that status was.
  return attempt?.outcome === 'answered' && isWithin(attempt.status, wanted)
}

const isWithin = (status: number | null, { from, to }: StatusRange): boolean =>
  status !== null && status >= from && status <= to

function testEndpoint(needle: string, { endpointNames }: KnownNames): Test<{ readonly endpointId: string }> {
  const contains = containing(needle)
  return ({ endpointId }) => endpointId === needle || contains(endpointNames?.get(endpointId) ?? null)
}

function containing(needle: string): (text: string | null) => boolean {
  const lowered = needle.toLowerCase()
  return (text) => text !== null && text.toLowerCase().includes(lowered)
}
