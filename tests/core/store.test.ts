import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'
import { openStoreClient } from '../../src/main/core/store/client.ts'
import { migrate, migrations } from '../../src/main/core/store/migrate.ts'
import { openStore } from '../../src/main/core/store/open.ts'
import { createOperations } from '../../src/main/core/store/operations.ts'
import { post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'
import { createTempDir } from '../support/temp-dir.ts'

const dirs: { remove(): void }[] = []
const cores: TempCore[] = []
afterEach(async () => {
  for (const core of cores.splice(0)) await core.close()
  for (const dir of dirs.splice(0)) dir.remove()
})
const verifiedDelivery = {
  method: 'POST',
  target: '/',
  httpVersion: '1.1',
  remoteAddress: null,
  headers: [],
  trailers: [],
  bodyComplete: true,
  verdict: 'verified',
  reasonCode: null,
  reasonMessage: null,
  status: 200,
  webhookId: null,
  secretId: 'sec_1',
  sample: false
} as const
const tempDir = () => {
  const dir = createTempDir()
  dirs.push(dir)
  return dir.path
}

it('shows the same timeline after a restart, secrets and settings included', async () => {
  const first = await openTempCore()
  await first.core.secrets.add({ kind: 'signing', value: SECRET, label: 'mine' })
  await first.core.settings.set({ theme: 'dark' })
  for (let count = 0; count < 5; count++) await post(await first.receiverUrl(), signed(userEvent()))
  await post(await first.receiverUrl(), { headers: {}, body: 'unsigned' })
  const before = await first.core.events.list({ limit: 100 })
  const second = await first.reopen()
  cores.push(second)
  const after = await second.core.events.list({ limit: 100 })
  expect(after.rows).toEqual(before.rows)
  expect(after.rows).toHaveLength(5)
  expect((await second.core.secrets.list({})).rows).toMatchObject([
    { label: 'mine', usable: true, origin: 'stored' }
  ])
  expect(await second.core.settings.get({})).toMatchObject({ theme: 'dark' })
  expect(await second.core.stats.summary({})).toMatchObject({ events: 5, verified: 5, rejected: 1 })
  expect((await post(await second.receiverUrl(), signed(userEvent()))).status).toBe(200)
})

it('pages through everything once, newest first, and refuses a cursor it did not give', async () => {
  const opened = await openTempCore({ sessionSecrets: [SECRET] })
  cores.push(opened)
  const events = Array.from({ length: 25 }, () => userEvent())
  for (const event of events) await post(await opened.receiverUrl(), signed(event))
  const ids: string[] = []
  for (let before: string | null | undefined; before !== null;) {
    const page = await opened.core.events.list({ limit: 10, ...(before && { before }) })
    ids.push(...page.rows.map((row) => row.id))
    before = page.next
  }
  expect(ids).toEqual(events.map((event) => event.id).toReversed())
  await expect(opened.core.events.list({ limit: 10, before: 'x' })).rejects.toMatchObject({
    code: 'invalid_input'
  })
  await expect(opened.core.deliveries.list({ limit: 10, before: 'x' })).rejects.toMatchObject({
    code: 'invalid_input'
  })
})

it('filters by tokens and words and refuses a token it does not know', async () => {
  const opened = await openTempCore({ sessionSecrets: [SECRET] })
  cores.push(opened)
  const url = await opened.receiverUrl()
  await post(url, signed(userEvent({ id: 'evt_a', organization_id: 'org_acme' })))
  await post(
    url,
    signed(userEvent({ id: 'evt_b', type: 'scalekit.dir.user.create', data: { id: 'u', name: 'Grace' } }))
  )
  const found = async (query: string) =>
    (await opened.core.events.list({ limit: 10, query })).rows.map((row) => row.id)
  expect(await found('type:user_updated')).toEqual(['evt_a'])
  expect(await found('type:*user_created')).toEqual(['evt_b'])
  expect(await found('org:acme')).toEqual(['evt_a'])
  expect(await found('-org:acme grace')).toEqual(['evt_b'])
  expect(await found('grace org:acme')).toEqual([])
  const named = { id: 'org_acme', display_name: 'Juniper & Slate' }
  await post(
    url,
    signed(
      userEvent({
        id: 'evt_c',
        type: 'organization.created',
        object: 'Organization',
        organization_id: 'org_acme',
        data: named
      })
    )
  )
  expect(await found('org:juniper')).toEqual(['evt_c', 'evt_a'])
  expect(await found('type:o*y*d')).toEqual(['evt_b', 'evt_a'])
  // A pattern that a regular expression would take for ever on.
  expect(await found(`type:${'*'.repeat(60)}x id:${'*a'.repeat(40)}`)).toEqual([])
  await expect(found('colour:red')).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('colour:')
  })
})

it('finds the one match behind 12,000 others', async () => {
  const dir = createTempDir()
  const store = openStore(dir.path)
  createOperations(store, () => undefined).capture(
    Array.from({ length: 12_000 }, (_, index) => {
      const body = Buffer.from(
        JSON.stringify({ id: `evt_${index}`, data: { name: index === 0 ? 'Needle' : 'Hay' } })
      )
      return { delivery: { ...verifiedDelivery, receivedAt: index, bodyBytes: body.length }, body }
    })
  )
  store.close()
  const opened = await openTempCore({}, {}, dir)
  cores.push(opened)
  const page = await opened.core.events.list({ query: 'needle', limit: 10 })
  expect(page).toMatchObject({ rows: [{ id: 'evt_0' }], next: null })
  expect(await opened.core.events.list({ query: 'nothing', limit: 10 })).toMatchObject({
    rows: [],
    next: null
  })
})

it('refuses a database that a newer version wrote, and leaves it as it was', () => {
  const path = tempDir()
  const newer = new Database(join(path, 'inspector.db'))
  newer.pragma('user_version = 999')
  newer.close()
  expect(() => openStore(path)).toThrow(/newer version.*--data-dir/)
  expect(new Database(join(path, 'inspector.db')).pragma('user_version', { simple: true })).toBe(999)
})

it('refuses a file that is no database, a second instance, and a directory that cannot be', () => {
  const broken = tempDir()
  writeFileSync(
    join(broken, 'inspector.db'),
    'this is no database at all, but it is long enough to be read as one'
  )
  expect(() => openStore(broken)).toThrow(/damaged or not a Webhook Inspector database/)

  const shared = tempDir()
  const first = openStore(shared)
  expect(() => openStore(shared)).toThrow(
    new RegExp(`Another Webhook Inspector \\(process ${process.pid}\\)`)
  )
  first.close()
  openStore(shared).close()

  const locked = tempDir()
  writeFileSync(
    join(locked, 'instance.lock'),
    'no lock at all, but long enough to be read as a database file'
  )
  expect(() => openStore(locked)).toThrow(/instance\.lock is damaged/)
  expect(() => openStore('/proc/webhook inspector')).toThrow(/cannot be written/)

  const file = join(tempDir(), 'a file')
  writeFileSync(file, '')
  expect(() => openStore(join(file, 'data'))).toThrow(/cannot be written/)
})

it('runs with full durability, write-ahead log and foreign keys', () => {
  const store = openStore(tempDir())
  const pragma = (name: string) => store.db.pragma(name, { simple: true })
  expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys')]).toEqual(['wal', 2, 1])
  store.close()
})

it('migrates step by step, and a step that fails leaves no trace', () => {
  const db = new Database(':memory:')
  migrate(db)
  const newest = migrations.at(-1)!.version
  expect(db.pragma('user_version', { simple: true })).toBe(newest)
  const failing = {
    version: newest + 1,
    up: () => {
      db.exec('CREATE TABLE half (x)')
      throw new Error('power cut')
    }
  }
  expect(() => migrate(db, [...migrations, failing])).toThrow('power cut')
  expect(db.pragma('user_version', { simple: true })).toBe(newest)
  expect(db.prepare(`SELECT count(*) AS n FROM sqlite_master WHERE name = 'half'`).get()).toEqual({ n: 0 })
  db.close()
})

it('reads every list by an index', () => {
  const db = new Database(':memory:')
  migrate(db)
  const plan = (sql: string) =>
    db
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map((row) => row.detail)
      .join('; ')
  const lists: [string, RegExp][] = [
    [
      `SELECT e.*, (SELECT name FROM organizations o WHERE o.id = e.organization_id) FROM events e
        WHERE (e.first_seen_at, e.seq) < (1, 1) ORDER BY e.first_seen_at DESC, e.seq DESC LIMIT 9`,
      /events_by_first_seen/
    ],
    [
      `SELECT * FROM events WHERE entity_id = 'x' ORDER BY happened_at DESC, seq DESC LIMIT 9`,
      /events_by_entity/
    ],
    [
      `SELECT * FROM deliveries WHERE verdict = 'rejected' AND verdict <> 'verified' AND id < 9 ORDER BY id DESC LIMIT 9`,
      /deliveries_not_verified/
    ],
    [
      `SELECT * FROM deliveries WHERE event_seq = 1 AND id < 9 ORDER BY id DESC LIMIT 9`,
      /deliveries_by_event/
    ],
    [`SELECT * FROM attempts WHERE event_seq = 1 ORDER BY id DESC LIMIT 9`, /attempts_by_event/]
  ]
  for (const [sql, index] of lists) {
    expect(plan(sql)).toMatch(index)
    expect(plan(sql)).not.toMatch(/TEMP B-TREE/)
  }
  db.close()
})

it('rejects a delivery when the disk refuses it, and tells the link that broke', async () => {
  const opened = await openTempCore({ sessionSecrets: [SECRET] })
  cores.push(opened)
  const url = await opened.receiverUrl()
  expect((await post(url, signed(userEvent()))).status).toBe(200)
  // Another writer holds the database for longer than the busy timeout.
  const intruder = new Database(join(opened.dataDir, 'inspector.db'))
  intruder.exec('BEGIN IMMEDIATE')
  const refused = await post(url, signed(userEvent()))
  expect(refused.status).toBe(503)
  expect((await opened.core.listening.status({})).store).toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('locked')
  })
  intruder.exec('ROLLBACK')
  intruder.close()
  expect((await post(url, signed(userEvent()))).status).toBe(200)
  expect((await opened.core.listening.status({})).store.state).toBe('ok')
  expect((await opened.core.stats.summary({})).events).toBe(2)
})

it('says that the store cannot do it when the disk refuses a command', async () => {
  const opened = await openTempCore({ sessionSecrets: [SECRET] })
  cores.push(opened)
  const intruder = new Database(join(opened.dataDir, 'inspector.db'))
  intruder.exec('BEGIN IMMEDIATE')
  await expect(opened.core.settings.set({ theme: 'dark' })).rejects.toMatchObject({ code: 'unavailable' })
  intruder.close()
  expect((await opened.core.settings.set({ theme: 'dark' })).theme).toBe('dark')
})

it('rejects every later call once its worker is gone', async () => {
  const worker = new Worker(new URL('../../src/main/core/store/worker.ts', import.meta.url))
  const store = await openStoreClient(worker, tempDir(), () => undefined)
  const lost = new Promise<string>((resolve) => store.onLost(resolve))
  await worker.terminate()
  expect(await lost).toMatch(/ended/)
  await expect(store.call('stats')).rejects.toMatchObject({ code: 'unavailable' })
})
