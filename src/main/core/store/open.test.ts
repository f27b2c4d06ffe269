import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTempDir } from '../../../../tests/support/temp-dir.ts'
import { openStore } from './open.ts'

let dir: ReturnType<typeof createTempDir>
beforeEach(() => void (dir = createTempDir()))
afterEach(() => dir.remove())
const database = () => join(dir.path, 'inspector.db')

it('runs with full durability, write-ahead log and foreign keys', () => {
  const store = openStore(dir.path)
  const pragma = (name: string) => store.db.pragma(name, { simple: true })
  expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys')]).toEqual(['wal', 2, 1])
  store.close()
})

it('refuses a database that a newer version wrote, and leaves it as it was', () => {
  const newer = new Database(database())
  newer.exec('CREATE TABLE kept (x); PRAGMA user_version = 999')
  newer.close()
  expect(() => openStore(dir.path)).toThrow(/newer version.*schema 999.*--data-dir/)
  const again = new Database(database())
  expect(again.pragma('user_version', { simple: true })).toBe(999)
  expect(again.prepare('SELECT name FROM sqlite_master').all()).toEqual([{ name: 'kept' }])
  again.close()
  expect(readdirSync(dir.path).filter((name) => name.includes('damaged'))).toEqual([])
})

it('refuses a second instance, names the first, and opens once that is gone', () => {
  const first = openStore(dir.path)
  expect(() => openStore(dir.path)).toThrow(
    new RegExp(`Another Webhook Inspector \\(process ${process.pid}\\)`)
  )
  first.close()
  openStore(dir.path).close()
})

it('opens at once after another instance was killed', async () => {
  const script = `
    import { openStore } from ${JSON.stringify(new URL('open.ts', import.meta.url).href)}
    globalThis.store = openStore(process.argv[1]) // what nothing refers to would be collected, and with it the lock
    console.log('open')
    setInterval(() => undefined, 60_000)`
  const other = spawn(process.execPath, ['--input-type=module', '--eval', script, dir.path], {
    cwd: fileURLToPath(new URL('../../../..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const exited = once(other, 'exit')
  await once(other.stdout, 'data')
  expect(() => openStore(dir.path)).toThrow(`Another Webhook Inspector (process ${other.pid})`)
  other.kill('SIGKILL')
  await exited
  openStore(dir.path).close()
})

it('refuses a lock that is none, and places where nothing can be', () => {
  writeFileSync(
    join(dir.path, 'instance.lock'),
    'no lock at all, but long enough to be read as a database file'
  )
  expect(() => openStore(dir.path)).toThrow(/instance\.lock is damaged/)
  expect(() => openStore('/proc/webhook inspector')).toThrow(/cannot be written/)
  const file = join(dir.path, 'a file')
  writeFileSync(file, '')
  expect(() => openStore(join(file, 'data'))).toThrow(/cannot be written/)
})

/** Root may write everywhere, so as root this acts as the user nobody. */
const NOBODY = 65_534
describe.runIf(process.platform !== 'win32')('as a user without write access', () => {
  const asNobody = <T>(work: () => T): T => {
    if (process.geteuid?.() !== 0) return work()
    process.seteuid?.(NOBODY)
    try {
      return work()
    } finally {
      process.seteuid?.(0)
    }
  }
  beforeEach(() => chmodSync(dir.path, 0o755))

  it('refuses a directory that is read-only, and leaves it as it was', () => {
    const data = join(dir.path, 'data')
    mkdirSync(data)
    openStore(data).close()
    const before = readdirSync(data)
    const bytes = readFileSync(join(data, 'inspector.db'))
    chmodSync(data, 0o555)
    expect(() => asNobody(() => openStore(data))).toThrow(
      /The data directory .+ cannot be written \(EACCES.+\)\. Give the app write access, or choose another with --data-dir\./
    )
    expect(readdirSync(data)).toEqual(before)
    expect(readFileSync(join(data, 'inspector.db')).equals(bytes)).toBe(true)
    chmodSync(data, 0o755)
    openStore(data).close()
  })

  it('refuses a database that is read-only, and keeps it where it is', () => {
    const data = join(dir.path, 'data')
    mkdirSync(data)
    openStore(data).close()
    chmodSync(join(data, 'inspector.db'), 0o444)
    if (process.geteuid?.() === 0)
      for (const path of [data, join(data, 'instance.lock'), join(data, 'instance.pid')])
        chownSync(path, NOBODY, NOBODY)
    expect(() => asNobody(() => openStore(data))).toThrow(
      /inspector\.db could not be opened \(attempt to write a readonly database\)/
    )
    expect(readdirSync(data).filter((name) => name.includes('damaged'))).toEqual([])
  })
})
