import type { Announcement } from '#shared/contract.ts'
import type {
  Attempt,
  DeliveryKind,
  DeliverySummary,
  EventDetail,
  EventSummary,
  Verdict
} from '#shared/models.ts'
import type { Replay } from '#shared/replay-models.ts'
import type { Client } from '../client/client.ts'
import type { ListSource, ListStore } from './list-model.ts'
import { createListStore } from './list-store.ts'
import { createLiveValue, type LiveValue } from './live-value.ts'
import type { Store } from './store.ts'

/** Events newest first; with a query, those that it finds. */
export function createEventList(client: Client, query: string): ListStore<EventSummary> {
  const asked = query ? { query } : {}
  return createListStore({
    readPage: (start, signal) => client.call('events.list', { ...asked, ...start }, signal),
    readOutline: (before, signal) =>
      client.call('events.outline', { ...asked, ...(before !== null && { before }) }, signal),
    watch: (onChange, onResync) => client.on('events.changed', onChange, onResync),
    belongs: eventsOf(query),
    orderOf: (event) => event.firstSeenAt,
    timeOf: (event) => event.firstSeenAt
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
  const source: ListSource<DeliverySummary> = {
    readPage: (start, signal) => client.call('deliveries.list', { ...filter, ...start }, signal),
    readOutline: (before, signal) =>
      client.call('deliveries.outline', { ...filter, ...(before !== null && { before }) }, signal),
    watch: (onChange, onResync) => client.on('deliveries.changed', onChange, onResync),
    belongs: query === undefined ? isOf : null,
    orderOf: (delivery) => Number(delivery.id.slice('del_'.length)),
    timeOf: (delivery) => delivery.receivedAt
  }
  // All of one event are shown one below the other, as far as they were asked for.
  return createListStore(source, ...(eventId === undefined ? [] : [Infinity]))
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

export interface ReplayPage {
  /** Latest first. */
  readonly rows: readonly Replay[]
  readonly next: string | null
}

/** The latest replays, each as it is at this moment. */
export function createReplays(client: Client): Store<LiveValue<ReplayPage>> {
  return createLiveValue<ReplayPage>({
    read: () => client.call('replays.all', {}),
    watch: (update, reread) =>
      client.on('replays.changed', (change) => update((page) => withReplays(page, change)), reread)
  })
}

export function withReplays(
  { rows, next }: ReplayPage,
  { upserted, removed }: Announcement<'replays.changed'>
): ReplayPage {
  const latest = new Map(upserted.map((replay) => [replay.id, replay]))
  const replaced = rows.map((replay) => {
    const current = latest.get(replay.id) ?? replay
    latest.delete(replay.id)
    return current
  })
  // One that is older than all that were read is found with the older ones.
  const oldest = next === null ? -Infinity : (rows.at(-1)?.startedAt ?? -Infinity)
  const fresh = [...latest.values()].filter((replay) => replay.startedAt >= oldest)
  const all = fresh.length === 0 ? replaced : [...fresh, ...replaced]
  return {
    rows: all.filter(({ id }) => !removed.includes(id)).toSorted((a, b) => b.startedAt - a.startedAt),
    next
  }
}

const rereadMs = 1_000

/** Every attempt to hand one event to a target, latest first. */
export function createAttemptList(client: Client, eventId: string): Store<LiveValue<readonly Attempt[]>> {
  return createLiveValue<readonly Attempt[]>({
    read: async () => (await client.call('replays.list', { eventId })).rows,
    watch(update, reread) {
      let timer: ReturnType<typeof setTimeout> | undefined
      const stops = [
        client.on(
          'attempts.changed',
          ({ upserted }) => {
            const own = upserted.filter((attempt) => attempt.eventId === eventId)
            if (own.length > 0) update((attempts) => withAttempts(attempts, own))
          },
          reread
        ),
        // A fast replay of many does not announce its attempts one by one; this event may be among them.
        client.on(
          'replays.changed',
          ({ upserted }) => {
            if (upserted.every(({ total }) => total <= 1)) return
            timer ??= setTimeout(() => {
              timer = undefined
              reread()
            }, rereadMs)
          },
          () => {}
        )
      ]
      return () => {
        clearTimeout(timer)
        for (const stop of stops) stop()
      }
    }
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
