import type { Migration } from '../migrate.ts'

/**
 * What payloads have carried so far: fields by type of event, raw attributes and their mapping by directory.
 * Paths and sums only, never a value: what a user deletes must not live on here.
 */
export const shapes: Migration = {
  version: 5,
  up(db) {
    db.exec(`
      CREATE TABLE shape_scopes (
        key INTEGER PRIMARY KEY,
        -- A type of event by today's name; of a directory's raw attributes, whose they are: user or group.
        name TEXT NOT NULL,
        -- 0 for a type of event anywhere.
        organization INTEGER NOT NULL,
        events INTEGER NOT NULL,
        since INTEGER NOT NULL,
        latest_at INTEGER NOT NULL,
        in_order INTEGER NOT NULL,
        UNIQUE (organization, name)
      ) STRICT;

      CREATE TABLE shape_paths (
        key INTEGER PRIMARY KEY,
        scope INTEGER NOT NULL,
        path TEXT NOT NULL,
        -- The JSON types that it had, as bits; the latest of them.
        types INTEGER NOT NULL,
        type INTEGER NOT NULL,
        first_at INTEGER NOT NULL,
        last_at INTEGER NOT NULL,
        -- How many events had it since it last appeared, and how many there were before that.
        seen INTEGER NOT NULL,
        events_before INTEGER NOT NULL,
        -- Of the latest event that had it; 0 for none.
        organization INTEGER NOT NULL,
        -- How many events in a row lacked it, and the first of them.
        absent INTEGER NOT NULL,
        absent_at INTEGER,
        absent_event TEXT,
        gone INTEGER NOT NULL,
        -- How often that was told.
        told INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX shape_paths_by_scope ON shape_paths (scope, key);

      CREATE TABLE shape_changes (
        key INTEGER PRIMARY KEY,
        -- 0 for a type of event anywhere.
        organization INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('appeared', 'vanished', 'retyped')),
        type TEXT NOT NULL,
        path TEXT NOT NULL,
        before TEXT,
        after TEXT,
        again INTEGER NOT NULL,
        at INTEGER NOT NULL,
        event TEXT NOT NULL,
        seen INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE INDEX shape_changes_by_organization ON shape_changes (organization, key);
      CREATE INDEX shape_changes_by_event ON shape_changes (event, key);
      CREATE INDEX shape_changes_unseen ON shape_changes (key) WHERE seen = 0;

      CREATE TABLE mapping_pairs (
        scope INTEGER NOT NULL,
        field TEXT NOT NULL,
        path TEXT NOT NULL,
        equal INTEGER NOT NULL,
        both INTEGER NOT NULL,
        -- They were equal with different values.
        varied INTEGER NOT NULL,
        since INTEGER NOT NULL,
        PRIMARY KEY (scope, field, path)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE directory_providers (
        organization INTEGER NOT NULL,
        source TEXT NOT NULL CHECK (source IN ('user', 'directory', 'connection')),
        provider TEXT NOT NULL,
        -- The type of the event that said so, and its time; the user's choice has neither.
        type TEXT,
        at INTEGER,
        PRIMARY KEY (organization, source)
      ) STRICT, WITHOUT ROWID;
    `)
  }
}
