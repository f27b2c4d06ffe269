import type { Database } from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'
import { initial } from './migrations/0001-initial.ts'
import { engine } from './migrations/0002-engine.ts'
import { secretUse } from './migrations/0003-secret-use.ts'
import { history } from './migrations/0004-history.ts'
import { replays } from './migrations/0006-replays.ts'
import { forwarding } from './migrations/0007-forwarding.ts'
import { providers } from './migrations/0008-providers.ts'
import { replayContents } from './migrations/0009-replay-contents.ts'
import { shapes } from './migrations/0005-shapes.ts'

export interface Migration {
  /** Written to `user_version` once it ran. */
  readonly version: number
  up(db: Database): void
}

/** In order. A released migration is never edited. */
export const migrations: readonly Migration[] = [
  initial,
  engine,
  secretUse,
  history,
  shapes,
  replays,
  forwarding,
  providers,
  replayContents
]

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
  const isEnforced = db.pragma('foreign_keys', { simple: true }) === 1
  // A table that others refer to could not be replaced otherwise; within a transaction this does nothing.
  db.pragma('foreign_keys = OFF')
  try {
    for (const step of steps.filter(({ version }) => version > current)) {
      db.transaction(() => {
        step.up(db)
        db.pragma(`user_version = ${step.version}`)
      })()
    }
  } finally {
    if (isEnforced) db.pragma('foreign_keys = ON')
  }
}
