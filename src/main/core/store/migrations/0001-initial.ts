import type { Migration } from '../migrate.ts'

/**
 * `deliveries` holds every request with its verdict, `bodies` its exact bytes and headers, `events` one row
 * per verified event id. Ids of deliveries are never used twice.
 */
export const initial: Migration = {
  version: 1,
  up(db) {
    db.exec(`
      CREATE TABLE deliveries (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        received_at INTEGER NOT NULL,
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
        secret_id TEXT,
        event_seq INTEGER REFERENCES events (seq)
      ) STRICT;
      CREATE INDEX deliveries_not_verified ON deliveries (verdict, id) WHERE verdict <> 'verified';
      CREATE INDEX deliveries_by_event ON deliveries (event_seq, id) WHERE event_seq IS NOT NULL;

      CREATE TABLE bodies (
        delivery_id INTEGER PRIMARY KEY REFERENCES deliveries (id) ON DELETE CASCADE,
        headers TEXT NOT NULL,
        trailers TEXT NOT NULL,
        body BLOB NOT NULL
      ) STRICT;

      CREATE TABLE events (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        type TEXT NOT NULL,
        canonical_type TEXT NOT NULL,
        action TEXT NOT NULL,
        object TEXT,
        organization_id TEXT,
        environment_id TEXT,
        entity_id TEXT,
        label TEXT,
        occurred_at INTEGER,
        happened_at INTEGER NOT NULL,
        first_seen_at INTEGER NOT NULL,
        last_seen_at INTEGER NOT NULL,
        delivery_count INTEGER NOT NULL,
        delivery_id INTEGER NOT NULL REFERENCES deliveries (id),
        body_bytes INTEGER NOT NULL,
        sample INTEGER NOT NULL,
        attempt_kind TEXT,
        attempt_outcome TEXT,
        attempt_status INTEGER
      ) STRICT;
      CREATE INDEX events_by_first_seen ON events (first_seen_at, seq);
      CREATE INDEX events_by_entity ON events (entity_id, happened_at, seq) WHERE entity_id IS NOT NULL;

      CREATE TABLE organizations (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE attempts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        replay_id TEXT,
        kind TEXT NOT NULL,
        event_seq INTEGER NOT NULL REFERENCES events (seq) ON DELETE CASCADE,
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
      CREATE INDEX attempts_by_event ON attempts (event_seq, id);
      CREATE INDEX attempts_pending ON attempts (id) WHERE outcome = 'pending';

      CREATE TABLE secrets (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        label TEXT NOT NULL,
        last_four TEXT NOT NULL,
        added_at INTEGER NOT NULL,
        sealed BLOB NOT NULL
      ) STRICT;

      CREATE TABLE settings (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT;

      CREATE TABLE counters (
        name TEXT PRIMARY KEY,
        value INTEGER NOT NULL
      ) STRICT;
      INSERT INTO counters (name, value) VALUES ('events', 0), ('verified', 0), ('rejected', 0), ('unchecked', 0);
    `)
  }
}
