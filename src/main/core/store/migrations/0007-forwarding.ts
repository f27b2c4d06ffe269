import type { Migration } from '../migrate.ts'

/** How an endpoint hands events on: until now all of them, once each, in order. */
export const forwarding: Migration = {
  version: 7,
  up(db) {
    db.exec(`
      ALTER TABLE endpoints ADD COLUMN forwarding TEXT NOT NULL
        DEFAULT '{"query":"","retries":"off","mirror":null,"keepOrder":true,"isPaused":false}'
    `)
  }
}
