import type { Attempt, EventSummary } from '#shared/models.ts'
import { timeOfScalekitId } from '#shared/scalekit-id.ts'
import { endpointIdOf } from '../endpoints/endpoint-id.ts'

/** An event with its place: `seq` is the number of the delivery that it shows. */
export interface StoredEvent {
  readonly seq: number
  readonly happenedAt: number
  readonly note: string | null
  readonly summary: EventSummary
}

export interface EventRow {
  seq: number
  id: string
  type: number
  type_id: string
  canonical: string
  action: EventSummary['action']
  object: string | null
  organization: number | null
  organization_id: string | null
  organization_name: string | null
  environment_id: string | null
  entity: number | null
  entity_id: string | null
  endpoint: number
  label: string | null
  occurred_at: number | null
  happened_at: number
  first_seen_at: number
  last_seen_at: number
  delivery_count: number
  body_bytes: number
  sample: number
  late: number
  conflict: number
  starred: number
  replayed: number
  note: string | null
  attempt_kind: Attempt['kind'] | null
  attempt_outcome: Attempt['outcome'] | null
  attempt_status: number | null
  deletion: number | null
}

/** Subqueries rather than joins: one row by its key costs 0.5 µs with one, and 22 µs with a LEFT JOIN. */
export const SELECT_EVENT = `SELECT e.*,
  (SELECT t.id FROM types t WHERE t.key = e.type) AS type_id,
  (SELECT t.canonical FROM types t WHERE t.key = e.type) AS canonical,
  (SELECT t.action FROM types t WHERE t.key = e.type) AS action,
  (SELECT o.id FROM organizations o WHERE o.key = e.organization) AS organization_id,
  (SELECT o.name FROM organizations o WHERE o.key = e.organization) AS organization_name,
  (SELECT n.id FROM entities n WHERE n.key = e.entity) AS entity_id
  FROM events e`

export function toStoredEvent(row: EventRow): StoredEvent {
  return {
    seq: row.seq,
    happenedAt: row.happened_at,
    note: row.note,
    summary: {
      id: row.id,
      type: row.type_id,
      canonicalType: row.canonical,
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
      endpointId: endpointIdOf(row.endpoint),
      idMadeAt: timeOfScalekitId(row.id),
      late: row.late === 1,
      conflict: row.conflict === 1,
      starred: row.starred === 1,
      noted: row.note !== null,
      replayed: row.replayed === 1,
      bodyBytes: row.body_bytes,
      lastAttempt:
        row.attempt_kind && row.attempt_outcome
          ? { kind: row.attempt_kind, outcome: row.attempt_outcome, status: row.attempt_status }
          : null
    }
  }
}
