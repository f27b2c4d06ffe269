import type { Database } from 'better-sqlite3'
import { actionOfType, currentTypeName } from '#shared/event-types.ts'
import { nextTimeKey } from '../time-key.ts'

/** Everything of version 1, renumbered by its times. */
export function copyRows(db: Database): void {
  db.exec(`CREATE TABLE renumbered (old INTEGER PRIMARY KEY, new INTEGER NOT NULL) STRICT`)
  const renumber = db.prepare<[number, number]>(`INSERT INTO renumbered (old, new) VALUES (?, ?)`)
  const received = db
    .prepare<[], { id: number; received_at: number }>(
      `SELECT id, received_at FROM old_deliveries ORDER BY received_at, id`
    )
    .all()
  let last = 0
  for (const { id, received_at: receivedAt } of received) {
    last = nextTimeKey(last, receivedAt)
    renumber.run(id, last)
  }

  const addType = db.prepare(`INSERT INTO types (id, canonical, action) VALUES (?, ?, ?)`)
  for (const type of db.prepare<[], string>(`SELECT DISTINCT type FROM old_events`).pluck().all()) {
    const canonical = currentTypeName(type)
    addType.run(type, canonical, actionOfType(canonical))
  }
  db.exec(`
    INSERT INTO organizations (id, name)
      SELECT organization_id, (SELECT name FROM old_organizations o WHERE o.id = organization_id)
        FROM old_events WHERE organization_id IS NOT NULL GROUP BY organization_id;
    INSERT OR IGNORE INTO organizations (id, name) SELECT id, name FROM old_organizations;
    INSERT INTO entities (id) SELECT DISTINCT entity_id FROM old_events WHERE entity_id IS NOT NULL;

    INSERT INTO events (seq, id, type, object, organization, environment_id, entity, endpoint, label, occurred_at,
        happened_at, first_seen_at, last_seen_at, delivery_count, body_bytes, sample, late, replayed,
        attempt_kind, attempt_outcome, attempt_status)
      SELECT r.new, e.id, (SELECT key FROM types t WHERE t.id = e.type), e.object,
        (SELECT key FROM organizations o WHERE o.id = e.organization_id), e.environment_id,
        (SELECT key FROM entities n WHERE n.id = e.entity_id), 1, e.label, e.occurred_at,
        e.happened_at, e.first_seen_at, e.last_seen_at, e.delivery_count, e.body_bytes, e.sample, 0,
        EXISTS (SELECT 1 FROM old_attempts a WHERE a.event_seq = e.seq AND a.kind = 'replay'),
        e.attempt_kind, e.attempt_outcome, e.attempt_status
      FROM old_events e JOIN renumbered r ON r.old = e.delivery_id ORDER BY r.new;

    INSERT INTO deliveries (id, received_at, kind, endpoint, method, target, http_version, remote_address, verdict,
        reason_code, reason_message, status, body_bytes, body_complete, webhook_id, claimed_type, secret_id, event_seq)
      SELECT r.new, d.received_at, 'webhook', 1, d.method, d.target, d.http_version, d.remote_address, d.verdict,
        d.reason_code, d.reason_message, d.status, d.body_bytes, d.body_complete, d.webhook_id, d.claimed_type,
        d.secret_id,
        (SELECT shown.new FROM old_events e JOIN renumbered shown ON shown.old = e.delivery_id WHERE e.seq = d.event_seq)
      FROM old_deliveries d JOIN renumbered r ON r.old = d.id ORDER BY r.new;

    INSERT INTO bodies (delivery_id, headers, trailers, packed, body)
      SELECT r.new, b.headers, b.trailers, 0, b.body
      FROM old_bodies b JOIN renumbered r ON r.old = b.delivery_id ORDER BY r.new;

    INSERT INTO attempts
      SELECT a.id, a.replay_id, a.kind, r.new, a.target, a.mode, a.started_at, a.outcome, a.status, a.duration_ms,
        a.error, a.warning, a.request_headers, a.response_headers, a.response_body, a.response_truncated
      FROM old_attempts a JOIN old_events e ON e.seq = a.event_seq JOIN renumbered r ON r.old = e.delivery_id;

  `)
  findInterceptorCalls(db)
  findConflicts(db)
  db.exec(`
    UPDATE counters SET value = (SELECT count(*) FROM deliveries WHERE kind = 'webhook' AND verdict = name)
      WHERE name IN ('rejected', 'unchecked');
    UPDATE types SET count = (SELECT count(*) FROM events WHERE type = key);
    UPDATE organizations SET count = (SELECT count(*) FROM events WHERE organization = key);
    INSERT INTO histogram (width, at, events)
      SELECT width, first_seen_at / width * width, count(*)
        FROM events, (SELECT 60000 AS width UNION SELECT 3600000) GROUP BY 1, 2;
    INSERT INTO histogram (width, at, rejected, unchecked)
      SELECT width, received_at / width * width, sum(verdict = 'rejected'), sum(verdict = 'unchecked')
        FROM deliveries, (SELECT 60000 AS width UNION SELECT 3600000)
        WHERE verdict <> 'verified' AND kind = 'webhook' GROUP BY 1, 2
        ON CONFLICT (width, at) DO UPDATE SET rejected = excluded.rejected, unchecked = excluded.unchecked;
    INSERT INTO counters (name, value) VALUES ('indexed', 0), ('starred', 0), ('late', 0), ('noted', 0),
      ('interceptors', (SELECT count(*) FROM deliveries WHERE kind = 'interceptor')),
      ('conflict', (SELECT count(*) FROM events WHERE conflict = 1)),
      ('sample', (SELECT count(*) FROM events WHERE sample = 1)),
      ('retried', (SELECT count(*) FROM events WHERE delivery_count > 1)),
      ('replayed', (SELECT count(*) FROM events WHERE replayed = 1)),
      ('endpoint:1', (SELECT count(*) FROM events)),
      ('bytes', (SELECT coalesce(sum(body_bytes), 0) FROM events));
    DROP TABLE renumbered;
  `)
}

/**
 * Version 1 knew no interceptor calls: to it they were webhooks without a signature. They have never been checked,
 * and are as soon as the app is up.
 */
function findInterceptorCalls(db: Database): void {
  const suspects = db
    .prepare<[], { id: number; headers: string; body: Buffer }>(
      `SELECT d.id, b.headers, b.body FROM deliveries d JOIN bodies b ON b.delivery_id = d.id
        WHERE d.verdict <> 'verified' AND b.headers LIKE '%interceptor-%'`
    )
    .all()
  const mark = db.prepare<[string | null, string | null, number]>(
    `UPDATE deliveries SET kind = 'interceptor', trigger_point = ?, webhook_id = ?, verdict = 'unchecked',
      reason_code = 'no_secret', reason_message = 'It was kept before interceptor calls could be checked' WHERE id = ?`
  )
  for (const { id, headers, body } of suspects) {
    const named = new Map(
      (JSON.parse(headers) as [string, string][]).map(([name, value]) => [name.toLowerCase(), value])
    )
    if (named.has('interceptor-signature')) {
      mark.run(triggerPointOf(body), named.get('interceptor-id') ?? null, id)
    }
  }
}

function triggerPointOf(body: Buffer): string | null {
  try {
    const { trigger_point: trigger } = JSON.parse(body.toString()) as { trigger_point?: unknown }
    return typeof trigger === 'string' ? trigger : null
  } catch {
    return null
  }
}

/** Version 1 kept both bodies of an id, but did not say that they differ. */
function findConflicts(db: Database): void {
  db.exec(`
    UPDATE deliveries SET conflict = 1 WHERE event_seq <> id
      AND (SELECT body FROM bodies WHERE delivery_id = id) <> (SELECT body FROM bodies WHERE delivery_id = event_seq);
    UPDATE events SET conflict = 1 WHERE seq IN (SELECT event_seq FROM deliveries WHERE conflict = 1);
  `)
}
