import type { Database } from 'better-sqlite3'
import type { Attempt, EventSummary } from '#shared/models.ts'
import type { EventFacts } from '../events/describe-event.ts'
import type { EventFilter } from '../events/event-query.ts'

/** An event with the delivery that brought it first. */
export interface StoredEvent {
  readonly seq: number
  readonly deliveryRow: number
  readonly happenedAt: number
  readonly summary: EventSummary
}

interface Row {
  seq: number
  id: string
  type: string
  canonical_type: string
  action: EventSummary['action']
  object: string | null
  organization_id: string | null
  organization_name: string | null
  environment_id: string | null
  entity_id: string | null
  label: string | null
  occurred_at: number | null
  happened_at: number
  first_seen_at: number
  last_seen_at: number
  delivery_count: number
  delivery_id: number
  body_bytes: number
  sample: number
  attempt_kind: Attempt['kind'] | null
  attempt_outcome: Attempt['outcome'] | null
  attempt_status: number | null
}

/** Where a page continues: events sort by first receipt, then by row. */
export interface EventCursor {
  readonly firstSeenAt: number
  readonly seq: number
}

const SCANNED_AT_ONCE = 5_000

export type EventStore = ReturnType<typeof createEventStore>

/** A subquery rather than a join: one row by its key costs 0.5 µs with it, and 22 µs with a LEFT JOIN. */
const SELECT = `SELECT e.*, (SELECT name FROM organizations o WHERE o.id = e.organization_id) AS organization_name FROM events e`

export function createEventStore(db: Database) {
  const findRow = db.prepare<[string], Row>(`${SELECT} WHERE e.id = ?`)
  const findSeq = db.prepare<[number], Row>(`${SELECT} WHERE e.seq = ?`)
  const insertRow = db.prepare(`
    INSERT INTO events (type, canonical_type, action, object, organization_id, environment_id, entity_id, label,
      occurred_at, happened_at, first_seen_at, delivery_id, body_bytes, id, last_seen_at, delivery_count, sample)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)`)
  const showFirst = db.prepare(`
    UPDATE events SET type = ?, canonical_type = ?, action = ?, object = ?, organization_id = ?, environment_id = ?,
      entity_id = ?, label = ?, occurred_at = ?, happened_at = ?, first_seen_at = ?, delivery_id = ?, body_bytes = ?
      WHERE seq = ?`)
  const fold = db.prepare<[number, number]>(
    `UPDATE events SET delivery_count = delivery_count + 1, last_seen_at = max(last_seen_at, ?) WHERE seq = ?`
  )
  const pageRows = db.prepare<[number, number, number], Row>(
    `${SELECT} WHERE (e.first_seen_at, e.seq) < (?, ?) ORDER BY e.first_seen_at DESC, e.seq DESC LIMIT ?`
  )
  const historyRows = db.prepare<[string, number], Row>(
    `${SELECT} WHERE e.entity_id = ? ORDER BY e.happened_at DESC, e.seq DESC LIMIT ?`
  )
  const previousRow = db.prepare<[string, number, number], Row>(
    `${SELECT} WHERE e.entity_id = ? AND (e.happened_at, e.seq) < (?, ?)
      ORDER BY e.happened_at DESC, e.seq DESC LIMIT 1`
  )
  const nameOrganization = db.prepare<[string, string]>(
    `INSERT INTO organizations (id, name) VALUES (?, ?)
      ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE name <> excluded.name`
  )
  const setAttempt = db.prepare<[string, string, number | null, number]>(
    `UPDATE events SET attempt_kind = ?, attempt_outcome = ?, attempt_status = ? WHERE seq = ?`
  )

  return {
    /** Folds a verified delivery into its event: a new row, or one more delivery of a known event. */
    record(
      id: string,
      facts: EventFacts,
      delivery: { row: number; receivedAt: number; bodyBytes: number; sample: boolean }
    ): { seq: number; created: boolean } {
      const known = findRow.get(id)
      const type = facts.type ?? 'unknown'
      const shown = [
        type,
        facts.canonicalType ?? type,
        facts.action,
        facts.object,
        facts.organizationId,
        facts.environmentId,
        facts.entityId,
        facts.label,
        facts.occurredAt,
        facts.madeAt ?? delivery.receivedAt,
        delivery.receivedAt,
        delivery.row,
        delivery.bodyBytes
      ]
      if (known) {
        fold.run(delivery.receivedAt, known.seq)
        // Promoted later than a delivery that came after it: the event shows its first one.
        if (delivery.receivedAt < known.first_seen_at) showFirst.run(...shown, known.seq)
        return { seq: known.seq, created: false }
      }
      const { lastInsertRowid } = insertRow.run(...shown, id, delivery.receivedAt, delivery.sample ? 1 : 0)
      return { seq: Number(lastInsertRowid), created: true }
    },
    /** Keeps the name of an organisation; true when rows that show it have changed with that. */
    nameOrganization: (id: string, name: string): boolean => nameOrganization.run(id, name).changes > 0,
    find(id: string): StoredEvent | null {
      const row = findRow.get(id)
      return row ? toStored(row) : null
    },
    findBySeq(seq: number): StoredEvent | null {
      const row = findSeq.get(seq)
      return row ? toStored(row) : null
    },
    /**
     * Newest first, after the cursor. Looks at a bounded number of rows, so that a rare match never holds up
     * the writer: `next` is where to go on, null at the end, and fewer than `limit` may be found before it.
     */
    page(
      filter: EventFilter,
      before: EventCursor,
      limit: number
    ): { found: StoredEvent[]; next: EventCursor | null } {
      const atMost = filter.matchesAll ? limit : Math.max(limit, SCANNED_AT_ONCE)
      const rows = pageRows.all(before.firstSeenAt, before.seq, atMost)
      const found: StoredEvent[] = []
      for (const row of rows) {
        const event = toStored(row)
        if (!filter.matches(event.summary)) continue
        found.push(event)
        if (found.length === limit) return { found, next: cursorAfter(row) }
      }
      const last = rows.length === atMost ? rows.at(-1) : undefined
      return { found, next: last ? cursorAfter(last) : null }
    },
    /** Events of the same entity, latest first by their own time, not by receipt. */
    history: (entityId: string, limit: number): StoredEvent[] =>
      historyRows.all(entityId, limit).map(toStored),
    previous(event: StoredEvent): StoredEvent | null {
      const { entityId } = event.summary
      const row = entityId === null ? undefined : previousRow.get(entityId, event.happenedAt, event.seq)
      return row ? toStored(row) : null
    },
    setLastAttempt(seq: number, attempt: Pick<Attempt, 'kind' | 'outcome' | 'status'>) {
      setAttempt.run(attempt.kind, attempt.outcome, attempt.status, seq)
    }
  }
}

const cursorAfter = (row: Row): EventCursor => ({ firstSeenAt: row.first_seen_at, seq: row.seq })

function toStored(row: Row): StoredEvent {
  return {
    seq: row.seq,
    deliveryRow: row.delivery_id,
    happenedAt: row.happened_at,
    summary: {
      id: row.id,
      type: row.type,
      canonicalType: row.canonical_type,
      action: row.action,
      object: row.object,
      organizationId: row.organization_id,
      organizationName: row.organization_name,
      environmentId: row.environment_id,
      entityId: row.entity_id,
      label: row.label,
      occurredAt: row.occurred_at,
      firstSeenAt: row.first_seen_at,
      lastSeenAt: row.last_seen_at,
      deliveryCount: row.delivery_count,
      sample: row.sample === 1,
      bodyBytes: row.body_bytes,
      lastAttempt:
        row.attempt_kind && row.attempt_outcome
          ? { kind: row.attempt_kind, outcome: row.attempt_outcome, status: row.attempt_status }
          : null
    }
  }
}
