import type { Attempt } from '#shared/models.ts'
import { begunValues, endedValues, type AttemptResult, type NewAttempt } from './attempts.ts'
import type { StoreContext } from './context.ts'

const ATTEMPTS_SHOWN = 500

/** Replays and forwards as they begin and end. */
export function createAttemptOperations(store: StoreContext) {
  const { attempts, events, eventOrThrow } = store
  return {
    startAttempt: (attempt: NewAttempt): { id: number; attempt: Attempt | null } =>
      store.write((changes, tally) => {
        const event = eventOrThrow(attempt.eventId)
        events.setLastAttempt(event, { kind: attempt.kind, outcome: 'pending', status: null }, tally)
        changes.eventSeqs.add(event.seq)
        const id = attempts.insert(event.seq, begunValues(attempt))
        return { id, attempt: attempts.find(id) }
      }),
    finishAttempt(input: { id: number; result: AttemptResult }): Attempt | null {
      const pending = attempts.find(input.id)
      const event = pending && events.row(pending.eventId) // Also one that is deleted and may come back.
      if (!pending || !event) return null // Both were deleted for good meanwhile.
      const { outcome, status } = input.result
      store.write((changes, tally) => {
        attempts.finish(input.id, endedValues(input.result))
        events.setLastAttempt(event, { kind: pending.kind, outcome, status }, tally)
        changes.eventSeqs.add(event.seq)
      })
      return attempts.find(input.id)
    },
    listAttempts: (eventId: string): Attempt[] =>
      attempts.list(eventOrThrow(eventId).summary.id, ATTEMPTS_SHOWN),
    /** For the start: attempts whose answer nobody waits for any more. */
    failPendingAttempts(): void {
      store.write((_changes, tally) => {
        for (const eventSeq of attempts.failPending('The app ended before an answer came.')) {
          const event = events.findBySeq(eventSeq)
          const kind = event?.summary.lastAttempt?.kind
          if (event && kind) events.setLastAttempt(event, { kind, outcome: 'failed', status: null }, tally)
        }
      })
    }
  }
}
