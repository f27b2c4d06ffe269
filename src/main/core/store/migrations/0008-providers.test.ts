import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { createDirectories } from '../directories.ts'
import { migrate, migrations } from '../migrate.ts'

it('keeps what was chosen and told of a directory, and takes guesses beside it', () => {
  const db = new Database(':memory:')
  migrate(
    db,
    migrations.filter(({ version }) => version < 8)
  )
  db.exec(`INSERT INTO organizations (id) VALUES ('org_1'), ('org_2')`)
  db.exec(`INSERT INTO directory_providers VALUES (1, 'user', 'okta', NULL, NULL),
    (1, 'directory', 'OKTA', 'organization.directory_enabled', 5)`)
  migrate(db)
  const directories = createDirectories(db)
  directories.guess(1, 'ping', 6)
  directories.guess(2, 'google', 6)
  expect(directories.find(1)).toEqual({
    chosen: 'okta',
    told: [{ by: 'directory', name: 'OKTA', type: 'organization.directory_enabled' }]
  })
  expect([...directories.providers()]).toEqual([
    ['org_1', 'okta'],
    ['org_2', 'google']
  ])
  directories.choose(1, null)
  expect(directories.providers().get('org_1')).toBe('ping')
  db.close()
})
