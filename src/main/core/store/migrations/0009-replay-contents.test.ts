import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate, migrations } from '../migrate.ts'
import { createReplayStore } from '../replays.ts'

it('keeps replays of earlier versions as they were named, and knows which attempts were edited', () => {
  const db = new Database(':memory:')
  migrate(
    db,
    migrations.filter(({ version }) => version < 9)
  )
  const replay =
    db.prepare(`INSERT INTO replays (id, target, what, started_at, state, mode, delivery_id, type_names,
    marker, pace, concurrency, edited) VALUES (?, 'http://localhost:1/', '1 event chosen by hand', 5, 'done', 'resign',
    'same', 'asSent', 1, '{"kind":"fast"}', 1, ?)`)
  replay.run('rep_plain', null)
  replay.run('rep_edited', '{"body":"{}","headers":[]}')
  const attempt =
    db.prepare(`INSERT INTO attempts (replay_id, kind, event_seq, target, mode, started_at, outcome,
    status, request_headers, response_headers, response_truncated)
    VALUES (?, 'replay', 1, 'http://localhost:1/', 'resign', 5, 'answered', 200, '[]', '[]', 0)`)
  for (const id of ['rep_plain', 'rep_edited']) attempt.run(id)
  migrate(db)
  const replays = createReplayStore(db)
  expect(replays.find('rep_plain')).toMatchObject({
    what: '1 event chosen by hand',
    label: null,
    entities: null,
    organizationName: null
  })
  expect(db.prepare(`SELECT replay_id, edited FROM attempts ORDER BY id`).raw().all()).toEqual([
    ['rep_plain', 0],
    ['rep_edited', 1]
  ])
  db.close()
})
