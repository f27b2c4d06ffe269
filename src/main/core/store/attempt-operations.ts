import type { Attempt } from '#shared/models.ts'
import { begunValues, endedValues, type AttemptResult, type NewAttempt } from './attempts.ts'
import type { StoreContext } from './context.ts'
import type { Tally } from './tally.ts'

const ATTEMPTS_SHOWN = 500
const ENDED = {
  waiting: 'The app ended before it was this event’s turn to be forwarded. Replay it if it is still wanted.',
  begun: 'The app ended before an answer came.'
}

/** Replays and forwards as they begin and end. */
export function createAttemptOperations(store: StoreContext) {
  const { attempts, events, eventOrThrow } = store
  return {
    /** `waiting`: the number that it got while it waited. */
    startAttempt: (
      attempt: NewAttempt & { readonly waiting?: number | null }
    ): { id: number; attempt: Attempt | null } =>
      store.write((changes, tally) => {
        const event = eventOrThrow(attempt.eventId)
        events.setLastAttempt(event, { kind: attempt.kind, outcome: 'pending', status: null }, tally)
        changes.eventSeqs.add(event.seq)
        const { waiting = null } = attempt
        const hasBegun = waiting !== null && attempts.begin(waiting, attempt)
        const id = hasBegun ? waiting : attempts.insert(event.seq, begunValues(attempt))
        return { id, attempt: attempts.find(id) }
      }),
    /** Stores what waits for its turn, so that it is not forgotten if the app ends. Null for an event that is gone. */
    keepWaiting: (waiting: readonly NewAttempt[]): (number | null)[] =>
      store.write((changes, tally) =>
        waiting.map((attempt) => {
          const event = events.find(attempt.eventId)
          if (!event) return null
          events.setLastAttempt(event, { kind: attempt.kind, outcome: 'pending', status: null }, tally)
          changes.eventSeqs.add(event.seq)
          return attempts.insert(event.seq, begunValues(attempt))
        })
      ),
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
    /** For a worker's start: attempts whose answer nobody waits for any more. Replays that run wait for theirs. */
    failPendingAttempts: (): void => store.write((_changes, tally) => failPending(store, tally, null))
  }
}

/** Inside the caller's transaction. Of one replay, or of everything but the replays that run. */
export function failPending(
  { attempts, events }: Pick<StoreContext, 'attempts' | 'events'>,
  tally: Tally,
  replayId: string | null
): void {
  for (const eventSeq of attempts.failPending(ENDED, replayId)) {
    const event = events.findBySeq(eventSeq)
    const last = event?.summary.lastAttempt
    if (event && last?.outcome === 'pending')
      events.setLastAttempt(event, { kind: last.kind, outcome: 'failed', status: null }, tally)
  }
}
