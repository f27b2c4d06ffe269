import type { AttemptResult, NewAttempt } from './attempts.ts'
import type { StoreContext } from './context.ts'
import { createReplayEventStore } from './replay-events.ts'
import { createReplayStore } from './replays.ts'

/** What became of one event of a replay. */
export interface AttemptWrite {
  readonly place: number
  /** The number of the attempt where it was stored as pending before. */
  readonly key: number | null
  readonly attempt: NewAttempt
  /** Null while it is under way. */
  readonly result: AttemptResult | null
  /** The app ends: it counts for nothing and is sent again when the replay is resumed. */
  readonly isInterrupted: boolean
}

/** Taking in the attempts of a replay, many at once. */
export function createReplayAttemptOperations(store: StoreContext) {
  const { db, attempts } = store
  const replays = createReplayStore(db)
  const replayEvents = createReplayEventStore(db)
  const findEvent = db.prepare<[string], { seq: number; replayed: number; deletion: number | null }>(
    `SELECT seq, replayed, deletion FROM events WHERE id = ?`
  )
  // Of all that counts an event, only whether it was replayed can change here: cheaper than counting it anew.
  const showAttempt = db.prepare<[string, number | null, number]>(
    `UPDATE events SET attempt_kind = 'replay', attempt_outcome = ?, attempt_status = ?, replayed = 1 WHERE seq = ?`
  )
  const isPending = db
    .prepare<[number], number>(`SELECT outcome = 'pending' FROM attempts WHERE id = ?`)
    .pluck()

  return {
    /**
     * Stores attempts as they began or ended, with the counts of their replay. Returns their numbers; null where
     * the event is gone for good. Harmless when it is asked again, because a worker that crashes leaves it open
     * whether it had committed.
     */
    recordAttempts: (input: {
      id: string
      writes: readonly AttemptWrite[]
      isAnnounced: boolean
      isWide: boolean
    }): (number | null)[] =>
      store.write((changes, tally) => {
        changes.isWide = input.isWide
        const counts = { accepted: 0, refused: 0, failed: 0 }
        const replay = replays.find(input.id)
        const record = ({ place, key, attempt, result, isInterrupted }: AttemptWrite): number | null => {
          const event = findEvent.get(attempt.eventId)
          if (!replay || !event) return null
          const stored = key ?? replayEvents.attemptAt(replay.key, place)
          if (stored === undefined) return null
          if (stored !== null && (result === null || isPending.get(stored) !== 1)) return stored
          const number = stored ?? (result ? attempts.insertEnded(attempt, result) : attempts.insert(attempt))
          if (stored !== null && result) attempts.finish(stored, result)
          if (stored === null) replayEvents.setAttempt(replay.key, place, number)
          if (isInterrupted) replayEvents.interrupt(replay.key, place)
          else if (result) counts[kindOf(result)]++
          if (event.replayed === 0 && event.deletion === null) tally.count('replayed', 1)
          showAttempt.run(result?.outcome ?? 'pending', result?.status ?? null, event.seq)
          if (input.isAnnounced) changes.eventSeqs.add(event.seq)
          return number
        }
        const numbers = input.writes.map(record)
        if (replay) replays.addCounts(replay.key, counts)
        return numbers
      })
  }
}

/** How an attempt that ended is counted. */
export function kindOf({ outcome, status }: AttemptResult): 'accepted' | 'refused' | 'failed' {
  if (outcome !== 'answered' || status === null) return 'failed'
  return status >= 200 && status < 300 ? 'accepted' : 'refused'
}
