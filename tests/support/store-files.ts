import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

export const databaseOf = (dataDir: string): string => join(dataDir, 'inspector.db')

/** What SQLite finds wrong in the database of a closed app; `ok` when nothing. */
export function checkIntegrity(dataDir: string): string {
  const db = new Database(databaseOf(dataDir))
  try {
    return String(db.pragma('integrity_check', { simple: true }))
  } finally {
    db.close()
  }
}

/** The paths of the databases that were set aside, without their logs. */
export const setAsideIn = (dataDir: string): string[] =>
  readdirSync(dataDir)
    .filter((name) => name.includes('.damaged-') && !/-(wal|shm)$/.test(name))
    .map((name) => join(dataDir, name))
