import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { captured } from '../../../../../tests/support/captured.ts'
import { directoryEvent } from '../../../../../tests/support/directory-event.ts'
import { migrate, migrations } from '../migrate.ts'
import { createOperations } from '../operations.ts'
import { CHANGE_READS } from '../shape-changes.ts'
import { SCOPE_READS } from '../shape-scopes.ts'
import { STUDY_READS } from '../study.ts'
import { mappingOf } from '../../../../../tests/support/mapping-of.ts'

it('learns from the events of an older store, once it is quiet', () => {
  const db = new Database(':memory:')
  migrate(db, migrations.slice(0, 4))
  migrate(db)
  expect(db.pragma('user_version', { simple: true })).toBe(migrations.at(-1)!.version)
  const operations = createOperations({ db, file: '/nowhere', close: () => db.close() }, () => undefined)
  operations.capture([captured(directoryEvent('u1'))])
  db.exec(`DROP TABLE shape_scopes; DROP TABLE shape_paths; DROP TABLE shape_changes; DROP TABLE mapping_pairs;
    DROP TABLE directory_providers; PRAGMA user_version = 4`)
  migrate(db, migrations.slice(0, 5))
  const opened = createOperations({ db, file: '/nowhere', close: () => db.close() }, () => undefined)
  while (opened.tidy(true));
  expect(mappingOf(opened, 'u1').directory).toEqual({
    organizationId: 'org_1',
    organizationName: null,
    events: 1,
    since: Date.UTC(2026, 10, 12, 8)
  })
  db.close()
})

it('finds everything by an index', () => {
  const db = new Database(':memory:')
  migrate(db)
  for (const sql of Object.values({ ...CHANGE_READS, ...SCOPE_READS, ...STUDY_READS })) {
    const values = sql.match(/\?/g)!.map(() => 1)
    const plan = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values)
    for (const { detail } of plan) expect(detail, sql).not.toMatch(/^SCAN|TEMP B-TREE/)
  }
  db.close()
})
