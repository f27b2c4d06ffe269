import type { Database } from 'better-sqlite3'
import type { PathState, ScopeState } from '../mapping/drift.ts'
import { pairKeyOf, type Pair } from '../mapping/pairs.ts'

/** Whose events are added up: those of a type anywhere (organisation 0), or of an organisation's directory. */
export interface Scope extends ScopeState {
  readonly key: number
  readonly since: number
  /** Empty for a type. */
  readonly pairs: Map<string, Pair>
}

interface PathRow {
  readonly key: number
  readonly path: string
  readonly types: number
  readonly type: number
  readonly first_at: number
  readonly last_at: number
  readonly seen: number
  readonly events_before: number
  readonly organization: number
  readonly absent: number
  readonly absent_at: number | null
  readonly absent_event: string | null
  readonly gone: number
  readonly told: number
}
interface PairRow {
  readonly field: string
  readonly path: string
  readonly equal: number
  readonly both: number
  readonly varied: number
  readonly since: number
}
interface ScopeRow {
  readonly key: number
  readonly events: number
  readonly since: number
  readonly latest_at: number
  readonly in_order: number
}

/** Beyond that many nothing more is learned: no sender has so many types, and hardly one so many directories. */
const MOST_SCOPES = { types: 300, directories: 10_000 }

/** The statements that find what is known of a scope. */
export const SCOPE_READS = {
  scope: `SELECT key, events, since, latest_at, in_order FROM shape_scopes WHERE organization = ? AND name = ?`,
  paths: `SELECT * FROM shape_paths WHERE scope = ? ORDER BY key`,
  pairs: `SELECT * FROM mapping_pairs WHERE scope = ?`
} as const

export function createShapeScopes(db: Database) {
  const findScope = db.prepare<[number, string], ScopeRow>(SCOPE_READS.scope)
  const countTypes = db
    .prepare<[], number>(`SELECT count(*) FROM shape_scopes WHERE organization = 0`)
    .pluck()
  const countDirectories = db
    .prepare<[], number>(`SELECT count(*) FROM shape_scopes WHERE organization > 0`)
    .pluck()
  const insertScope = db.prepare<[string, number, number]>(
    `INSERT INTO shape_scopes (name, organization, events, since, latest_at, in_order) VALUES (?, ?, 0, ?, 0, 0)`
  )
  const updateScope = db.prepare<[number, number, number, number, number]>(
    `UPDATE shape_scopes SET events = ?, since = min(since, ?), latest_at = ?, in_order = ? WHERE key = ?`
  )
  const allPaths = db.prepare<[number], PathRow>(SCOPE_READS.paths)
  const writePath = db.prepare(`
    INSERT INTO shape_paths (key, scope, path, types, type, first_at, last_at, seen, events_before, organization,
        absent, absent_at, absent_event, gone, told)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (key) DO UPDATE SET types = excluded.types, type = excluded.type, first_at = excluded.first_at,
        last_at = excluded.last_at, seen = excluded.seen, events_before = excluded.events_before,
        organization = excluded.organization, absent = excluded.absent, absent_at = excluded.absent_at,
        absent_event = excluded.absent_event, gone = excluded.gone, told = excluded.told`)
  const allPairs = db.prepare<[number], PairRow>(SCOPE_READS.pairs)
  const writePair = db.prepare<[number, string, string, number, number, number, number]>(
    `INSERT OR REPLACE INTO mapping_pairs (scope, field, path, equal, both, varied, since) VALUES (?, ?, ?, ?, ?, ?, ?)`
  )

  const readPairs = (key: number): Map<string, Pair> =>
    new Map(
      allPairs
        .all(key)
        .map(({ varied, ...row }) => [
          pairKeyOf(row.field, row.path),
          { ...row, isVaried: varied === 1, isChanged: false }
        ])
    )

  const isFull = (organization: number): boolean =>
    organization === 0
      ? (countTypes.get() ?? 0) >= MOST_SCOPES.types
      : (countDirectories.get() ?? 0) >= MOST_SCOPES.directories

  return {
    /** What is known of one, for reading; null where no event was taken in. */
    find(organization: number, name: string): Pick<Scope, 'events' | 'since' | 'pairs'> | null {
      const row = findScope.get(organization, name)
      return row ? { events: row.events, since: row.since, pairs: readPairs(row.key) } : null
    },
    /** The scopes of one batch: each is read when its first event comes, and written once. */
    openBatch() {
      const opened = new Map<
        string,
        { readonly scope: Scope; readonly keys: ReadonlyMap<PathState, number> }
      >()

      return {
        /** Null where there are too many. */
        take(organization: number, name: string, at: number): Scope | null {
          const id = `${organization} ${name}`
          const known = opened.get(id)
          if (known) return known.scope
          const row = findScope.get(organization, name)
          if (!row && isFull(organization)) return null
          const key = row?.key ?? Number(insertScope.run(name, organization, at).lastInsertRowid)
          const keys = new Map<PathState, number>()
          const paths = new Map<string, PathState>()
          for (const stored of row ? allPaths.all(key) : []) {
            const state = toPathState(stored)
            keys.set(state, stored.key)
            paths.set(state.path.toLowerCase(), state)
          }
          const pairs = row ? readPairs(key) : new Map<string, Pair>()
          const { events = 0, since = at, latest_at: latestAt = 0, in_order: inOrder = 0 } = row ?? {}
          const scope = { key, events, inOrder, since, latestAt, paths, pairs }
          opened.set(id, { scope, keys })
          return scope
        },
        keep(): void {
          for (const { scope, keys } of opened.values()) {
            let since = scope.since
            for (const state of scope.paths.values()) {
              since = Math.min(since, state.firstAt)
              if (state.isChanged) writePath.run(...columnsOf(keys.get(state) ?? null, scope.key, state))
            }
            updateScope.run(scope.events, since, scope.latestAt, scope.inOrder, scope.key)
            for (const pair of scope.pairs.values()) {
              if (!pair.isChanged) continue
              const { field, path, equal, both, isVaried, since: first } = pair
              writePair.run(scope.key, field, path, equal, both, isVaried ? 1 : 0, first)
            }
          }
        }
      }
    }
  }
}

const toPathState = (row: PathRow): PathState => ({
  path: row.path,
  types: row.types,
  type: row.type,
  firstAt: row.first_at,
  lastAt: row.last_at,
  seen: row.seen,
  eventsBefore: row.events_before,
  organization: row.organization,
  absent: row.absent,
  absentAt: row.absent_at,
  absentEvent: row.absent_event,
  isGone: row.gone === 1,
  told: row.told,
  event: null,
  isChanged: false
})

const columnsOf = (key: number | null, scope: number, state: PathState) => [
  key,
  scope,
  state.path,
  state.types,
  state.type,
  state.firstAt,
  state.lastAt,
  state.seen,
  state.eventsBefore,
  state.organization,
  state.absent,
  state.absentAt,
  state.absentEvent,
  state.isGone ? 1 : 0,
  state.told
]
