import { AppError } from '#shared/errors.ts'
import type { EntityEvent } from '#shared/entity-models.ts'
import type { JsonNode } from '#shared/json-text.ts'
import { describeChange } from '../entities/describe-change.ts'
import { isDeletion } from '../entities/is-deletion.ts'
import type { StoreContext } from './context.ts'
import { SELECT_EVENT, toStoredEvent, type EventRow } from './event-row.ts'
import { readTellable } from './read-payload.ts'
import type { Place } from './snapshots.ts'

export interface WindowInput {
  readonly id: string
  readonly older?: string | undefined
  readonly newer?: string | undefined
  readonly aroundId?: string | undefined
  readonly aroundAt?: number | undefined
  readonly limit: number
}
export interface EntityWindow {
  readonly seq: number
  /** Latest first; what they changed is yet to be worked out. */
  readonly rows: EntityEvent[]
  readonly older: string | null
  readonly newer: string | null
}

export const ENTITY_EVENT_READS = {
  olderEvents: `${SELECT_EVENT} WHERE e.entity = @key AND e.deletion IS NULL
    AND (e.happened_at, e.seq) < (@happenedAt, @before) ORDER BY e.happened_at DESC, e.seq DESC LIMIT @limit`,
  newerEvents: `${SELECT_EVENT} WHERE e.entity = @key AND e.deletion IS NULL
    AND (e.happened_at, e.seq) > (@happenedAt, @after) ORDER BY e.happened_at, e.seq LIMIT @limit`,
  eventsUpTo: `SELECT count(*) FROM events WHERE entity = @key AND deletion IS NULL
    AND (happened_at, seq) <= (@happenedAt, @before)`
} as const

type BodyOf = Pick<EventRow, 'seq' | 'body_bytes'>

/** What larger bodies changed is not worked out for a list. */
const LARGEST_LISTED_BYTES = 64_000
/** What one step compares at most: about 20 ms, and mostly far less. */
const STEP = { events: 20, bytes: 300_000 }

/** Windows on the events of an entity, in the order in which they happened. */
export function createEntityEvents(store: StoreContext) {
  const { db, bodies, events } = store
  const olderRows = db.prepare<
    [{ key: number; happenedAt: number; before: number; limit: number }],
    EventRow
  >(ENTITY_EVENT_READS.olderEvents)
  const newerRows = db.prepare<[{ key: number; happenedAt: number; after: number; limit: number }], EventRow>(
    ENTITY_EVENT_READS.newerEvents
  )
  const countUpTo = db
    .prepare<[{ key: number; happenedAt: number; before: number }], number>(ENTITY_EVENT_READS.eventsUpTo)
    .pluck()
  const older = (key: number, { happenedAt, seq: before }: Place, limit: number): EventRow[] =>
    olderRows.all({ key, happenedAt, before, limit })
  /** Latest first, like all others. */
  const newer = (key: number, { happenedAt, seq: after }: Place, limit: number): EventRow[] =>
    newerRows.all({ key, happenedAt, after, limit }).toReversed()

  /** Half before and half after, and more of the one where there is less of the other. */
  const around = (key: number, place: Place, limit: number): EventRow[] => {
    const later = newer(key, place, limit)
    const earlier = older(key, { ...place, seq: place.seq + 1 }, limit)
    const wanted = Math.max(Math.floor(limit / 2), limit - earlier.length)
    return [...later.slice(Math.max(0, later.length - wanted)), ...earlier].slice(0, limit)
  }
  const select = (key: number, input: WindowInput): EventRow[] => {
    const { limit } = input
    if (input.older !== undefined) return older(key, placeOf(input.older), limit)
    if (input.newer !== undefined) return newer(key, placeOf(input.newer), limit)
    if (input.aroundAt !== undefined) {
      return around(key, { happenedAt: input.aroundAt, seq: LAST.seq }, limit)
    }
    if (input.aroundId === undefined) return older(key, LAST, limit)
    const row = events.row(input.aroundId)
    if (row?.entity !== key || row.deletion !== null) {
      throw new AppError('not_found', `There is no event ${input.aroundId} of ${input.id}.`)
    }
    return around(key, { happenedAt: row.happened_at, seq: row.seq }, limit)
  }
  const change = (id: string, read: (row: BodyOf) => JsonNode | null): EntityEvent['changed'] => {
    const row = events.row(id)
    if (!row || row.entity === null || row.deletion !== null || isDeletion(row)) return null
    const base = events.findBase(row.entity, { happenedAt: row.happened_at, seq: row.seq }, row)
    if (!base) return null
    const [before, after] = [read(base), read(row)]
    return before && after && describeChange(before, after)
  }

  return {
    older,
    newer,
    window(key: number, input: WindowInput): EntityWindow {
      refuseTwoPlaces(input)
      const rows = select(key, input)
      const [newest, oldest] = [rows[0], rows.at(-1)]
      if (!newest || !oldest) return { seq: store.seq(), rows: [], older: null, newer: null }
      const end: Place = { happenedAt: oldest.happened_at, seq: oldest.seq }
      const start: Place = { happenedAt: newest.happened_at, seq: newest.seq }
      const first = countUpTo.get({ key, happenedAt: end.happenedAt, before: end.seq }) ?? 0
      return {
        seq: store.seq(),
        rows: rows.map((row, index) => toEntityEvent(row, first + rows.length - 1 - index)),
        older: older(key, end, 1).length > 0 ? cursorOf(end) : null,
        newer: newer(key, start, 1).length > 0 ? cursorOf(start) : null
      }
    },
    /** What the first of these events changed, one at least. Ask again for those that are left. */
    changesOf(ids: readonly string[]): EntityEvent['changed'][] {
      const changes: EntityEvent['changed'][] = []
      const known = new Map<number, JsonNode | null>()
      let bytes = 0
      const read = ({ seq, body_bytes: size }: BodyOf): JsonNode | null => {
        const payload = known.get(seq) ?? readTellable(bodies, { seq, bytes: size }, LARGEST_LISTED_BYTES)
        if (!known.has(seq) && payload) bytes += size
        known.set(seq, payload)
        return payload
      }
      for (const id of ids.slice(0, STEP.events)) {
        changes.push(change(id, read))
        if (bytes >= STEP.bytes) break
      }
      return changes
    }
  }
}

const LAST: Place = { happenedAt: Number.MAX_SAFE_INTEGER, seq: Number.MAX_SAFE_INTEGER - 1 }

function refuseTwoPlaces({ older, newer, aroundId, aroundAt }: WindowInput): void {
  if ([older, newer, aroundId, aroundAt].filter((place) => place !== undefined).length < 2) return
  throw new AppError('invalid_input', 'A window has one place: give older, newer, aroundId or aroundAt.')
}

const cursorOf = ({ happenedAt, seq }: Place): string => `${happenedAt}:${seq}`

function placeOf(cursor: string): Place {
  const [, happenedAt, seq] = /^(-?\d{1,16}):(\d{1,16})$/.exec(cursor) ?? []
  if (happenedAt === undefined || seq === undefined) {
    throw new AppError('invalid_input', 'That cursor is none of ours. Read the events from the start.')
  }
  return { happenedAt: Number(happenedAt), seq: Number(seq) }
}

function toEntityEvent(row: EventRow, position: number): EntityEvent {
  const { summary, happenedAt } = toStoredEvent(row)
  return { ...summary, position, happenedAt, orderedBy: witnessOf(row, summary.idMadeAt), changed: null }
}

function witnessOf(row: EventRow, idMadeAt: number | null): EntityEvent['orderedBy'] {
  if (row.occurred_at !== null) return 'occurred_at'
  return idMadeAt === row.happened_at ? 'id' : 'receipt'
}
