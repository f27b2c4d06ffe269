import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync
} from 'node:fs'
import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStoreClient } from '../../src/main/core/store/client.ts'
import { setAside } from '../../src/main/core/store/damage.ts'
import { openStore } from '../../src/main/core/store/open.ts'
import { post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { databaseOf, checkIntegrity, setAsideIn } from '../support/store-files.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'
import { createTempDir } from '../support/temp-dir.ts'

const workerFile = new URL('../../src/main/core/store/worker.ts', import.meta.url)
let dir: ReturnType<typeof createTempDir>
let opened: TempCore | null = null
let warnings: string[] = []
beforeEach(() => void (dir = createTempDir()))
afterEach(async () => {
  await opened?.core.close()
  opened = null
  warnings = []
  dir.remove()
})

const open = async () => {
  const log = {
    info: () => undefined,
    warn: (message: string) => void warnings.push(message),
    error: () => undefined
  }
  opened = await openTempCore({ sessionSecrets: [SECRET] }, { log }, dir)
  return opened
}
const close = async () => {
  await opened?.core.close()
  opened = null
}
const database = () => databaseOf(dir.path)

/** A closed database with this many events of about 4 KB. */
async function fill(count: number): Promise<void> {
  const { receiverUrl } = await open()
  const url = await receiverUrl()
  for (let made = 0; made < count; made++) {
    const event = userEvent({ data: { id: `u${made}`, padding: 'x'.repeat(4_000) } })
    expect((await post(url, signed(event))).status).toBe(200)
  }
  await close()
}

function overwrite(file: string, at: number, bytes: Uint8Array): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, bytes, 0, bytes.length, at)
  closeSync(handle)
}

/** Random bytes where a table and its indexes begin. */
function damageTable(name: string): void {
  const db = new Database(database())
  const roots = db
    .prepare<[string], number>(`SELECT rootpage FROM sqlite_master WHERE tbl_name = ? AND rootpage > 0`)
    .pluck()
    .all(name)
  db.close()
  expect(roots.length).toBeGreaterThan(0)
  for (const root of roots) overwrite(database(), (root - 1) * 4_096, randomBytes(4_096))
}

it.each<[string, (file: string) => void]>([
  ['random bytes over its header', (file) => overwrite(file, 0, randomBytes(100))],
  ['random bytes over its first page', (file) => overwrite(file, 100, randomBytes(3_000))],
  ['half of it cut off', (file) => truncateSync(file, Math.floor(statSync(file).size / 2))],
  ['all but 60 bytes cut off', (file) => truncateSync(file, 60)],
  [
    'a text in its place',
    (file) => writeFileSync(file, 'no database, but long enough to be read as one'.repeat(99))
  ]
])('keeps a damaged database beside a fresh one and says where: %s', async (_, damage) => {
  await fill(20)
  damage(database())
  const damaged = readFileSync(database())

  const { core, receiverUrl } = await open()
  const [kept, ...others] = setAsideIn(dir.path)
  expect(others).toEqual([])
  expect(readFileSync(kept!).equals(damaged)).toBe(true)
  const { notices } = await core.info({})
  expect(notices).toEqual([expect.stringContaining(`It is kept as ${kept}`)])
  expect(warnings).toEqual(notices)
  expect((await core.events.list({ limit: 1 })).rows).toEqual([])
  expect((await post(await receiverUrl(), signed(userEvent()))).status).toBe(200)

  await close()
  const again = await open()
  expect((await again.core.info({})).notices).toEqual([])
  expect((await again.core.events.list({ limit: 9 })).rows).toHaveLength(1)
})

it('takes a file without a byte for a new database', async () => {
  writeFileSync(database(), '')
  const { core } = await open()
  expect((await core.info({})).notices).toEqual([])
  expect(setAsideIn(dir.path)).toEqual([])
})

it('reads past a write-ahead log that is garbage, and keeps what the database has', async () => {
  await fill(5)
  writeFileSync(`${database()}-wal`, randomBytes(50_000))
  const { core } = await open()
  expect((await core.info({})).notices).toEqual([])
  expect((await core.events.list({ limit: 9 })).rows).toHaveLength(5)
})

it('never writes over what was set aside before, and keeps a log with its database', () => {
  const names = Array.from({ length: 3 }, (_, index) => {
    writeFileSync(database(), `damage ${index}`)
    writeFileSync(`${database()}-wal`, `log ${index}`)
    return setAside(database())
  })
  expect(existsSync(database()) || existsSync(`${database()}-wal`)).toBe(false)
  expect(setAsideIn(dir.path).toSorted()).toEqual(names.toSorted())
  expect(names.map((name) => readFileSync(name, 'utf8'))).toEqual(['damage 0', 'damage 1', 'damage 2'])
  expect(names.map((name) => readFileSync(`${name}-wal`, 'utf8'))).toEqual(['log 0', 'log 1', 'log 2'])
})

it('stops storing when damage shows while it runs, keeps what was there, and starts afresh next time', async () => {
  await fill(200)
  const { size } = statSync(database())
  damageTable('bodies')

  const first = await open()
  const url = await first.receiverUrl()
  expect(setAsideIn(dir.path)).toEqual([])
  const refused = await post(url, signed(userEvent()))
  expect(refused.status).toBe(503)
  expect((await first.core.listening.status({})).store).toEqual({
    state: 'failed',
    reason: expect.stringMatching(
      /The database is damaged \(.+\)\. Restart the app: it checks .+inspector\.db/
    )
  })
  await close()

  const second = await open()
  const [kept] = setAsideIn(dir.path)
  expect((await second.core.info({})).notices).toEqual([expect.stringContaining(`It is kept as ${kept}`)])
  expect(statSync(kept!).size).toBeGreaterThanOrEqual(size)
  expect((await post(await second.receiverUrl(), signed(userEvent()))).status).toBe(200)
  await close()
  expect(checkIntegrity(dir.path)).toBe('ok')
  expect(readdirSync(dir.path).filter((name) => name.endsWith('.check'))).toEqual([])
})

it('answers a read that meets damage with what to do, and checks at the next start', async () => {
  await fill(3)
  damageTable('events')
  const { core } = await open()
  await expect(core.events.list({ limit: 500 })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/damaged.*Restart the app/)
  })
  await close()
  expect((await (await open()).core.info({})).notices).toEqual([expect.stringContaining('It is kept as')])
})

it.each(['attempts', 'secrets', 'settings', 'endpoints'])(
  'starts afresh at once on damage that shows when the app begins to read: %s',
  async (table) => {
    openStore(dir.path).close()
    damageTable(table)
    const store = await openStoreClient(
      () => new Worker(workerFile),
      dir.path,
      () => undefined
    )
    expect(store.notices).toEqual([expect.stringContaining(`It is kept as ${setAsideIn(dir.path)[0]}`)])
    await store.close()
  }
)

it('keeps a database that proves to be in order when it is checked', async () => {
  await fill(3)
  writeFileSync(`${database()}.check`, '')
  const { core } = await open()
  expect((await core.info({})).notices).toEqual([expect.stringContaining('is in order')])
  expect((await core.events.list({ limit: 9 })).rows).toHaveLength(3)
  expect(setAsideIn(dir.path)).toEqual([])
  await close()
  expect((await (await open()).core.info({})).notices).toEqual([])
})

it('leaves a damaged database alone while the app is running on it', () => {
  const store = openStore(dir.path)
  store.close()
  overwrite(database(), 0, randomBytes(100))
  expect(() => openStore(dir.path, false)).toThrow(/is damaged/)
  expect(setAsideIn(dir.path)).toEqual([])
})
