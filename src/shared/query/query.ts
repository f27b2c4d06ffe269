import type { Provider } from '#shared/mapping-models.ts'
import type { DeliverySummary, EventSummary } from '#shared/models.ts'

export const ACTIONS = [
  'created',
  'updated',
  'deleted',
  'enabled',
  'disabled',
  'other'
] as const satisfies readonly EventSummary['action'][]

export const PROVIDERS = [
  'okta',
  'entra',
  'google',
  'jumpcloud',
  'onelogin',
  'ping',
  'custom'
] as const satisfies readonly Provider[]

export const FLAGS = [
  'verified',
  'rejected',
  'unchecked',
  'starred',
  'replayed',
  'retried',
  'conflict',
  'late',
  'sample',
  'interceptor'
] as const
export type Flag = (typeof FLAGS)[number]

/** What a row can have besides keys in its body. */
export const POSSESSIONS = ['note', 'attempt', 'org', 'entity'] as const
export type Possession = (typeof POSSESSIONS)[number]

/** A moment in ms UTC, and the one spelling of what it was read from: `2026-11-01`, `today`, `2h`. */
export interface TimeValue {
  readonly written: string
  readonly instant: number
}

/** HTTP statuses, both ends included. */
export interface StatusRange {
  readonly from: number
  readonly to: number
}
/** What came of it where there is no status. */
export const STATUS_OUTCOMES = ['failed', 'pending', 'none'] as const
export type StatusOutcome = (typeof STATUS_OUTCOMES)[number]
export type StatusWanted = StatusRange | { readonly outcome: StatusOutcome }

/** What one term asks, negated or not. */
export type Content =
  /** A substring, in any case. */
  | { readonly kind: 'text'; readonly text: string }
  /** A glob for `createGlob`. */
  | { readonly kind: 'type'; readonly pattern: string }
  | { readonly kind: 'action'; readonly action: EventSummary['action'] }
  /** A substring of id or name, in any case. */
  | { readonly kind: 'org'; readonly needle: string }
  | { readonly kind: 'entity'; readonly id: string }
  /** Of the organisation's directory, as the user chose it or as its events show. */
  | { readonly kind: 'provider'; readonly provider: Provider }
  /** An exact id, or a substring of the name in any case. */
  | { readonly kind: 'endpoint'; readonly needle: string }
  /** The id of an event, of a delivery, or a webhook-id. */
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'is'; readonly flag: Flag }
  | { readonly kind: 'status'; readonly status: StatusWanted }
  /** Leaves its instant out. */
  | ({ readonly kind: 'before' } & TimeValue)
  /** Takes its instant in. */
  | ({ readonly kind: 'after' } & TimeValue)
  | { readonly kind: 'has'; readonly what: Possession }
  /** A key anywhere in the body, in any case. */
  | { readonly kind: 'key'; readonly name: string }

/** One thing that a filter asks of a row, or of which it wants the contrary. */
export type Condition = Content & { readonly negated: boolean }

export type Kind = Condition['kind']
export type ConditionOf<K extends Kind> = Extract<Condition, { readonly kind: K }>

/** A condition as it was written: from which character on, and over how many UTF-16 units. */
export type Term = Condition & { readonly at: number; readonly length: number }

export interface Filter {
  readonly terms: readonly Condition[]
}

/** A filter that was read from a text. */
export interface Query extends Filter {
  readonly terms: readonly Term[]
}

/** A row would hardly fit two wanted terms of one of these kinds, so one of them is enough. */
const ALTERNATIVES: ReadonlySet<Kind> = new Set([
  'type',
  'action',
  'org',
  'entity',
  'provider',
  'endpoint',
  'id',
  'status'
])
export const areAlternatives = (kind: Kind): boolean => ALTERNATIVES.has(kind)

export type TermsByKind = { readonly [K in Kind]?: readonly ConditionOf<K>[] }

/** The terms by kind: what a row must be or have (see `areAlternatives`), and what it must not. */
export function groupTerms(filter: Filter): { readonly wanted: TermsByKind; readonly refused: TermsByKind } {
  const byKind = (negated: boolean): TermsByKind =>
    Object.groupBy(
      filter.terms.filter((term) => term.negated === negated),
      (term) => term.kind
    ) as TermsByKind
  return { wanted: byKind(false), refused: byKind(true) }
}

/** The span that all time terms leave, in ms UTC: `from` is in it, `before` is not; null where it is open. */
export function timeBounds(filter: Filter): { readonly from: number | null; readonly before: number | null } {
  let [from, before] = [-Infinity, Infinity]
  for (const term of filter.terms) {
    if (term.kind !== 'before' && term.kind !== 'after') continue
    // Not before an instant is from that instant on, and the other way round.
    if ((term.kind === 'after') !== term.negated) from = Math.max(from, term.instant)
    else before = Math.min(before, term.instant)
  }
  return { from: from === -Infinity ? null : from, before: before === Infinity ? null : before }
}

export type Target = 'events' | 'deliveries'

const DELIVERY_FLAGS: ReadonlySet<Flag> = new Set(['rejected', 'unchecked', 'interceptor'])

/** Which list a filter is about: only deliveries can be rejected, unchecked or interceptor calls. */
export const targetOf = (filter: Filter): Target =>
  filter.terms.some((term) => term.kind === 'is' && !term.negated && DELIVERY_FLAGS.has(term.flag))
    ? 'deliveries'
    : 'events'

/** What a filter looks at in a row, so that a store may hand in less than a summary. */
export type EventRow = Pick<
  EventSummary,
  | 'id'
  | 'type'
  | 'canonicalType'
  | 'action'
  | 'organizationId'
  | 'organizationName'
  | 'entityId'
  | 'endpointId'
  | 'firstSeenAt'
  | 'deliveryCount'
  | 'sample'
  | 'late'
  | 'conflict'
  | 'starred'
  | 'noted'
  | 'replayed'
  | 'lastAttempt'
>
export type DeliveryRow = Pick<
  DeliverySummary,
  | 'id'
  | 'kind'
  | 'endpointId'
  | 'receivedAt'
  | 'verdict'
  | 'status'
  | 'webhookId'
  | 'eventId'
  | 'claimedType'
  | 'conflict'
>
