import type { Migration } from '../migrate.ts'

/**
 * What is known of an entity's past, and by what names other entities may be the same. The index of an entity's
 * events has their deletion in it, so that they are counted without a look at their rows.
 */
export const history: Migration = {
  version: 4,
  up(db) {
    db.exec(`
      DROP INDEX events_by_entity;
      CREATE INDEX events_by_entity ON events (entity, deletion, happened_at, seq) WHERE entity IS NOT NULL;

      CREATE TABLE snapshots (
        entity INTEGER NOT NULL,
        happened_at INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        state BLOB NOT NULL,
        PRIMARY KEY (entity, happened_at, seq)
      ) STRICT;

      CREATE TABLE names (
        entity INTEGER NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        seq INTEGER NOT NULL,
        organization INTEGER,
        PRIMARY KEY (entity, kind, name)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX names_by_name ON names (name, kind, organization, entity);
    `)
  }
}
