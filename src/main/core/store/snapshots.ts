import Database from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'
import { createFold, type Fold } from '../entities/fold.ts'
import { packFold, unpackFold } from '../entities/pack-fold.ts'

/** A place among the events of an entity. */
export interface Place {
  readonly happenedAt: number
  readonly seq: number
}

/** How far an entity was followed, and what has come since its last snapshot. */
export interface Progress {
  readonly entity: number
  readonly fold: Fold
  /** The last event that was folded; null before the first. */
  place: Place | null
  events: number
  bytes: number
  /** How long the last snapshot was, unpacked. */
  snapshotLength: number
}

/** Who follows entities at the same time: each keeps its progress from step to step. */
export type Follower = 'reading' | 'ahead'

export const SNAPSHOT_READS = {
  latestSnapshot: `SELECT happened_at AS happenedAt, seq, state FROM snapshots
    WHERE entity = @key AND (happened_at, seq) <= (@happenedAt, @before)
    ORDER BY happened_at DESC, seq DESC LIMIT 1`
} as const

/** An entity is read from a snapshot on: at most so much of it, and the snapshots take less room than the bodies. */
const EVENTS_A_SNAPSHOT = 100
const BYTES_A_SNAPSHOT = 2_000_000
/** Reading an entity that begins anew so often, since events come in between, would never end. */
const MOST_SETBACKS = 8

/** States of entities that were worked out before, so that nobody has to follow one from its first event on. */
export function createSnapshots(db: Database.Database) {
  const latest = db.prepare<
    [{ key: number; happenedAt: number; before: number }],
    Place & { readonly state: Buffer }
  >(SNAPSHOT_READS.latestSnapshot)
  const insert = db.prepare(
    `INSERT OR REPLACE INTO snapshots (entity, happened_at, seq, state) VALUES (?, ?, ?, ?)`
  )
  const removeFrom = db.prepare<[number, number, number]>(
    `DELETE FROM snapshots WHERE entity = ? AND (happened_at, seq) >= (?, ?)`
  )
  const progress: Record<Follower, Progress | null> = { reading: null, ahead: null }
  /** How often the entity that is being read had to be begun anew. */
  let setbacks = { entity: 0, count: 0 }

  const isKeptOf = (kept: Progress | null, entity: number): kept is Progress & { readonly place: Place } =>
    kept?.entity === entity && kept.place !== null

  return {
    /** The most that is known of an entity's past at that place. */
    startAt(follower: Follower, entity: number, place: Place): Progress {
      const kept = progress[follower]
      const isUsable = isKeptOf(kept, entity) && compare(kept.place, place) <= 0
      const stored = latest.get({ key: entity, happenedAt: place.happenedAt, before: place.seq })
      if (isUsable && (!stored || compare(stored, kept.place) <= 0)) return kept
      const { fold, length } = stored ? unpackFold(stored.state) : { fold: createFold(), length: 0 }
      const started: Progress = {
        entity,
        fold,
        place: stored ? { happenedAt: stored.happenedAt, seq: stored.seq } : null,
        events: 0,
        bytes: 0,
        snapshotLength: length
      }
      progress[follower] = started
      return started
    },
    /**
     * Takes a snapshot where one is due, at once: whoever has to begin anew begins there. Reading goes on where the
     * disk refuses: without snapshots it only takes longer.
     */
    note(followed: Progress & { readonly place: Place }): void {
      const { entity, fold, place, events, bytes, snapshotLength } = followed
      const isDue = (events >= EVENTS_A_SNAPSHOT || bytes >= BYTES_A_SNAPSHOT) && bytes >= 2 * snapshotLength
      if (!isDue) return
      const { state, length } = packFold(fold)
      followed.events = 0
      followed.bytes = 0
      followed.snapshotLength = length
      try {
        insert.run(entity, place.happenedAt, place.seq, state)
      } catch (error) {
        if (!(error instanceof Database.SqliteError) || !/^SQLITE_(?:FULL|IOERR)/.test(error.code))
          throw error
      }
    },
    /** Refuses to go on where the past of an entity does not stand still; otherwise it is read to its end. */
    refuseUnsettled(entity: number): void {
      if (setbacks.entity !== entity) setbacks = { entity, count: 0 }
      if (setbacks.count < MOST_SETBACKS) return
      setbacks.count = 0
      throw new AppError(
        'unavailable',
        'Earlier events of this entity keep arriving, so that its history changes faster than it is read. Try again once they are in.'
      )
    },
    noteEnd(): void {
      setbacks.count = 0
    },
    /**
     * Forgets what was worked out from there on. Call it inside the transaction, wherever an event comes, goes or
     * moves: nothing may be left of one that is deleted, nor be told without one that came late.
     */
    forgetFrom(entity: number | null, { happenedAt, seq }: Place): void {
      if (entity === null) return
      removeFrom.run(entity, happenedAt, seq)
      for (const follower of ['reading', 'ahead'] as const) {
        const kept = progress[follower]
        if (!isKeptOf(kept, entity) || compare(kept.place, { happenedAt, seq }) < 0) continue
        progress[follower] = null
        if (follower === 'reading' && setbacks.entity === entity) setbacks.count++
      }
    }
  }
}

export const compare = (a: Place, b: Place): number => a.happenedAt - b.happenedAt || a.seq - b.seq
