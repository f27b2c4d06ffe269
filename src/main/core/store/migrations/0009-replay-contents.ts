import type { Migration } from '../migrate.ts'

/**
 * A replay knows whose events it holds, by reference: the name goes with the event that told it. It can be deleted
 * like an event, and an attempt says whether it sent something that was edited.
 */
export const replayContents: Migration = {
  version: 9,
  up(db) {
    db.exec(`
      -- The event that is sent first, how many entities there are (null: more than were counted), and the
      -- organization of all.
      ALTER TABLE replays ADD COLUMN lead INTEGER;
      ALTER TABLE replays ADD COLUMN entities INTEGER;
      ALTER TABLE replays ADD COLUMN organization INTEGER;
      ALTER TABLE replays ADD COLUMN deletion INTEGER;
      CREATE INDEX replays_deleted ON replays (deletion) WHERE deletion IS NOT NULL;
      ALTER TABLE attempts ADD COLUMN edited INTEGER NOT NULL DEFAULT 0;
      UPDATE attempts SET edited = 1 WHERE replay_id IN (SELECT id FROM replays WHERE edited IS NOT NULL);
    `)
  }
}
