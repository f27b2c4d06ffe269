import type { Migration } from '../migrate.ts'
import { copyRows } from './0002-engine-rows.ts'

/**
 * Deliveries are numbered by time, and an event bears the number of the delivery that it shows. Names that
 * repeat (types, organisations, entities) are kept once and counted, so that indexes are small and facets
 * need no scan. Nothing refers by foreign key: the parent is deleted with its parts in one place.
 */
export const engine: Migration = {
  version: 2,
  up(db) {
    db.exec(`
      ALTER TABLE deliveries RENAME TO old_deliveries;
      ALTER TABLE bodies RENAME TO old_bodies;
      ALTER TABLE events RENAME TO old_events;
      ALTER TABLE organizations RENAME TO old_organizations;
      ALTER TABLE attempts RENAME TO old_attempts;
      DROP INDEX deliveries_not_verified;
      DROP INDEX deliveries_by_event;
      DROP INDEX events_by_first_seen;
      DROP INDEX events_by_entity;
      DROP INDEX attempts_by_event;
      DROP INDEX attempts_pending;

      CREATE TABLE deliveries (
        id INTEGER PRIMARY KEY,
        received_at INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('webhook', 'interceptor')),
        endpoint INTEGER NOT NULL,
        method TEXT NOT NULL,
        target TEXT NOT NULL,
        http_version TEXT NOT NULL,
        remote_address TEXT,
        verdict TEXT NOT NULL CHECK (verdict IN ('verified', 'rejected', 'unchecked')),
        reason_code TEXT,
        reason_message TEXT,
        status INTEGER,
        body_bytes INTEGER NOT NULL,
        body_complete INTEGER NOT NULL,
        webhook_id TEXT,
        claimed_type TEXT,
        trigger_point TEXT,
        decision TEXT,
        secret_id TEXT,
        event_seq INTEGER,
        conflict INTEGER NOT NULL DEFAULT 0,
        deletion INTEGER
      ) STRICT;

      CREATE TABLE bodies (
        delivery_id INTEGER PRIMARY KEY,
        headers TEXT NOT NULL,
        trailers TEXT NOT NULL,
        packed INTEGER NOT NULL,
        body BLOB NOT NULL
      ) STRICT;

      CREATE TABLE types (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        canonical TEXT NOT NULL,
        action TEXT NOT NULL,
        count INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE TABLE organizations (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT,
        count INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE TABLE entities (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE
      ) STRICT;

      CREATE TABLE events (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        type INTEGER NOT NULL,
        object TEXT,
        organization INTEGER,
        environment_id TEXT,
        entity INTEGER,
        endpoint INTEGER NOT NULL,
        label TEXT,
        occurred_at INTEGER,
        happened_at INTEGER NOT NULL,
        first_seen_at INTEGER NOT NULL,
        last_seen_at INTEGER NOT NULL,
        delivery_count INTEGER NOT NULL DEFAULT 1,
        body_bytes INTEGER NOT NULL,
        sample INTEGER NOT NULL,
        late INTEGER NOT NULL,
        conflict INTEGER NOT NULL DEFAULT 0,
        starred INTEGER NOT NULL DEFAULT 0,
        replayed INTEGER NOT NULL DEFAULT 0,
        note TEXT,
        attempt_kind TEXT,
        attempt_outcome TEXT,
        attempt_status INTEGER,
        deletion INTEGER
      ) STRICT;

      CREATE TABLE attempts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        replay_id TEXT,
        kind TEXT NOT NULL,
        event_seq INTEGER NOT NULL,
        target TEXT NOT NULL,
        mode TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome IN ('pending', 'answered', 'failed')),
        status INTEGER,
        duration_ms REAL,
        error TEXT,
        warning TEXT,
        request_headers TEXT NOT NULL,
        response_headers TEXT NOT NULL,
        response_body TEXT,
        response_truncated INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE endpoints (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        path TEXT NOT NULL UNIQUE,
        forward_targets TEXT NOT NULL DEFAULT '[]',
        answers TEXT NOT NULL DEFAULT '{"verified":200,"unchecked":202,"rejected":401}',
        decisions TEXT NOT NULL DEFAULT '{}',
        created_at INTEGER NOT NULL
      ) STRICT;
      INSERT INTO endpoints (key, name, path, created_at) VALUES (1, 'Default', '/', unixepoch() * 1000);
      ALTER TABLE secrets ADD COLUMN endpoint INTEGER;
      UPDATE secrets SET endpoint = 1 WHERE kind = 'signing';

      CREATE TABLE histogram (
        width INTEGER NOT NULL,
        at INTEGER NOT NULL,
        events INTEGER NOT NULL DEFAULT 0,
        rejected INTEGER NOT NULL DEFAULT 0,
        unchecked INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (width, at)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE deletions (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL
      ) STRICT;

      CREATE VIRTUAL TABLE search USING fts5(
        text, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1'
      );
      -- Smaller merges more often: none may hold up a delivery for long.
      INSERT INTO search (search, rank) VALUES ('automerge', 8), ('crisismerge', 64);
    `)
    copyRows(db)
    db.exec(`
      DROP TABLE old_attempts;
      DROP TABLE old_bodies;
      DROP TABLE old_deliveries;
      DROP TABLE old_events;
      DROP TABLE old_organizations;

      CREATE INDEX deliveries_without_event ON deliveries (kind, verdict, id) WHERE event_seq IS NULL;
      CREATE INDEX deliveries_intercepted ON deliveries (id) WHERE kind = 'interceptor';
      CREATE INDEX deliveries_repeated ON deliveries (event_seq, id) WHERE event_seq <> id;
      CREATE INDEX deliveries_deleted ON deliveries (deletion) WHERE deletion IS NOT NULL;

      CREATE INDEX events_by_type ON events (type);
      CREATE INDEX events_by_organization ON events (organization, seq, type) WHERE organization IS NOT NULL;
      CREATE INDEX events_by_entity ON events (entity, happened_at, seq) WHERE entity IS NOT NULL;
      CREATE INDEX events_by_endpoint ON events (endpoint) WHERE endpoint > 1;
      CREATE INDEX events_by_status ON events (attempt_status) WHERE attempt_status IS NOT NULL;
      CREATE INDEX events_attempted ON events (attempt_outcome) WHERE attempt_outcome IS NOT NULL;
      CREATE INDEX events_sample ON events (sample) WHERE sample = 1;
      CREATE INDEX events_late ON events (late) WHERE late = 1;
      CREATE INDEX events_conflict ON events (conflict) WHERE conflict = 1;
      CREATE INDEX events_starred ON events (starred) WHERE starred = 1;
      CREATE INDEX events_replayed ON events (replayed) WHERE replayed = 1;
      CREATE INDEX events_retried ON events (seq) WHERE delivery_count > 1;
      CREATE INDEX events_noted ON events (seq) WHERE note IS NOT NULL;
      CREATE INDEX events_deleted ON events (deletion) WHERE deletion IS NOT NULL;

      CREATE INDEX attempts_by_event ON attempts (event_seq, id);
      CREATE INDEX attempts_pending ON attempts (id) WHERE outcome = 'pending';
    `)
  }
}
