import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { captured } from '../../../../../tests/support/captured.ts'
import { migrate, migrations } from '../migrate.ts'
import { createOperations } from '../operations.ts'

it('brings attempts of earlier versions along, with nothing in the fields that they did not have', () => {
  const db = new Database(':memory:')
  migrate(
    db,
    migrations.filter(({ version }) => version < 6)
  )
  // The operations of today need the tables of today, so the rows are written as they were then.
  db.exec(`INSERT INTO attempts (replay_id, kind, event_seq, target, mode, started_at, outcome, status, request_headers,
    response_headers, response_truncated)
    VALUES ('rep_1', 'replay', 1, 'http://localhost:1/', 'resign', 5, 'answered', 200, '[]', '[]', 0)`)
  migrate(db)
  expect(db.pragma('user_version', { simple: true })).toBe(migrations.at(-1)!.version)
  const operations = createOperations({ db, file: '/nowhere', close: () => db.close() }, () => undefined)
  const { delivery, body } = captured({ id: 'evt_1' })
  operations.capture([{ delivery, body }])
  db.exec(`UPDATE attempts SET event_seq = (SELECT seq FROM events)`)
  expect(operations.listAttempts('evt_1')).toMatchObject([
    { replayId: 'rep_1', status: 200, variantId: null, connectMs: null, firstByteMs: null }
  ])
  expect(operations.attemptDetail('att_1')).toMatchObject({ requestBody: body.toString(), previous: null })
  expect(operations.listReplays({ before: null, limit: 5 })).toEqual([])
  expect(operations.recentTargets()).toEqual(['http://localhost:1/'])
  db.close()
})
