import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTempDir } from '../../../../tests/support/temp-dir.ts'
import { migrate, migrations, type Migration } from './migrate.ts'
import { initial } from './migrations/0001-initial.ts'
import { openStore } from './open.ts'
import { createOperations } from './operations.ts'

let dir: ReturnType<typeof createTempDir>
beforeEach(() => void (dir = createTempDir()))
afterEach(() => dir.remove())
const file = () => join(dir.path, 'inspector.db')
const versionOf = (db: Database.Database) => db.pragma('user_version', { simple: true })

const steps: Migration[] = [
  { version: 1, up: (db) => void db.exec(`CREATE TABLE notes (text); INSERT INTO notes VALUES ('kept')`) },
  { version: 2, up: (db) => void db.exec(`ALTER TABLE notes ADD COLUMN stars; UPDATE notes SET stars = 5`) },
  { version: 3, up: (db) => void db.exec(`CREATE TABLE tags (name)`) }
]

it('leaves the data of the last whole step when one fails, and completes the next time', () => {
  const db = new Database(file())
  const failing = steps.with(1, {
    version: 2,
    up(part) {
      steps[1]!.up(part)
      throw new Error('power cut')
    }
  })
  expect(() => migrate(db, failing)).toThrow('power cut')
  expect(versionOf(db)).toBe(1)
  expect(db.prepare('SELECT * FROM notes').all()).toEqual([{ text: 'kept' }])
  migrate(db, steps)
  expect(versionOf(db)).toBe(3)
  expect(db.prepare('SELECT * FROM notes').all()).toEqual([{ text: 'kept', stars: 5 }])
  db.close()
})

/** Runs `steps` of the module up to this version in a process that kills itself within it, its work done but not committed. */
function killWithin(version: number, module: URL, list: string): void {
  const script = `
    import Database from 'better-sqlite3'
    import { migrate } from ${JSON.stringify(new URL('migrate.ts', import.meta.url).href)}
    import { ${list} as steps } from ${JSON.stringify(module.href)}
    const db = new Database(process.argv[1])
    db.pragma('journal_mode = WAL')
    db.pragma('cache_size = 10') // So that the unfinished step is in the log already.
    migrate(db, steps.map((step) => step.version !== ${version} ? step : {
      version: step.version,
      up(part) {
        step.up(part)
        process.kill(process.pid, 'SIGKILL')
      }
    }))`
  const { signal, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script, file()], {
    cwd: fileURLToPath(new URL('../../../..', import.meta.url)),
    encoding: 'utf8'
  })
  expect(signal, stderr).toBe('SIGKILL')
}

const SOLO = 3
const REPEATED = 'evt_repeated'
/** A database as version 1 left it: events, one of them delivered twice, and a rejected delivery. */
function fillVersion1(): void {
  const db = new Database(file())
  db.pragma('journal_mode = WAL')
  db.pragma('foreign_keys = ON')
  migrate(db, [initial])
  const deliver = db.prepare(
    `INSERT INTO deliveries (received_at, method, target, http_version, verdict, reason_code, reason_message, status,
      body_bytes, body_complete) VALUES (?, 'POST', '/hook', '1.1', ?, ?, ?, ?, ?, 1)`
  )
  const keep = db.prepare(`INSERT INTO bodies VALUES (?, '[["A","b"]]', '[]', ?)`)
  const happen = db.prepare(
    `INSERT INTO events (id, type, canonical_type, action, organization_id, entity_id, label, happened_at,
      first_seen_at, last_seen_at, delivery_count, delivery_id, body_bytes, sample)
      VALUES (?, 'user.created', 'user.created', 'created', 'org_1', ?, ?, ?, ?, ?, ?, ?, ?, 0)`
  )
  const link = db.prepare(`UPDATE deliveries SET event_seq = ? WHERE id = ?`)
  db.transaction(() => {
    const ids = [...Array.from({ length: SOLO }, (_, index) => `evt_${index}`), REPEATED]
    for (const [index, id] of ids.entries()) {
      const at = Date.UTC(2026, 0, 1) + index
      const body = Buffer.from(`{"id":"${id}","padding":"${'x'.repeat(50_000)}"}`)
      const times = id === REPEATED ? 2 : 1
      const rows = Array.from({ length: times }, () => {
        const row = deliver.run(at, 'verified', null, null, 200, body.length).lastInsertRowid
        keep.run(row, body)
        return row
      })
      const seq = happen.run(
        id,
        `usr_${index}`,
        `User ${index}`,
        at,
        at,
        at,
        times,
        rows[0],
        body.length
      ).lastInsertRowid
      for (const row of rows) link.run(seq, row)
    }
    const refused = deliver.run(
      Date.UTC(2026, 0, 2),
      'rejected',
      'missing_headers',
      'None',
      401,
      2
    ).lastInsertRowid
    keep.run(refused, Buffer.from('no'))
    db.exec(`UPDATE counters SET value = ${SOLO + 1} WHERE name = 'events'`)
    db.exec(`UPDATE counters SET value = ${SOLO + 2} WHERE name = 'verified'`)
    db.exec(`UPDATE counters SET value = 1 WHERE name = 'rejected'`)
    db.exec(`INSERT INTO organizations VALUES ('org_1', 'Juniper')`)
  })()
  db.close()
}

it.each(migrations.slice(1).map(({ version }) => version))(
  'is killed within step %i, and has everything at the next start',
  (version) => {
    fillVersion1()
    killWithin(version, new URL('migrate.ts', import.meta.url), 'migrations')
    const before = new Database(file())
    expect(versionOf(before)).toBe(version - 1)
    expect(before.pragma('integrity_check', { simple: true })).toBe('ok')
    before.close()

    const store = openStore(dir.path)
    expect(store.notices).toEqual([])
    expect(versionOf(store.db)).toBe(migrations.at(-1)!.version)
    expect(store.db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(store.db.pragma('foreign_key_check')).toEqual([])
    const operations = createOperations(store, () => undefined)
    expect(operations.stats()).toMatchObject({
      events: SOLO + 1,
      verified: SOLO + 2,
      rejected: 1,
      unchecked: 0
    })
    const { rows } = operations.listEvents({ limit: 10 })
    expect(rows.map((row) => [row.id, row.deliveryCount, row.organizationName])).toEqual([
      [REPEATED, 2, 'Juniper'],
      ['evt_2', 1, 'Juniper'],
      ['evt_1', 1, 'Juniper'],
      ['evt_0', 1, 'Juniper']
    ])
    for (const { id } of rows) {
      const { content } = operations.eventBody({ id, offset: 0, form: 'arrived' })
      expect(JSON.parse(content)).toEqual({ id, padding: 'x'.repeat(50_000) })
    }
    expect(operations.listDeliveries({ limit: 10 }).rows).toHaveLength(SOLO + 3)
    store.close()
  }
)
