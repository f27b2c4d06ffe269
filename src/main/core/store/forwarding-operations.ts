import type { Attempt, DeliverySummary, EventSummary } from '#shared/models.ts'
import { keyOfAttemptId } from './attempts.ts'
import type { StoreContext } from './context.ts'
import { rowOfDeliveryId } from './delivery-id.ts'

/** What the live forward reads, and what it learns after the fact. */
export function createForwardingOperations(store: StoreContext) {
  const { db, attempts, deliveries, events } = store
  const setStatus = db.prepare<[number, number]>(`UPDATE deliveries SET status = ? WHERE id = ?`)
  const setWarning = db.prepare<[string, number]>(`UPDATE attempts SET warning = ? WHERE id = ?`)
  return {
    /** Those that are still there. */
    eventsToForward: (ids: readonly string[]): EventSummary[] =>
      ids.flatMap((id) => events.find(id)?.summary ?? []),
    /** What a delivery was answered that had been stored before that was known. */
    noteAnswer(input: { id: string; status: number }): DeliverySummary | null {
      const row = rowOfDeliveryId(input.id)
      return store.write((changes) => {
        setStatus.run(input.status, row)
        const delivery = deliveries.summary(row)
        if (delivery) changes.deliveries.push(delivery)
        return delivery
      })
    },
    unsentForwards: () => attempts.unsent(),
    leaveUnsent: (target: string): void => store.write(() => attempts.leaveUnsent(target)),
    /** Says about an attempt what was decided once it had ended. */
    remarkAttempt(input: { id: string; remark: string }): Attempt | null {
      const key = keyOfAttemptId(input.id)
      setWarning.run(input.remark, key)
      return attempts.find(key)
    }
  }
}
