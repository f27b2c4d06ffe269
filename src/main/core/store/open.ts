import { chmodSync, closeSync, statSync, openSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { AppError, messageOf } from '#shared/errors.ts'
import { makeDirectory } from '../make-directory.ts'
import { isDamage, isSuspected, setAside, settleSuspicion } from './damage.ts'
import { migrate } from './migrate.ts'

export interface OpenStore {
  readonly db: Database.Database
  readonly file: string
  close(): void
}

/** What happened while it was opened that the user should know, in sentences. */
interface Notices {
  readonly notices: readonly string[]
}

/** Pages of write-ahead log after which a commit checkpoints by itself; quiet moments do it earlier. */
const WAL_PAGES = 16_000
/** What a burst may leave of the log on disk once it has been moved into the database. */
const WAL_BYTES_KEPT = 16_000_000

/**
 * Opens the database of a data directory for this process alone. A damaged one is kept beside a fresh one,
 * unless the app is running on it already. Every refusal is an `AppError` with a sentence that says what
 * to do; the directory is left as it was found.
 */
export function openStore(dataDir: string, mayStartAfresh = true): OpenStore & Notices {
  prepareDirectory(dataDir)
  const lock = acquireLock(dataDir)
  const file = join(dataDir, 'inspector.db')
  try {
    const { db, notices } = openOrStartAfresh(file, mayStartAfresh)
    return {
      db,
      file,
      notices,
      close() {
        db.close()
        lock.release()
      }
    }
  } catch (error) {
    lock.release()
    throw explainOpenFailure(error, file)
  }
}

function openOrStartAfresh(
  file: string,
  mayStartAfresh: boolean
): { db: Database.Database; notices: string[] } {
  const isDoubted = mayStartAfresh && isSuspected(file)
  try {
    const db = openDatabase(file, isDoubted)
    if (!isDoubted) return { db, notices: [] }
    settleSuspicion(file)
    return { db, notices: [`${file} was reported as damaged. It was checked and is in order.`] }
  } catch (error) {
    if (!mayStartAfresh || !isDamage(error)) throw error
    const kept = setAside(file)
    settleSuspicion(file)
    const notice = `${file} was damaged (${messageOf(error)}). It is kept as ${kept}, and a new, empty store was started.`
    return { db: openDatabase(file, false), notices: [notice] }
  }
}

function openDatabase(file: string, isDoubted: boolean): Database.Database {
  const db = new Database(file)
  try {
    keepPrivate(file)
    configure(db)
    if (isDoubted) checkIntegrity(db)
    migrate(db)
    checkDurability(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** People's directory data is nobody else's to read. What SQLite adds beside the file gets the same mode. */
function keepPrivate(file: string): void {
  try {
    const { mode } = statSync(file)
    if (mode & 0o077) chmodSync(file, mode & 0o700)
  } catch {
    // Somebody else's file, or a system without modes: opening it says what there is to say.
  }
}

function prepareDirectory(dataDir: string): void {
  try {
    makeDirectory(dataDir)
    const probe = join(dataDir, `.write-test-${process.pid}`)
    closeSync(openSync(probe, 'w'))
    unlinkSync(probe)
  } catch (error) {
    throw new AppError(
      'unavailable',
      `The data directory ${dataDir} cannot be written (${messageOf(error)}). Give the app write access, or choose another with --data-dir.`,
      { cause: error }
    )
  }
}

/**
 * An exclusive SQLite transaction on a file of its own: the operating system frees it however the process
 * ends, so that nothing stale is left to clean up.
 */
function acquireLock(dataDir: string): { release(): void } {
  const owner = join(dataDir, 'instance.pid')
  const file = join(dataDir, 'instance.lock')
  let db: Database.Database | null = null
  try {
    db = new Database(file, { timeout: 0 })
    db.exec('BEGIN EXCLUSIVE')
    writeFileSync(owner, String(process.pid))
    const held = db
    return { release: () => held.close() }
  } catch (error) {
    db?.close()
    if (!codeOf(error).startsWith('SQLITE_BUSY')) throw explainOpenFailure(error, file)
    throw new AppError(
      'conflict',
      `Another Webhook Inspector${readOwner(owner)} is using the data directory ${dataDir}. Close it first, or choose another directory with --data-dir.`,
      { cause: error }
    )
  }
}

function readOwner(file: string): string {
  try {
    return ` (process ${readFileSync(file, 'utf8').trim()})`
  } catch {
    return '' // Its name is a courtesy; the lock is what counts.
  }
}

function configure(db: Database.Database): void {
  db.pragma('journal_mode = WAL')
  // After WAL is on: this build's default for WAL is NORMAL, which may lose acknowledged deliveries.
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma('busy_timeout = 5000')
  db.pragma(`wal_autocheckpoint = ${WAL_PAGES}`)
  db.pragma(`journal_size_limit = ${WAL_BYTES_KEPT}`)
  db.pragma('temp_store = MEMORY')
}

/** Reads the whole file, so it is for a file in doubt only. */
function checkIntegrity(db: Database.Database): void {
  const answer = String(db.pragma('integrity_check(1)', { simple: true }))
  if (answer !== 'ok') throw new Database.SqliteError(answer, 'SQLITE_CORRUPT')
}

/** The default hides until the first write, so durability is checked after one. */
function checkDurability(db: Database.Database): void {
  db.prepare(`INSERT OR REPLACE INTO counters (name, value) VALUES ('opened', ?)`).run(Date.now())
  const level: unknown = db.pragma('synchronous', { simple: true })
  if (level !== 2) throw new Error(`SQLite runs with synchronous=${String(level)} instead of FULL`)
}

function explainOpenFailure(error: unknown, file: string): unknown {
  if (error instanceof AppError) return error
  const code = codeOf(error)
  if (isDamage(error)) {
    return new AppError(
      'unavailable',
      `${file} is damaged or not a Webhook Inspector database (${messageOf(error)}). Move it away to start afresh; nothing was changed.`,
      { cause: error }
    )
  }
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') {
    return new AppError('unavailable', `The disk that holds ${file} is full. Make room, then start again.`, {
      cause: error
    })
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return new AppError('conflict', `Another program holds ${file} locked. Close it and start again.`, {
      cause: error
    })
  }
  return new AppError('unavailable', `${file} could not be opened (${messageOf(error)}).`, { cause: error })
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
