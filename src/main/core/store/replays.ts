import type { Database } from 'better-sqlite3'
import type { HeaderPair } from '#shared/models.ts'
import type { Pace, Replay } from '#shared/replay-models.ts'

/** What is sent instead of the event as it is. */
export interface Edited {
  readonly body: string
  readonly headers: readonly HeaderPair[]
}

export type NewReplay = Pick<
  Replay,
  | 'id'
  | 'target'
  | 'what'
  | 'startedAt'
  | 'mode'
  | 'deliveryId'
  | 'typeNames'
  | 'marker'
  | 'pace'
  | 'concurrency'
> & { readonly variantId: string | null; readonly edited: Edited | null }

/** A replay without what only its run knows: how fast it goes. */
export type StoredReplay = Omit<Replay, 'perSecond' | 'remainingMs'> &
  Pick<NewReplay, 'variantId' | 'edited'> & { readonly key: number }

interface Row {
  key: number
  id: string
  target: string
  what: string
  started_at: number
  ended_at: number | null
  state: Replay['state']
  mode: Replay['mode']
  delivery_id: Replay['deliveryId']
  type_names: Replay['typeNames']
  marker: number
  pace: string
  concurrency: number
  variant_id: string | null
  edited: string | null
  total: number
  accepted: number
  refused: number
  failed: number
  baseline: string | null
}

export type ReplayStore = ReturnType<typeof createReplayStore>

/** The replays themselves. Their events are another table, see `replay-events.ts`. */
export function createReplayStore(db: Database) {
  const insertRow = db.prepare(`
    INSERT INTO replays (id, target, what, started_at, state, mode, delivery_id, type_names, marker, pace, concurrency,
      variant_id, edited) VALUES (?, ?, ?, ?, 'gathering', ?, ?, ?, ?, ?, ?, ?, ?)`)
  const findRow = db.prepare<[string], Row>(`SELECT * FROM replays WHERE id = ?`)
  const pageRows = db.prepare<[number, number], Row>(
    `SELECT * FROM replays WHERE key < ? AND state <> 'gathering' ORDER BY key DESC LIMIT ?`
  )
  const removeRow = db.prepare<[number]>(`DELETE FROM replays WHERE key = ?`)
  const inState = db.prepare<[string], Row>(`SELECT * FROM replays WHERE state = ?`)
  const setState = db.prepare(
    `UPDATE replays SET state = ?, ended_at = ?, what = coalesce(?, what) WHERE key = ?`
  )
  const setClaimed = db.prepare<[number | null, number]>(`UPDATE replays SET claimed = ? WHERE key = ?`)
  const claimed = db.prepare<[number], number | null>(`SELECT claimed FROM replays WHERE key = ?`).pluck()
  const addTotal = db.prepare<[number, number]>(`UPDATE replays SET total = total + ? WHERE key = ?`)
  const addCounts = db.prepare<[number, number, number, number]>(
    `UPDATE replays SET accepted = accepted + ?, refused = refused + ?, failed = failed + ? WHERE key = ?`
  )
  const dropBaseline = db.prepare<[string]>(`UPDATE replays SET baseline = NULL WHERE baseline = ?`)
  const setBaseline = db.prepare<[string | null, number]>(`UPDATE replays SET baseline = ? WHERE key = ?`)
  const recentTargets = db
    .prepare<[number], string>(`SELECT target FROM replays GROUP BY target ORDER BY max(key) DESC LIMIT ?`)
    .pluck()

  return {
    insert(replay: NewReplay): number {
      const { lastInsertRowid } = insertRow.run(
        replay.id,
        replay.target,
        replay.what,
        replay.startedAt,
        replay.mode,
        replay.deliveryId,
        replay.typeNames,
        replay.marker ? 1 : 0,
        JSON.stringify(replay.pace),
        replay.concurrency,
        replay.variantId,
        replay.edited && JSON.stringify(replay.edited)
      )
      return Number(lastInsertRowid)
    },
    find(id: string): StoredReplay | null {
      const row = findRow.get(id)
      return row ? toReplay(row) : null
    },
    /** Latest first, before that one; without those whose events are not complete. */
    page: (before: number, limit: number): StoredReplay[] => pageRows.all(before, limit).map(toReplay),
    inState: (state: 'gathering' | 'running'): StoredReplay[] => inState.all(state).map(toReplay),
    remove: (key: number): void => void removeRow.run(key),
    setState: (
      key: number,
      state: Replay['state'],
      endedAt: number | null,
      what: string | null = null
    ): void => void setState.run(state, endedAt, what, key),
    /** The place up to which events may have been sent; null for none. */
    claimed: (key: number): number | null => claimed.get(key) ?? null,
    setClaimed: (key: number, place: number | null): void => void setClaimed.run(place, key),
    addTotal: (key: number, by: number): void => void addTotal.run(by, key),
    addCounts: (key: number, counts: Pick<Replay, 'accepted' | 'refused' | 'failed'>): void =>
      void addCounts.run(counts.accepted, counts.refused, counts.failed, key),
    /** A name belongs to one replay: the latest that was given it. */
    setBaseline(key: number, name: string | null): void {
      if (name !== null) dropBaseline.run(name)
      setBaseline.run(name, key)
    },
    recentTargets: (limit: number): string[] => recentTargets.all(limit)
  }
}

const toReplay = (row: Row): StoredReplay => ({
  key: row.key,
  id: row.id,
  target: row.target,
  what: row.what,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  state: row.state,
  mode: row.mode,
  deliveryId: row.delivery_id,
  typeNames: row.type_names,
  marker: row.marker === 1,
  pace: JSON.parse(row.pace) as Pace,
  concurrency: row.concurrency,
  variantId: row.variant_id,
  edited: row.edited === null ? null : (JSON.parse(row.edited) as Edited),
  total: row.total,
  accepted: row.accepted,
  refused: row.refused,
  failed: row.failed,
  baseline: row.baseline
})
