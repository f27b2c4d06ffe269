import type { Database } from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'
import { initial } from './migrations/0001-initial.ts'

export interface Migration {
  /** Written to `user_version` once it ran. */
  readonly version: number
  up(db: Database): void
}

/** In order. A released migration is never edited. */
export const migrations: readonly Migration[] = [initial]

/** Brings a database to the newest schema, one transaction a step. Refuses one that a newer app has written. */
export function migrate(db: Database, steps: readonly Migration[] = migrations): void {
  const newest = steps.at(-1)?.version ?? 0
  const current = Number(db.pragma('user_version', { simple: true }))
  if (current > newest) {
    throw new AppError(
      'conflict',
      `This data was written by a newer version of Webhook Inspector (schema ${current}, this version knows ${newest}). ` +
        'Update the app, or choose another data directory with --data-dir.'
    )
  }
  for (const step of steps.filter(({ version }) => version > current)) {
    db.transaction(() => {
      step.up(db)
      db.pragma(`user_version = ${step.version}`)
    })()
  }
}
