import { foldEvent, type Fold } from '../entities/fold.ts'
import { isDeletion } from '../entities/is-deletion.ts'
import type { StoreContext } from './context.ts'
import type { EventRow } from './event-row.ts'
import { readPayload, readTellable } from './read-payload.ts'
import type { Follower, Place, Progress } from './snapshots.ts'
import type { Student } from './study.ts'

/** Larger bodies are not followed: reading one would hold up deliveries. */
export const LARGEST_FOLLOWED_BYTES = 1_000_000
/** What one step reads at most: about 20 ms, but for a large body, which it reads whole. */
const STEP = { events: 60, bytes: 100_000 }
/** So many new events of an entity are followed in advance, and so many entities are kept in mind for that. */
const GROWN_BY = 100
const MOST_GROWING = 50_000
/** An entity's names are learned again from so many of its latest events. */
const NAMED_BY = 20

export const HISTORY_READS = {
  following: `SELECT e.seq, e.happened_at, e.object, e.body_bytes,
      (SELECT t.canonical FROM types t WHERE t.key = e.type) AS canonical,
      (SELECT t.action FROM types t WHERE t.key = e.type) AS action
    FROM events e WHERE e.entity = @key AND e.deletion IS NULL
      AND (e.happened_at, e.seq) > (@happenedAt, @after) AND (e.happened_at, e.seq) <= (@untilAt, @until)
    ORDER BY e.happened_at, e.seq LIMIT @limit`,
  latestPlace: `SELECT happened_at AS happenedAt, seq FROM events WHERE entity = @key AND deletion IS NULL
    ORDER BY happened_at DESC, seq DESC LIMIT 1`
} as const

type FollowingRow = Pick<EventRow, 'seq' | 'happened_at' | 'object' | 'body_bytes' | 'canonical' | 'action'>

const FIRST: Place = { happenedAt: Number.MIN_SAFE_INTEGER, seq: 0 }

export type EntityHistory = ReturnType<typeof createEntityHistory>

/** Follows an entity through its events in short steps, from the last snapshot on. */
export function createEntityHistory({ db, bodies, events }: StoreContext) {
  const { snapshots, names } = events
  const following = db.prepare<
    [{ key: number; happenedAt: number; after: number; untilAt: number; until: number; limit: number }],
    FollowingRow
  >(HISTORY_READS.following)
  const latestPlace = db.prepare<[{ key: number }], Place>(HISTORY_READS.latestPlace)
  /** How many events each entity has got, and of which that is enough to follow them. */
  const grown = new Map<number, number>()
  const waiting = new Set<number>()

  const take = (progress: Progress, row: FollowingRow): Progress & { place: Place } => {
    const { seq, happened_at: at, object, body_bytes: bytes } = row
    foldEvent(
      progress.fold,
      { seq, at, object, isDeletion: isDeletion(row) },
      readTellable(bodies, { seq, bytes }, LARGEST_FOLLOWED_BYTES)
    )
    progress.events++
    progress.bytes += bytes
    return Object.assign(progress, { place: { happenedAt: at, seq } })
  }
  const step = (follower: Follower, entity: number, until: Place, most: number): Fold | null => {
    const progress = snapshots.startAt(follower, entity, until)
    const from = progress.place ?? FIRST
    const rows = following.all({
      key: entity,
      happenedAt: from.happenedAt,
      after: from.seq,
      untilAt: until.happenedAt,
      until: until.seq,
      limit: most
    })
    let bytes = 0
    let read = 0
    for (const row of rows) {
      snapshots.note(take(progress, row))
      read++
      bytes += row.body_bytes
      if (bytes >= STEP.bytes) break
    }
    const isThere = read === rows.length && rows.length < most
    return isThere ? progress.fold : null
  }
  const nameAgain = db.transaction((entity: number): void => {
    let bytes = 0
    for (const row of events.latestOf(entity, NAMED_BY)) {
      const body = readPayload(bodies, { seq: row.seq, bytes: row.body_bytes }, STEP.bytes)
      if (body) names.learn({ row, body, isLate: true })
      bytes += row.body_bytes
      if (bytes >= STEP.bytes) break
    }
  })

  return {
    /** Its state at that event. Null: not there yet, so ask again. It is good until the next call. */
    foldTo(entity: number, until: Place): Fold | null {
      snapshots.refuseUnsettled(entity)
      const fold = step('reading', entity, until, STEP.events)
      if (fold) snapshots.noteEnd()
      return fold
    },
    /** Notes which entities grow. */
    noteGrowth: (({ row }) => {
      if (row.entity === null) return
      if (grown.size >= MOST_GROWING) grown.clear()
      const by = (grown.get(row.entity) ?? 0) + 1
      if (by < GROWN_BY) return void grown.set(row.entity, by)
      grown.delete(row.entity)
      waiting.add(row.entity)
    }) satisfies Student,
    /** Follows those that have grown, so many events in a slice, and names anew those that need it. True while there is more. */
    followSome(most: number): boolean {
      const unsure = names.takeUnsure()
      if (unsure !== null) {
        nameAgain(unsure)
        return true
      }
      const [entity] = waiting
      if (entity === undefined) return false
      const until = latestPlace.get({ key: entity })
      if (!until || step('ahead', entity, until, most)) waiting.delete(entity)
      return waiting.size > 0
    },
    latestPlace: (entity: number): Place | null => latestPlace.get({ key: entity }) ?? null
  }
}
