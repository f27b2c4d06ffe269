import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../migrate.ts'
import { createOperations } from '../operations.ts'
import { initial } from './0001-initial.ts'

const AT = Date.UTC(2026, 9, 5, 12)

/** A database of version 1 with an event that came twice, one that was replayed, and two rejected deliveries. */
function versionOne(): Database.Database {
  const db = new Database(':memory:')
  migrate(db, [initial])
  db.pragma('foreign_keys = OFF') // the rows below refer to each other
  const delivery = db.prepare(`
    INSERT INTO deliveries (id, received_at, method, target, http_version, verdict, reason_code, status, body_bytes,
      body_complete, webhook_id, claimed_type, secret_id, event_seq) VALUES (?, ?, 'POST', '/hook', '1.1', ?, ?, ?, 20, 1, ?, ?, ?, ?)`)
  const body = db.prepare(`INSERT INTO bodies VALUES (?, '[["A","b"]]', '[]', ?)`)
  const event = db.prepare(`
    INSERT INTO events (seq, id, type, canonical_type, action, organization_id, entity_id, label, happened_at,
      first_seen_at, last_seen_at, delivery_count, delivery_id, body_bytes, sample, attempt_kind, attempt_outcome,
      attempt_status) VALUES (?, ?, ?, ?, 'updated', 'org_1', 'usr_1', 'Ada', ?, ?, ?, ?, ?, 20, ?, ?, ?, ?)`)
  const type = 'organization.directory.user_updated'
  delivery.run(1, AT, 'verified', null, 200, 'msg_1', type, 'sec', 1)
  delivery.run(2, AT, 'rejected', 'invalid_signature', 401, 'msg_2', null, null, null)
  delivery.run(3, AT + 5, 'verified', null, 200, 'msg_1', type, 'sec', 1)
  delivery.run(4, AT + 9, 'verified', null, 200, 'msg_3', 'scalekit.dir.user.update', 'sec', 2)
  // Older than its row: promoted rows and clocks made such ones.
  delivery.run(5, AT - 60_000, 'unchecked', 'no_secret', 202, null, null, null, null)
  delivery.run(6, AT + 20, 'rejected', 'missing_headers', 401, null, null, null, null)
  db.prepare(`INSERT INTO bodies VALUES (6, ?, '[]', ?)`).run(
    '[["Interceptor-Id","icp_1"],["interceptor-signature","v1,x"]]',
    Buffer.from('{"trigger_point":"PRE_SIGNUP"}')
  )
  for (let id = 1; id <= 5; id++) body.run(id, Buffer.from(`{"body":${id}}`))
  event.run(1, 'evt_1', type, type, AT - 9, AT, AT + 5, 2, 1, 0, null, null, null)
  event.run(
    2,
    'evt_2',
    'scalekit.dir.user.update',
    type,
    AT,
    AT + 9,
    AT + 9,
    1,
    4,
    1,
    'replay',
    'answered',
    204
  )
  db.exec(`
    INSERT INTO organizations VALUES ('org_1', 'Juniper Slate'), ('org_2', 'Nobody yet');
    INSERT INTO attempts (replay_id, kind, event_seq, target, mode, started_at, outcome, status, request_headers,
      response_headers, response_truncated) VALUES ('r', 'replay', 2, 'http://127.0.0.1/', 'resign', 1, 'answered', 204, '[]', '[]', 0);
    INSERT INTO secrets VALUES ('sec', 'signing', 'Mine', 'abcd', 1, x'00'), ('s', 'sample', 'Sample', 'efgh', 1, x'00');
    UPDATE counters SET value = CASE name WHEN 'events' THEN 2 WHEN 'verified' THEN 3 WHEN 'rejected' THEN 2 ELSE 1 END;
  `)
  return db
}

it('brings a database of version 1 along, renumbered by time, with nothing lost', () => {
  const db = versionOne()
  db.pragma('foreign_keys = ON')
  migrate(db)
  const operations = createOperations({ db, file: '/nowhere', close: () => db.close() }, () => undefined)

  const events = operations.listEvents({ limit: 10 }).rows
  expect(events).toMatchObject([
    {
      id: 'evt_2',
      type: 'scalekit.dir.user.update',
      canonicalType: 'organization.directory.user_updated',
      organizationName: 'Juniper Slate',
      sample: true,
      replayed: true,
      lastAttempt: { kind: 'replay', outcome: 'answered', status: 204 }
    },
    { id: 'evt_1', entityId: 'usr_1', deliveryCount: 2, sample: false, replayed: false, lastAttempt: null }
  ])
  const deliveries = operations.listDeliveries({ limit: 10 }).rows
  expect(deliveries.map((row) => [row.receivedAt - AT, row.verdict, row.eventId])).toEqual([
    [20, 'unchecked', null],
    [9, 'verified', 'evt_2'],
    [5, 'verified', 'evt_1'],
    [0, 'rejected', null],
    [0, 'verified', 'evt_1'],
    [-60_000, 'unchecked', null]
  ])
  expect(
    operations.listDeliveries({ eventId: 'evt_1', limit: 10 }).rows.map((row) => row.receivedAt - AT)
  ).toEqual([5, 0])
  expect(operations.eventBody({ id: 'evt_2', offset: 0, form: 'arrived' }).content).toBe('{"body":4}')
  expect(operations.listAttempts('evt_2')).toMatchObject([{ replayId: 'r', status: 204 }])
  expect(operations.stats()).toMatchObject({
    events: 2,
    verified: 3,
    rejected: 1,
    unchecked: 1,
    interceptors: 1
  })
  // What version 1 could not tell: interceptor calls, and an id that came with two bodies.
  expect(operations.listDeliveries({ kind: 'interceptor', limit: 5 }).rows).toMatchObject([
    { triggerPoint: 'PRE_SIGNUP', webhookId: 'icp_1', verdict: 'unchecked', reason: { code: 'no_secret' } }
  ])
  expect(operations.listEvents({ query: 'is:conflict', limit: 5 }).rows.map((row) => row.id)).toEqual([
    'evt_1'
  ])
  expect(operations.facets()).toMatchObject({
    organizations: [{ id: 'org_1', name: 'Juniper Slate', count: 2 }],
    flags: { sample: 1, retried: 1, replayed: 1, conflict: 1 }
  })
  expect(operations.histogram({ from: AT - 120_000, to: AT + 60_000, width: 'minute' }).rows).toEqual([
    { at: AT - 60_000, events: 0, rejected: 0, unchecked: 1 },
    { at: AT, events: 2, rejected: 1, unchecked: 0 }
  ])
  expect(
    operations
      .listSecrets()
      .map((secret) => secret.id)
      .toSorted()
  ).toEqual(['s', 'sec'])

  // What comes next goes on from there, and text of old rows is found.
  while (operations.tidy(true));
  expect(
    operations.listEvents({ query: String.raw`"{\"body\":1}"`, limit: 5 }).rows.map((row) => row.id)
  ).toEqual(['evt_1'])
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  operations.checkpoint()
  db.close()
})
