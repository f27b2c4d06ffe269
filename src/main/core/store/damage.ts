import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'

/** What becomes of a database that SQLite calls damaged: it is never repaired, deleted or written over. */

export const isDamage = (error: unknown): boolean =>
  error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)

/**
 * Renames a closed database with its companions, so that any SQLite tool finds them together under the new
 * name, and returns that name.
 */
export function setAside(file: string): string {
  const stamp = new Date().toISOString().replace(/\.\d+/, '').replaceAll(':', '-')
  let kept = `${file}.damaged-${stamp}`
  for (let count = 2; companions(kept).some(existsSync); count++) kept = `${file}.damaged-${stamp}-${count}`
  const from = companions(file)
  // The log goes first: beside a new database, an old log would be read as the new one's own.
  for (const [index, to] of companions(kept).entries()) {
    const source = from[index]
    if (source !== undefined && existsSync(source)) renameSync(source, to)
  }
  return kept
}

const companions = (file: string) => [`${file}-wal`, `${file}-shm`, file]

/** Remembers for the next start that SQLite found damage while the app was running. */
function suspect(file: string): void {
  try {
    writeFileSync(markOf(file), '')
  } catch {
    // The next damage that is met will try again.
  }
}
export const isSuspected = (file: string): boolean => existsSync(markOf(file))
export const settleSuspicion = (file: string): void => rmSync(markOf(file), { force: true })
const markOf = (file: string) => `${file}.check`

/**
 * A disk that is full, locked or broken is nobody's bug, and the user can do something about it: then an
 * `AppError` that says so, else the error as it is.
 */
export function explainTrouble(error: unknown, file: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error
  if (isDamage(error)) {
    suspect(file)
    return trouble(
      error,
      `The database is damaged (${error.message}). Restart the app: it checks ${file} and, if that is so, keeps it and starts with a new one.`
    )
  }
  if (error.code === 'SQLITE_FULL')
    return trouble(error, `The disk that holds ${file} is full. Make room on it.`)
  if (/^SQLITE_(IOERR|BUSY|LOCKED|READONLY|CANTOPEN)/.test(error.code)) {
    return trouble(error, `The store cannot do this now (${error.message}).`)
  }
  return error
}

const trouble = (cause: Error, message: string) => new AppError('unavailable', message, { cause })
