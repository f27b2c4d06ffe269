import { expect, it } from 'vitest'
import Database from 'better-sqlite3'
import { captured } from '../../../../../tests/support/captured.ts'
import { migrate } from '../migrate.ts'
import { createOperations } from '../operations.ts'
import { history } from './0004-history.ts'

const open = (db: Database.Database) =>
  createOperations({ db, file: '/nowhere', close: () => db.close() }, () => undefined)

it('lets the entities of events that are stored already be followed, and recognised', () => {
  const db = new Database(':memory:')
  migrate(db)
  const user = (id: string, entity: string) =>
    captured({
      id,
      type: 'organization.directory.user_updated',
      organization_id: 'org_1',
      data: { id: entity, dp_id: '00u1' }
    })
  open(db).capture([user('evt_1', 'diruser_1'), user('evt_2', 'diruser_2'), user('evt_3', 'diruser_1')])
  open(db).deleteEvents(['evt_3'])
  // As version 3 had it: nothing learned yet.
  db.exec(`
    DROP TABLE snapshots; DROP TABLE names; DROP INDEX events_by_entity;
    CREATE INDEX events_by_entity ON events (entity, happened_at, seq) WHERE entity IS NOT NULL;
    DELETE FROM counters WHERE name = 'studied';
    PRAGMA user_version = 3`)
  migrate(db, [history])

  const operations = open(db)
  while (operations.tidy(true));
  expect(operations.getEntity('diruser_1')).toMatchObject({
    events: 1,
    firstId: 'evt_1',
    lastId: 'evt_1',
    relatives: [{ id: 'diruser_2', by: 'dp_id' }]
  })
  expect(operations.blameStep('evt_1')).toMatchObject({ events: 1, skipped: 0 })
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  db.close()
})
