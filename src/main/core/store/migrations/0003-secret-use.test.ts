import { expect, it } from 'vitest'
import Database from 'better-sqlite3'
import { tablesOf, totalsOf } from '../../../../../tests/support/store-tables.ts'
import { captured } from '../../../../../tests/support/captured.ts'
import { migrate, migrations } from '../migrate.ts'
import { createOperations } from '../operations.ts'

const open = (db: Database.Database) =>
  createOperations({ db, file: '/nowhere', close: () => db.close() }, () => undefined)

it('counts what each secret has verified so far, without what is deleted', () => {
  const db = new Database(':memory:')
  migrate(db)
  const AT = Date.UTC(2026, 10, 1)
  const filled = open(db)
  filled.capture([
    captured({ id: 'evt_1' }, { receivedAt: AT }),
    captured({ id: 'evt_1' }, { receivedAt: AT + 1 }),
    captured({ id: 'evt_2' }, { receivedAt: AT + 2, secretId: 'sec_2' }),
    captured({ id: 'evt_3' }, { receivedAt: AT + 3 }),
    captured(
      { id: 'evt_4' },
      { receivedAt: AT + 4, secretId: null, verdict: 'rejected', reasonCode: 'too_old' }
    )
  ])
  filled.deleteEvents(['evt_3'])
  const before = tablesOf(db)

  db.exec(
    `DROP INDEX deliveries_by_secret; DELETE FROM counters WHERE name LIKE 'secret:%'; PRAGMA user_version = 2`
  )
  migrate(db, migrations.slice(0, 3))
  expect(db.pragma('user_version', { simple: true })).toBe(3)
  expect(tablesOf(db)).toEqual(before)
  const { kept, counted } = totalsOf(db)
  expect(kept).toEqual(counted)
  expect(open(db).secretUse()).toEqual([
    { id: 'sec_1', verified: 2, lastVerifiedAt: AT + 1 },
    { id: 'sec_2', verified: 1, lastVerifiedAt: AT + 2 }
  ])
  db.close()
})
