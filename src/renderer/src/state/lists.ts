import type {
  Attempt,
  DeliveryKind,
  DeliverySummary,
  EventDetail,
  EventSummary,
  Verdict
} from '#shared/models.ts'
import type { Client } from '../client/client.ts'
import { createListStore, type ListStore } from './list-store.ts'
import { createLiveValue, type LiveValue } from './live-value.ts'
import type { Store } from './store.ts'

/** Events newest first; with a query, those that it finds. */
export function createEventList(client: Client, query: string): ListStore<EventSummary> {
  return createListStore({
    readPage: (before, signal) =>
      client.call(
        'events.list',
        { ...(query && { query }), ...(before !== null && { before }), limit: 200 },
        signal
      ),
    watch: (onChange, onResync) => client.on('events.changed', onChange, onResync),
    belongs: eventsOf(query),
    orderOf: (event) => event.firstSeenAt
  })
}

/** Only the core can tell what a query finds, but for the one of a view. */
function eventsOf(query: string): ((event: EventSummary) => boolean) | null {
  if (query === '') return () => true
  return query === 'is:starred' ? (event) => event.starred : null
}

export interface DeliveryFilter {
  readonly kind?: DeliveryKind
  readonly verdict?: Verdict
  readonly eventId?: string
  readonly query?: string
}

/** Deliveries newest first: those that fit all of the filter. */
export function createDeliveryList(client: Client, filter: DeliveryFilter): ListStore<DeliverySummary> {
  const { kind, verdict, eventId, query } = filter
  const isOf = (delivery: DeliverySummary) =>
    (kind ?? delivery.kind) === delivery.kind &&
    (verdict ?? delivery.verdict) === delivery.verdict &&
    (eventId ?? delivery.eventId) === delivery.eventId
  return createListStore({
    readPage: (before, signal) =>
      client.call('deliveries.list', { ...filter, ...(before !== null && { before }), limit: 200 }, signal),
    watch: (onChange, onResync) => client.on('deliveries.changed', onChange, onResync),
    belongs: query === undefined ? isOf : null,
    orderOf: (delivery) => Number(delivery.id.slice('del_'.length))
  })
}

/** One event in full, read again whenever its row changes or the event before it goes. */
export function createEventDetail(client: Client, id: string): Store<LiveValue<EventDetail>> {
  const store: Store<LiveValue<EventDetail>> = createLiveValue({
    read: () => client.call('events.get', { id }),
    watch: (_update, reread) =>
      client.on(
        'events.changed',
        ({ stale, upserted, removed }) => {
          const baseId = store.getSnapshot().value?.baseId ?? null
          const isBaseGone = baseId !== null && removed.includes(baseId)
          if (stale || isBaseGone || upserted.some((event) => event.id === id)) reread()
        },
        reread
      )
  })
  return store
}

/** Every attempt to hand one event to a target, latest first. */
export function createAttemptList(client: Client, eventId: string): Store<LiveValue<readonly Attempt[]>> {
  return createLiveValue<readonly Attempt[]>({
    read: async () => (await client.call('replays.list', { eventId })).rows,
    watch: (update, reread) =>
      client.on(
        'attempts.changed',
        ({ upserted }) => {
          const own = upserted.filter((attempt) => attempt.eventId === eventId)
          if (own.length > 0) update((attempts) => withAttempts(attempts, own))
        },
        reread
      )
  })
}

export function withAttempts(attempts: readonly Attempt[], upserted: readonly Attempt[]): readonly Attempt[] {
  const latest = new Map(upserted.map((attempt) => [attempt.id, attempt]))
  const replaced = attempts.map((attempt) => {
    const current = latest.get(attempt.id) ?? attempt
    latest.delete(attempt.id)
    return current
  })
  return [...[...latest.values()].toSorted((a, b) => b.startedAt - a.startedAt), ...replaced]
}
