import type { StoreContext } from './context.ts'
import type { DeliveryRow } from './deliveries.ts'
import type { TextIndex } from './text-index.ts'

/**
 * Deletes for good whatever belongs to an event or a delivery. Inside the caller's transaction, and without
 * the totals. The pages that become free are used again for what comes next; the file does not shrink.
 */
export function createEraser({ db, bodies, deliveries, events }: StoreContext, text: TextIndex) {
  const deleteDelivery = db.prepare<[number]>(`DELETE FROM deliveries WHERE id = ?`)
  const deleteEvent = db.prepare<[number]>(`DELETE FROM events WHERE seq = ?`)
  const deleteAttempts = db.prepare<[number]>(`DELETE FROM attempts WHERE event_seq = ?`)
  const deleteVariants = db.prepare<[number]>(`DELETE FROM variants WHERE event_seq = ?`)
  const lessenReplays = db.prepare<[number]>(`
    UPDATE replays SET total = total - 1
      WHERE key IN (SELECT replay FROM replay_events WHERE event_seq = ? AND attempt IS NULL)`)
  const leaveReplays = db.prepare<[number]>(`DELETE FROM replay_events WHERE event_seq = ?`)

  const delivery = (row: number): void => {
    deleteDelivery.run(row)
    bodies.delete(row)
    text.remove(row)
  }
  return {
    /** One that belongs to no event. */
    delivery,
    /** With its deliveries, attempts and variants, also out of replays; returns the deliveries as they were. */
    event(seq: number): DeliveryRow[] {
      const rows = [seq, ...deliveries.repeatedOf(seq)].flatMap((row) => deliveries.row(row) ?? [])
      for (const { id } of rows) delivery(id)
      deleteAttempts.run(seq)
      deleteVariants.run(seq)
      lessenReplays.run(seq)
      leaveReplays.run(seq)
      events.forget(seq)
      deleteEvent.run(seq)
      return rows
    }
  }
}
