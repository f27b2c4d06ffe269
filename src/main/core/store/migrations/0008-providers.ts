import type { Migration } from '../migrate.ts'

/** The provider that a directory looks like is kept as well, so that events can be filtered by it. */
export const providers: Migration = {
  version: 8,
  up(db) {
    db.exec(`
      CREATE TABLE directory_providers_8 (
        organization INTEGER NOT NULL,
        source TEXT NOT NULL CHECK (source IN ('user', 'guess', 'directory', 'connection')),
        provider TEXT NOT NULL,
        -- The type of the event that said so, and its time; the user's choice has neither.
        type TEXT,
        at INTEGER,
        PRIMARY KEY (organization, source)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO directory_providers_8 SELECT * FROM directory_providers;
      DROP TABLE directory_providers;
      ALTER TABLE directory_providers_8 RENAME TO directory_providers;
    `)
  }
}
