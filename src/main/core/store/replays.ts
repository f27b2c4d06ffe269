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

/** Whose events a replay holds. */
export interface ReplayContents {
  /** The number of the event that is sent first. */
  readonly lead: number | null
  readonly entities: number | null
  readonly organization: number | null
}

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
  label: string | null
  entities: number | null
  organization_name: string | null
}

export type ReplayStore = ReturnType<typeof createReplayStore>

const SELECT = `SELECT r.*,
  (SELECT e.label FROM events e WHERE e.seq = r.lead AND e.deletion IS NULL) AS label,
  (SELECT o.name FROM organizations o WHERE o.key = r.organization) AS organization_name
  FROM replays r`

/** The replays themselves, without those that were deleted. Their events are another table, see `replay-events.ts`. */
export function createReplayStore(db: Database) {
  const insertRow = db.prepare(`
    INSERT INTO replays (id, target, what, started_at, state, mode, delivery_id, type_names, marker, pace, concurrency,
      variant_id, edited) VALUES (?, ?, ?, ?, 'gathering', ?, ?, ?, ?, ?, ?, ?, ?)`)
  const findRow = db.prepare<[string], Row>(`${SELECT} WHERE r.id = ? AND r.deletion IS NULL`)
  const pageRows = db.prepare<[number, number], Row>(
    `${SELECT} WHERE r.key < ? AND r.state <> 'gathering' AND r.deletion IS NULL ORDER BY r.key DESC LIMIT ?`
  )
  const removeRow = db.prepare<[number]>(`DELETE FROM replays WHERE key = ?`)
  const inState = db.prepare<[string], Row>(`${SELECT} WHERE r.state = ?`)
  const setState = db.prepare(
    `UPDATE replays SET state = ?, ended_at = ?, what = coalesce(?, what) WHERE key = ?`
  )
  const setContents = db.prepare<[ReplayContents & { readonly key: number }]>(
    `UPDATE replays SET lead = @lead, entities = @entities, organization = @organization WHERE key = @key`
  )
  const hideRow = db.prepare<[number, number]>(`UPDATE replays SET deletion = ? WHERE key = ?`)
  const hiddenRows = db.prepare<[number, number], { readonly key: number; readonly id: string }>(
    `SELECT key, id FROM replays WHERE deletion = ? LIMIT ?`
  )
  const restoreRow = db.prepare<[number]>(`UPDATE replays SET deletion = NULL WHERE key = ?`)
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
    setContents: (key: number, contents: ReplayContents): void => void setContents.run({ ...contents, key }),
    /** Out of sight, under the number of its deletion. */
    hide: (key: number, deletion: number): void => void hideRow.run(deletion, key),
    hidden: (deletion: number, limit: number) => hiddenRows.all(deletion, limit),
    restore: (key: number): void => void restoreRow.run(key),
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
  label: row.label,
  entities: row.entities,
  organizationName: row.organization_name,
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
