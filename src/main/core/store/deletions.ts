import type { Changes, StoreContext } from './context.ts'
import { countRow, SELECT_DELIVERY, toDeliverySummary, type DeliveryRow } from './deliveries.ts'
import { deliveryIdOf } from './delivery-id.ts'
import { SELECT_EVENT, type EventRow } from './event-row.ts'
import { countEvent } from './events.ts'
import type { Tally } from './tally.ts'

/** Instead of a time: later than any. */
const UNDOING = Number.MAX_SAFE_INTEGER

/**
 * Rows that are deleted but can still be brought back: they bear the number of their deletion, are in no list
 * and in no total. Everything here happens inside the caller's transaction.
 */
export function createDeletionStore({
  db,
  deliveries,
  events
}: Pick<StoreContext, 'db' | 'deliveries' | 'events'>) {
  const insertRow = db.prepare<[number | null, number]>(
    `INSERT INTO deletions (key, at) VALUES (?, ?)
      ON CONFLICT (key) DO UPDATE SET at = excluded.at`
  )
  const removeRow = db.prepare<[number]>(`DELETE FROM deletions WHERE key = ?`)
  const timeOf = db.prepare<[number], number>(`SELECT at FROM deletions WHERE key = ?`).pluck()
  const dueKey = db.prepare<[number], number>(`SELECT key FROM deletions WHERE at <= ? LIMIT 1`).pluck()
  const expireRows = db.prepare<[number]>(`UPDATE deletions SET at = 0 WHERE at > 0 AND at < ?`)
  const undoingKey = db.prepare<[number], number>(`SELECT key FROM deletions WHERE at = ? LIMIT 1`).pluck()
  const hiddenEvent = db.prepare<[string], EventRow>(
    `${SELECT_EVENT} WHERE e.id = ? AND e.deletion IS NOT NULL`
  )
  const hiddenEvents = db.prepare<[number, number], EventRow>(`${SELECT_EVENT} WHERE e.deletion = ? LIMIT ?`)
  const hiddenDeliveries = db.prepare<[number, number], DeliveryRow>(
    `${SELECT_DELIVERY} WHERE d.deletion = ? AND d.event_seq IS NULL LIMIT ?`
  )
  const markEvent = db.prepare<[number | null, number]>(`UPDATE events SET deletion = ? WHERE seq = ?`)
  const markDelivery = db.prepare<[number | null, number]>(`UPDATE deliveries SET deletion = ? WHERE id = ?`)
  const markRepeated = db.prepare<[number | null, number]>(
    `UPDATE deliveries SET deletion = ? WHERE event_seq = ? AND event_seq <> id`
  )
  const countRows = (rows: readonly number[], tally: Tally, sign: 1 | -1) => {
    for (const id of rows) {
      const row = deliveries.row(id)
      if (row) countRow(row, tally, sign)
    }
  }

  return {
    /** Begins a deletion, or goes on with a known one, and returns its number. Its time is that of its last step. */
    begin(now: number, known: number | null): number {
      const { lastInsertRowid } = insertRow.run(known, now)
      return known ?? Number(lastInsertRowid)
    },
    /** The time of its last step; null for one that is not known, or no longer. */
    timeOf: (key: number): number | null => timeOf.get(key) ?? null,
    end: (key: number) => void removeRow.run(key),
    /** Makes all of them due, whatever their time, but for those that are being brought back. */
    expire: () => void expireRows.run(UNDOING),
    /** From here on it will be brought back, whatever happens. */
    beginUndo: (key: number) => void insertRow.run(key, UNDOING),
    /** One that is being brought back. */
    undoing: (): number | null => undoingKey.get(UNDOING) ?? null,
    /** One whose time is that or before. */
    due: (at: number): number | null => dueKey.get(at) ?? null,
    hiddenEvent: (id: string): EventRow | null => hiddenEvent.get(id) ?? null,
    hiddenEvents: (key: number, limit: number): EventRow[] => hiddenEvents.all(key, limit),
    /** Without those of events; looks through those first, so ask when no events are left. */
    hiddenDeliveries: (key: number, limit: number): DeliveryRow[] => hiddenDeliveries.all(key, limit),

    /** With all its deliveries. */
    hideEvent(key: number, event: EventRow, changes: Changes, tally: Tally): void {
      const rows = [event.seq, ...deliveries.repeatedOf(event.seq)]
      events.forget(event.seq)
      markEvent.run(key, event.seq)
      markDelivery.run(key, event.seq)
      markRepeated.run(key, event.seq)
      countEvent(event, tally, -1)
      countRows(rows, tally, -1)
      changes.removedEvents.push(event.id)
      changes.removedDeliveries.push(...rows.map(deliveryIdOf))
    },
    restoreEvent(event: EventRow, changes: Changes, tally: Tally): void {
      markEvent.run(null, event.seq)
      events.noteReturn(event.seq)
      markDelivery.run(null, event.seq)
      markRepeated.run(null, event.seq)
      const rows = [event.seq, ...deliveries.repeatedOf(event.seq)]
      countEvent(event, tally, 1)
      countRows(rows, tally, 1)
      changes.eventSeqs.add(event.seq)
      changes.deliveries.push(...rows.flatMap((row) => deliveries.summary(row) ?? []))
    },
    hideDelivery(key: number, row: DeliveryRow, changes: Changes, tally: Tally): void {
      markDelivery.run(key, row.id)
      countRow(row, tally, -1)
      changes.removedDeliveries.push(deliveryIdOf(row.id))
    },
    restoreDelivery(row: DeliveryRow, changes: Changes, tally: Tally): void {
      markDelivery.run(null, row.id)
      countRow(row, tally, 1)
      changes.deliveries.push(toDeliverySummary(row))
    }
  }
}
