import { AppError } from '#shared/errors.ts'
import type { Entity, EntityRelative } from '#shared/entity-models.ts'
import { attributesOf, type ToldAttributes } from '../entities/attributes.ts'
import { placesIn, type ShownPlace } from '../entities/fold.ts'
import { isDeletion } from '../entities/is-deletion.ts'
import { membershipsOf } from '../entities/memberships.ts'
import type { StoreContext } from './context.ts'
import { createEntityEvents, type EntityWindow, type WindowInput } from './entity-events.ts'
import { LARGEST_FOLLOWED_BYTES, type EntityHistory } from './entity-history.ts'
import type { NameKind } from './entity-names.ts'
import type { EventRow } from './event-row.ts'
import { readTellable } from './read-payload.ts'
import type { Place } from './snapshots.ts'

export const ENTITY_READS = {
  firstPlace: `SELECT happened_at AS happenedAt, seq FROM events WHERE entity = @key AND deletion IS NULL
    ORDER BY happened_at, seq LIMIT 1`,
  eventsWithin: `SELECT count(*) FROM events WHERE entity = @key AND deletion IS NULL
    AND happened_at >= @from AND happened_at < @to`
} as const

/** Where the latest event does not say what an entity is, so many before it are asked. */
const ASKED = 20
const SPANS = 100
const MOST_RELATIVES = 20
/** What says most comes first. */
const BY_WEIGHT: readonly NameKind[] = ['dp_id', 'email', 'external_id']

/** A member or group as its list has it, its events by their ids. */
export interface StoredMembership {
  readonly memberId: string
  readonly display: string | null
  readonly joinedAt: number
  readonly joinedId: string
  readonly isStart: boolean
  readonly leftAt: number | null
  readonly leftId: string | null
}

/** Reading entities: users, groups, directories, … through all their events. */
export function createEntityOperations(store: StoreContext, history: EntityHistory) {
  const { db, bodies, dictionary, events, eventOrThrow } = store
  const windows = createEntityEvents(store)
  const firstPlace = db.prepare<[{ key: number }], Place>(ENTITY_READS.firstPlace)
  const eventsWithin = db
    .prepare<[{ key: number; from: number; to: number }], number>(ENTITY_READS.eventsWithin)
    .pluck()

  const latestRows = (key: number, limit: number): EventRow[] => windows.older(key, LATEST, limit)
  const find = (id: string): { readonly key: number; readonly last: EventRow } | null => {
    const key = dictionary.findEntity(id)
    const last = key === null ? undefined : latestRows(key, 1)[0]
    return key === null || !last ? null : { key, last }
  }
  const findOrThrow = (id: string) => {
    const found = find(id)
    if (!found) throw new AppError('not_found', `No event of ${id} is stored.`)
    return found
  }
  const labelOf = (rows: readonly EventRow[]): string | null =>
    (rows.find((row) => isTelling(row) && !isDeletion(row)) ?? rows.find(isTelling) ?? rows[0])?.label ?? null

  const spansOf = (key: number, from: number, to: number): Pick<Entity, 'spanMs' | 'spans'> => {
    const spanMs = Math.ceil((to - from + 1) / SPANS)
    const starts = Array.from({ length: SPANS }, (_, part) => from + part * spanMs)
    // Each ends where the next begins: over all of time, sums are no longer exact.
    const spans = starts.map((at, part) => ({
      at,
      events: eventsWithin.get({ key, from: at, to: starts[part + 1] ?? Number.MAX_SAFE_INTEGER }) ?? 0
    }))
    return { spanMs, spans: spans.filter((span) => span.events > 0) }
  }
  const relativesOf = (key: number, id: string): EntityRelative[] => {
    const found = new Map<number, NameKind>()
    const namesakes = events.names.namesakes(key).toSorted((a, b) => weight(a.kind) - weight(b.kind))
    for (const { entity, kind } of namesakes) if (!found.has(entity)) found.set(entity, kind)
    const relatives: EntityRelative[] = []
    for (const [entity, by] of found) {
      const first = firstPlace.get({ key: entity })
      const [last] = latestRows(entity, 1)
      if (!first || !last?.entity_id || !isSameSort(id, last.entity_id)) continue
      relatives.push({
        id: last.entity_id,
        label: labelOf(latestRows(entity, ASKED)),
        by,
        firstAt: first.happenedAt,
        lastAt: last.happened_at,
        deleted: isDeletion(last)
      })
      if (relatives.length === MOST_RELATIVES) break
    }
    return relatives.toSorted((a, b) => b.lastAt - a.lastAt)
  }
  const placeIn = (key: number, id: string, eventId: string): Place => {
    const row = events.row(eventId)
    if (row?.entity !== key || row.deletion !== null) {
      throw new AppError('not_found', `There is no event ${eventId} of ${id}.`)
    }
    return { happenedAt: row.happened_at, seq: row.seq }
  }
  const placesOf = (seq: number, bytes: number): readonly ShownPlace[] => {
    const body = readTellable(bodies, { seq, bytes }, LARGEST_FOLLOWED_BYTES)
    return body ? placesIn(body) : []
  }
  /** Each id is looked up once. */
  const createEventOf = () => {
    const found = new Map<number, { readonly id: string; readonly type: string }>()
    return (seq: number) => {
      const known = found.get(seq)
      if (known) return known
      const row = events.rowBySeq(seq)
      const event = { id: row?.id ?? '', type: row?.canonical ?? '' }
      found.set(seq, event)
      return event
    }
  }

  return {
    getEntity(id: string): Entity {
      const { key, last } = findOrThrow(id)
      const rows = latestRows(key, ASKED)
      const first = firstPlace.get({ key }) ?? { happenedAt: last.happened_at, seq: last.seq }
      const spread = spansOf(key, first.happenedAt, last.happened_at)
      const organized = rows.find((row) => row.organization_id !== null)
      return {
        id,
        object: rows.find((row) => row.object !== null)?.object ?? null,
        label: labelOf(rows),
        organizationId: organized?.organization_id ?? null,
        organizationName: organized?.organization_name ?? null,
        events: spread.spans.reduce((sum, span) => sum + span.events, 0),
        firstId: events.rowBySeq(first.seq)?.id ?? last.id,
        firstAt: first.happenedAt,
        lastId: last.id,
        lastAt: last.happened_at,
        deleted: isDeletion(last),
        relatives: relativesOf(key, id),
        ...spread
      }
    },
    /** What the events changed comes by `changesOf`. */
    entityWindow: (input: WindowInput): EntityWindow => windows.window(findOrThrow(input.id).key, input),
    changesOf: windows.changesOf,

    /** One step; null: ask again. */
    blameStep(id: string): (ToldAttributes & { events: number; skipped: number }) | null {
      const { seq, happenedAt, summary } = eventOrThrow(id)
      const entity = events.rowBySeq(seq)?.entity ?? null
      if (entity === null) {
        throw new AppError('not_found', `The event ${id} names no entity whose history could be followed.`)
      }
      const fold = history.foldTo(entity, { happenedAt, seq })
      if (!fold) return null
      const { events: followed, skipped } = fold
      const places = fold.shown?.seq === seq ? fold.shown.places : placesOf(seq, summary.bodyBytes)
      return { ...attributesOf(fold, places, createEventOf()), events: followed, skipped }
    },
    /** One step; null: ask again. */
    membersStep(input: {
      id: string
      eventId?: string | undefined
    }): { memberships: StoredMembership[]; skipped: number } | null {
      const { key, last } = findOrThrow(input.id)
      const place =
        input.eventId === undefined
          ? { happenedAt: last.happened_at, seq: last.seq }
          : placeIn(key, input.id, input.eventId)
      const fold = history.foldTo(key, place)
      if (!fold) return null
      const eventOf = createEventOf()
      const memberships = membershipsOf(fold).map(({ memberId, display, joined, left }) => ({
        memberId,
        display,
        joinedAt: joined.at,
        joinedId: eventOf(joined.seq).id,
        isStart: joined.isStart,
        leftAt: left && left.at,
        leftId: left && eventOf(left.seq).id
      }))
      return { memberships, skipped: fold.skipped }
    },
    /** Names of entities, in the order asked for; null where no event of one is stored. */
    entityLabels: (ids: readonly string[]): ({ readonly label: string | null } | null)[] =>
      ids.map((id) => {
        const found = find(id)
        return (
          found && { label: labelOf(isDeletion(found.last) ? latestRows(found.key, ASKED) : [found.last]) }
        )
      })
  }
}

const LATEST: Place = { happenedAt: Number.MAX_SAFE_INTEGER, seq: 0 }

/** A deletion may know no more than an e-mail. */
const isTelling = ({ label, entity_id: id }: EventRow): boolean => label !== null && label !== id

const weight = (kind: NameKind): number => BY_WEIGHT.indexOf(kind)

/** A directory's user and the user who signs in may share a mailbox; neither was provisioned anew. */
const isSameSort = (a: string, b: string): boolean => prefixOf(a) === prefixOf(b)

const prefixOf = (id: string): string => /^[a-z]+_/.exec(id)?.[0] ?? ''
