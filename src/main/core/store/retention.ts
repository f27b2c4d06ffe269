import type { Retention } from '#shared/settings-models.ts'
import type { StoreContext } from './context.ts'
import { countRow, SELECT_DELIVERY, type DeliveryRow } from './deliveries.ts'
import { deliveryIdOf } from './delivery-id.ts'
import { createEraser } from './eraser.ts'
import { SELECT_EVENT, type EventRow } from './event-row.ts'
import { countEvent } from './events.ts'
import type { TextIndex } from './text-index.ts'

const DAY_MS = 86_400_000

/** Statements that find what is too much, oldest first. */
export const OLDEST = {
  events: `${SELECT_EVENT} WHERE e.starred = 0 AND e.deletion IS NULL AND NOT EXISTS
    (SELECT 1 FROM replay_events x JOIN replays r ON r.key = x.replay
      WHERE x.event_seq = e.seq AND r.baseline IS NOT NULL) ORDER BY e.seq`,
  webhooks: `${SELECT_DELIVERY} WHERE d.event_seq IS NULL AND d.kind = 'webhook' AND d.verdict = ?
    AND d.deletion IS NULL ORDER BY d.id LIMIT ?`,
  interceptors: `${SELECT_DELIVERY} WHERE d.kind = 'interceptor' AND d.deletion IS NULL ORDER BY d.id LIMIT ?`
} as const

/**
 * Deletes for good what is older or more than the user wants to keep. Starred events neither go nor count;
 * those of a baseline count, but do not go.
 * Does nothing until it has been told the limits.
 */
export function createRetention(store: StoreContext, text: TextIndex) {
  const { db, tally: totals } = store
  const eraser = createEraser(store, text)
  const oldestEvents = db.prepare<[], EventRow>(OLDEST.events)
  const oldestWebhooks = db.prepare<['rejected' | 'unchecked', number], DeliveryRow>(OLDEST.webhooks)
  const oldestInterceptors = db.prepare<[number], DeliveryRow>(OLDEST.interceptors)
  const starredBytes = db
    .prepare<[], number>(
      `SELECT coalesce(sum(body_bytes), 0) FROM events WHERE starred = 1 AND deletion IS NULL`
    )
    .pluck()
  let limits: Retention | null = null

  const excessEvents = ({ maxAgeDays, maxEvents, maxBytes }: Retention, now: number, rows: number) => {
    const tooMany = maxEvents === null ? 0 : totals.read('events') - totals.read('starred') - maxEvents
    let tooLarge = maxBytes === null ? 0 : totals.read('bytes') - maxBytes
    if (tooLarge > 0) tooLarge -= starredBytes.get() ?? 0
    const tooOld = maxAgeDays === null ? Number.NEGATIVE_INFINITY : now - maxAgeDays * DAY_MS
    if (tooMany <= 0 && tooLarge <= 0 && maxAgeDays === null) return []

    const found: EventRow[] = []
    for (const row of oldestEvents.iterate()) {
      const isExcess = found.length < tooMany || tooLarge > 0 || row.first_seen_at < tooOld
      if (!isExcess || found.length === rows) break
      found.push(row)
      tooLarge -= row.body_bytes
    }
    return found
  }
  const excessDeliveries = ({ maxUnverified }: Retention, rows: number): DeliveryRow[] => {
    const excess = (name: 'rejected' | 'unchecked' | 'interceptors') =>
      Math.min(rows, Math.max(0, totals.read(name) - maxUnverified))
    return [
      ...oldestWebhooks.all('rejected', excess('rejected')),
      ...oldestWebhooks.all('unchecked', excess('unchecked')),
      ...oldestInterceptors.all(excess('interceptors'))
    ].slice(0, rows)
  }

  return {
    setLimits(next: Retention): void {
      limits = next
    },
    /** Takes away one slice. True while there may be more. */
    tidySome(now: number, rows: number): boolean {
      if (limits === null) return false
      const events = excessEvents(limits, now, rows)
      const deliveries = excessDeliveries(limits, rows - events.length)
      if (events.length + deliveries.length === 0) return false
      store.write((changes, tally) => {
        for (const event of events) {
          const erased = eraser.event(event.seq)
          countEvent(event, tally, -1)
          for (const row of erased) countRow(row, tally, -1)
          changes.removedEvents.push(event.id)
          changes.removedDeliveries.push(...erased.map(({ id }) => deliveryIdOf(id)))
        }
        for (const row of deliveries) {
          eraser.delivery(row.id)
          countRow(row, tally, -1)
          changes.removedDeliveries.push(deliveryIdOf(row.id))
        }
      })
      return true
    }
  }
}
