import type { Database } from 'better-sqlite3'
import type { Attempt } from '#shared/models.ts'
import type { EventFacts } from '../events/describe-event.ts'
import type { BodyStore } from './bodies.ts'
import type { DeliveryStore } from './deliveries.ts'
import { isDeletion } from '../entities/is-deletion.ts'
import type { Dictionary } from './dictionary.ts'
import { SELECT_EVENT, toStoredEvent, type EventRow, type StoredEvent } from './event-row.ts'
import { createEntityNames } from './entity-names.ts'
import { createSnapshots, type Place } from './snapshots.ts'
import type { Tally } from './tally.ts'

/** A verified delivery as its event sees it. `row` is its number, which becomes the event's if it is the first. */
export interface EventDelivery {
  readonly row: number
  readonly receivedAt: number
  readonly endpoint: number
  readonly sample: boolean
  readonly body: Uint8Array
}

export interface RecordedEvent {
  readonly seq: number
  readonly created: boolean
  /** The delivery carries another body than the event shows. */
  readonly conflict: boolean
}

/** The statements that follow an entity through its events, by their own time. */
export const EVENT_READS = {
  history: `${SELECT_EVENT} WHERE e.entity = @key AND e.deletion IS NULL
    ORDER BY e.happened_at DESC, e.seq DESC LIMIT @limit`,
  previous: `${SELECT_EVENT} WHERE e.entity = @key AND (e.happened_at, e.seq) < (@happenedAt, @before)
    AND e.deletion IS NULL ORDER BY e.happened_at DESC, e.seq DESC LIMIT 1`,
  /** The state before an event: a deletion shows none, and another `object` or organisation another part of it. */
  bases: `SELECT e.seq, e.object, e.organization, e.body_bytes, (SELECT t.action FROM types t WHERE t.key = e.type) AS action,
      (SELECT t.canonical FROM types t WHERE t.key = e.type) AS canonical
    FROM events e WHERE e.entity = @key AND e.deletion IS NULL AND (e.happened_at, e.seq) < (@happenedAt, @before)
    ORDER BY e.happened_at DESC, e.seq DESC LIMIT @limit`,
  later: `SELECT seq FROM events WHERE entity = @key AND happened_at > @happenedAt AND deletion IS NULL LIMIT 1`
} as const

type BaseRow = Pick<EventRow, 'seq' | 'object' | 'organization' | 'body_bytes' | 'action' | 'canonical'>

/** A user has one in each of several organisations. */
const MEMBERSHIP = 'OrgMembership'

/** How far back a base is looked for. */
const MOST_BASES = 500

export type EventStore = ReturnType<typeof createEventStore>

export function createEventStore(
  db: Database,
  bodies: BodyStore,
  deliveries: Pick<DeliveryStore, 'repeatedOf'>,
  dictionary: Dictionary
) {
  const snapshots = createSnapshots(db)
  const names = createEntityNames(db)
  const findRow = db.prepare<[string], EventRow>(`${SELECT_EVENT} WHERE e.id = ?`)
  const findSeq = db.prepare<[number], EventRow>(`${SELECT_EVENT} WHERE e.seq = ?`)
  const placeOf = db.prepare<[number], Place & Pick<EventRow, 'entity'>>(
    `SELECT entity, happened_at AS happenedAt, seq FROM events WHERE seq = ?`
  )
  const countable = db.prepare<[number], Countable>(`SELECT * FROM events WHERE seq = ?`)
  const insertRow = db.prepare(`
    INSERT INTO events (type, object, organization, environment_id, entity, endpoint, label, occurred_at, happened_at,
      first_seen_at, body_bytes, seq, id, last_seen_at, sample, late)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const showFirst = db.prepare(`
    UPDATE events SET type = ?, object = ?, organization = ?, environment_id = ?, entity = ?, endpoint = ?, label = ?,
      occurred_at = ?, happened_at = ?, first_seen_at = ?, body_bytes = ?, seq = ? WHERE seq = ?`)
  const moveDeliveries = db.prepare<[number, number, number]>(
    `UPDATE deliveries SET event_seq = ? WHERE event_seq = ? AND event_seq <> id OR id = ?`
  )
  const moveParts = [
    db.prepare<[number, number]>(`UPDATE attempts SET event_seq = ? WHERE event_seq = ?`),
    db.prepare<[number, number]>(`UPDATE replay_events SET event_seq = ? WHERE event_seq = ?`),
    db.prepare<[number, number]>(`UPDATE variants SET event_seq = ? WHERE event_seq = ?`)
  ]
  const fold = db.prepare<[number, number, number]>(
    `UPDATE events SET delivery_count = delivery_count + 1, last_seen_at = max(last_seen_at, ?),
      conflict = max(conflict, ?) WHERE seq = ?`
  )
  const laterRow = db.prepare<[{ key: number; happenedAt: number }], { seq: number }>(EVENT_READS.later)
  const baseRows = db.prepare<[{ key: number; happenedAt: number; before: number; limit: number }], BaseRow>(
    EVENT_READS.bases
  )
  const historyRows = db.prepare<[{ key: number; limit: number }], EventRow>(EVENT_READS.history)
  const previousRow = db.prepare<[{ key: number; happenedAt: number; before: number }], EventRow>(
    EVENT_READS.previous
  )
  const setAttempt = db.prepare<[string, string, number | null, string, number]>(
    `UPDATE events SET attempt_kind = ?, attempt_outcome = ?, attempt_status = ?, replayed = max(replayed, ? = 'replay')
      WHERE seq = ?`
  )
  const markConflict = db.prepare<[number, number]>(`UPDATE deliveries SET conflict = ? WHERE id = ?`)
  const markEventConflict = db.prepare<[number, number]>(`UPDATE events SET conflict = ? WHERE seq = ?`)
  const setStar = db.prepare<[number, number]>(`UPDATE events SET starred = ? WHERE seq = ?`)
  const setNote = db.prepare<[string | null, number]>(`UPDATE events SET note = ? WHERE seq = ?`)

  /** The columns that come from the delivery that an event shows. */
  const shownBy = (facts: EventFacts, delivery: EventDelivery) => [
    dictionary.keyOfType(facts.type ?? 'unknown'),
    facts.object,
    facts.organizationId === null ? null : dictionary.keyOfOrganization(facts.organizationId),
    facts.environmentId,
    facts.entityId === null ? null : dictionary.keyOfEntity(facts.entityId),
    delivery.endpoint,
    facts.label,
    facts.occurredAt,
    facts.madeAt ?? delivery.receivedAt,
    delivery.receivedAt,
    delivery.body.byteLength,
    delivery.row
  ]
  const isLate = (facts: EventFacts): boolean =>
    facts.entityId !== null &&
    facts.madeAt !== null &&
    laterRow.get({ key: dictionary.keyOfEntity(facts.entityId), happenedAt: facts.madeAt }) !== undefined
  const findBase = (
    entity: number,
    place: Place,
    { object, organization }: Pick<EventRow, 'object' | 'organization'>
  ): BaseRow | null => {
    const fits = (row: BaseRow) =>
      (row.object === object || row.object === null || object === null) &&
      (row.organization === organization || (row.object !== MEMBERSHIP && object !== MEMBERSHIP)) &&
      !isDeletion(row)
    const { happenedAt, seq: before } = place
    const look = (limit: number) => baseRows.all({ key: entity, happenedAt, before, limit }).find(fits)
    return look(1) ?? look(MOST_BASES) ?? null // Mostly it is the first.
  }
  const bodyOf = (seq: number): Buffer => bodies.find(seq)?.body ?? Buffer.alloc(0)
  const forgetFrom = (seq: number): number | null => {
    const row = placeOf.get(seq)
    if (row) snapshots.forgetFrom(row.entity, row)
    return row?.entity ?? null
  }
  const forget = (seq: number): void => names.forget(forgetFrom(seq), seq)
  const live = (row: EventRow | undefined): StoredEvent | null =>
    row && row.deletion === null ? toStoredEvent(row) : null
  /** Which of an event's deliveries differ, once it shows another body. */
  const compareAll = (seq: number, shown: Uint8Array) => {
    let isAny = 0
    for (const row of deliveries.repeatedOf(seq)) {
      const isOther = bodyOf(row).equals(shown) ? 0 : 1
      markConflict.run(isOther, row)
      isAny = Math.max(isAny, isOther)
    }
    markEventConflict.run(isAny, seq)
  }
  const countRow = (seq: number, tally: Tally, sign: 1 | -1) => {
    const row = countable.get(seq)
    if (row) countEvent(row, tally, sign)
  }
  const change = (event: Pick<StoredEvent, 'seq'>, tally: Tally, write: () => void) => {
    countRow(event.seq, tally, -1)
    write()
    countRow(event.seq, tally, 1)
  }

  return {
    /** What is known of the past of entities. */
    snapshots,
    names,
    /**
     * Folds a verified delivery into its event: a new row, or one more delivery of a known event. Inside the
     * caller's transaction, before the delivery itself is stored or linked. An event that had been deleted
     * must have been brought back before.
     */
    record(id: string, facts: EventFacts, delivery: EventDelivery, tally: Tally): RecordedEvent {
      const known = findRow.get(id)
      if (!known) {
        const sample = delivery.sample ? 1 : 0
        const late = isLate(facts) ? 1 : 0
        insertRow.run(...shownBy(facts, delivery), id, delivery.receivedAt, sample, late)
        forgetFrom(delivery.row)
        countRow(delivery.row, tally, 1)
        return { seq: delivery.row, created: true, conflict: false }
      }
      const conflict = !bodyOf(known.seq).equals(delivery.body)
      countEvent(known, tally, -1)
      fold.run(delivery.receivedAt, conflict ? 1 : 0, known.seq)
      let { seq } = known
      // Promoted later than a delivery that came after it: the event shows its first one.
      if (delivery.row < seq) {
        forget(seq)
        showFirst.run(...shownBy(facts, delivery), seq)
        forgetFrom(delivery.row)
        moveDeliveries.run(delivery.row, seq, seq)
        for (const move of moveParts) move.run(delivery.row, seq)
        seq = delivery.row
        compareAll(seq, delivery.body)
        countRow(seq, tally, 1)
        return { seq, created: false, conflict: false }
      }
      countRow(seq, tally, 1)
      return { seq, created: false, conflict }
    },
    find: (id: string): StoredEvent | null => live(findRow.get(id)),
    findBySeq: (seq: number): StoredEvent | null => live(findSeq.get(seq)),
    /** Also one that is deleted, as long as it can be brought back. */
    row: (id: string): EventRow | null => findRow.get(id) ?? null,
    rowBySeq: (seq: number): EventRow | null => findSeq.get(seq) ?? null,
    /** The same for an event of that `object` at that place among those of its entity. */
    findBase,
    /** For an event that goes, while its row is there: nothing of it stays in what was learned. */
    forget,
    /** For one that comes back. */
    noteReturn(seq: number): void {
      const entity = forgetFrom(seq)
      if (entity !== null) names.learnAgain(entity)
    },
    latestOf: (entity: number, limit: number): EventRow[] => historyRows.all({ key: entity, limit }),
    /** Events of the same entity, latest first by their own time, not by receipt. */
    history(event: StoredEvent, limit: number): StoredEvent[] {
      const entity = findSeq.get(event.seq)?.entity ?? null
      return entity === null ? [event] : historyRows.all({ key: entity, limit }).map(toStoredEvent)
    },
    previous(event: StoredEvent): StoredEvent | null {
      const entity = findSeq.get(event.seq)?.entity ?? null
      const row =
        entity === null
          ? undefined
          : previousRow.get({ key: entity, happenedAt: event.happenedAt, before: event.seq })
      return row ? toStoredEvent(row) : null
    },
    /** What the changes of an event are shown against; null for a first one. */
    base(event: StoredEvent): StoredEvent | null {
      const own = findSeq.get(event.seq)
      const base = !own || own.entity === null ? null : findBase(own.entity, event, own)
      const row = base ? findSeq.get(base.seq) : undefined
      return row ? toStoredEvent(row) : null
    },
    setLastAttempt(
      event: Pick<StoredEvent, 'seq'>,
      attempt: Pick<Attempt, 'kind' | 'outcome' | 'status'>,
      tally: Tally
    ): void {
      const { kind, outcome, status } = attempt
      change(event, tally, () => setAttempt.run(kind, outcome, status, kind, event.seq))
    },
    star(event: StoredEvent, starred: boolean, tally: Tally): void {
      change(event, tally, () => setStar.run(starred ? 1 : 0, event.seq))
    },
    /** Null removes it. */
    note(event: StoredEvent, text: string | null, tally: Tally): void {
      change(event, tally, () => setNote.run(text, event.seq))
    }
  }
}

/** The columns of a row that the totals are made of. */
export type Countable = Pick<
  EventRow,
  | 'body_bytes'
  | 'endpoint'
  | 'type'
  | 'organization'
  | 'first_seen_at'
  | 'starred'
  | 'replayed'
  | 'delivery_count'
  | 'conflict'
  | 'late'
  | 'sample'
  | 'note'
>

/** Adds an event to the totals, or takes it out of them. */
export function countEvent(row: Countable, tally: Tally, sign: 1 | -1): void {
  tally.count('events', sign)
  tally.count('bytes', sign * row.body_bytes)
  tally.count(`endpoint:${row.endpoint}`, sign)
  tally.type(row.type, sign)
  if (row.organization !== null) tally.organization(row.organization, sign)
  tally.bar(row.first_seen_at, 'events', sign)
  if (row.starred === 1) tally.count('starred', sign)
  if (row.replayed === 1) tally.count('replayed', sign)
  if (row.delivery_count > 1) tally.count('retried', sign)
  if (row.conflict === 1) tally.count('conflict', sign)
  if (row.late === 1) tally.count('late', sign)
  if (row.sample === 1) tally.count('sample', sign)
  if (row.note !== null) tally.count('noted', sign)
}
