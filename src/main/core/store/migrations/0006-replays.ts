import type { Migration } from '../migrate.ts'

/**
 * Replays with their events in the order of sending, edited forms of events, and what an attempt took. A replay
 * is in state `gathering` until its events are complete; nobody sees it before. `claimed` is the place up to
 * which events may have been sent, committed before they are.
 */
export const replays: Migration = {
  version: 6,
  up(db) {
    db.exec(`
      CREATE TABLE replays (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        target TEXT NOT NULL,
        what TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        ended_at INTEGER,
        state TEXT NOT NULL
          CHECK (state IN ('gathering', 'running', 'paused', 'interrupted', 'done', 'cancelled')),
        mode TEXT NOT NULL,
        delivery_id TEXT NOT NULL,
        type_names TEXT NOT NULL,
        marker INTEGER NOT NULL,
        pace TEXT NOT NULL,
        concurrency INTEGER NOT NULL,
        variant_id TEXT,
        edited TEXT,
        total INTEGER NOT NULL DEFAULT 0,
        accepted INTEGER NOT NULL DEFAULT 0,
        refused INTEGER NOT NULL DEFAULT 0,
        failed INTEGER NOT NULL DEFAULT 0,
        claimed INTEGER,
        baseline TEXT UNIQUE
      ) STRICT;
      CREATE INDEX replays_going_on ON replays (state) WHERE state IN ('gathering', 'running');

      CREATE TABLE replay_events (
        replay INTEGER NOT NULL,
        place INTEGER NOT NULL,
        event_seq INTEGER NOT NULL,
        attempt INTEGER,
        interrupted INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (replay, place)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX replay_events_by_event ON replay_events (event_seq);

      CREATE TABLE variants (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        event_seq INTEGER NOT NULL,
        name TEXT NOT NULL,
        body TEXT NOT NULL,
        headers TEXT NOT NULL,
        saved_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX variants_by_event ON variants (event_seq, key);

      ALTER TABLE attempts ADD COLUMN variant_id TEXT;
      ALTER TABLE attempts ADD COLUMN connect_ms REAL;
      ALTER TABLE attempts ADD COLUMN first_byte_ms REAL;
      -- Only where it is not what the event shows.
      ALTER TABLE attempts ADD COLUMN request_body TEXT;
      CREATE INDEX attempts_by_replay ON attempts (replay_id, id) WHERE replay_id IS NOT NULL;
      CREATE INDEX attempts_not_accepted ON attempts (replay_id, id)
        WHERE replay_id IS NOT NULL AND (status IS NULL OR outcome <> 'answered' OR status NOT BETWEEN 200 AND 299);
    `)
  }
}
