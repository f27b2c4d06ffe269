import type { AttemptResult, ColumnValues } from './attempts.ts'
import type { StoreContext } from './context.ts'
import { createReplayEventStore } from './replay-events.ts'
import { createReplayStore } from './replays.ts'

/** What became of one event of a replay. */
export interface AttemptWrite {
  readonly place: number
  /** The number of the attempt where it was stored as pending before. */
  readonly key: number | null
  readonly begun: ColumnValues
  /** Null while it is under way. */
  readonly ended: ColumnValues | null
  readonly result: Pick<AttemptResult, 'outcome' | 'status'> | null
  /** The app ends: it counts for nothing and is sent again when the replay is resumed. */
  readonly isInterrupted: boolean
}

/** Taking in the attempts of a replay, many at once. */
export function createReplayAttemptOperations(store: StoreContext) {
  const { db, attempts } = store
  const replays = createReplayStore(db)
  const replayEvents = createReplayEventStore(db)
  // Two statements: joined they take seven times as long.
  const findPlace = db.prepare<[number, number], { attempt: number | null; seq: number }>(
    `SELECT attempt, event_seq AS seq FROM replay_events WHERE replay = ? AND place = ?`
  )
  const findEvent = db.prepare<[number], { replayed: number; deletion: number | null }>(
    `SELECT replayed, deletion FROM events WHERE seq = ?`
  )
  // Of all that counts an event, only whether it was replayed can change here: cheaper than counting it anew.
  const showAttempt = db.prepare<[{ seq: number; outcome: string; status: number | null }]>(`
    UPDATE events SET attempt_kind = 'replay', attempt_outcome = @outcome, attempt_status = @status, replayed = 1
      WHERE seq = @seq AND (attempt_kind, attempt_outcome, attempt_status, replayed)
        IS NOT ('replay', @outcome, @status, 1)`)
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
        const record = ({ place, key, begun, ended, result, isInterrupted }: AttemptWrite): number | null => {
          const at = replay && findPlace.get(replay.key, place)
          const event = at && findEvent.get(at.seq)
          if (!event) return null
          const { seq } = at
          const stored = key ?? at.attempt
          if (stored !== null && (ended === null || isPending.get(stored) !== 1)) return stored
          if (stored !== null && ended) attempts.finish(stored, ended)
          const number =
            stored ?? (ended ? attempts.insertEnded(seq, begun, ended) : attempts.insert(seq, begun))
          if (stored === null) replayEvents.setAttempt(replay.key, place, number)
          if (isInterrupted) replayEvents.interrupt(replay.key, place)
          else if (result) counts[kindOf(result)]++
          if (event.replayed === 0 && event.deletion === null) tally.count('replayed', 1)
          const { outcome, status } = result ?? { outcome: 'pending', status: null }
          showAttempt.run({ seq, outcome, status })
          if (input.isAnnounced) changes.eventSeqs.add(seq)
          return number
        }
        const numbers = input.writes.map(record)
        if (replay) replays.addCounts(replay.key, counts)
        return numbers
      })
  }
}

/** How an attempt that ended is counted. */
export function kindOf({
  outcome,
  status
}: Pick<AttemptResult, 'outcome' | 'status'>): 'accepted' | 'refused' | 'failed' {
  if (outcome !== 'answered' || status === null) return 'failed'
  return status >= 200 && status < 300 ? 'accepted' : 'refused'
}
