import type { Migration } from '../migrate.ts'

/**
 * A replay knows whose events it holds, by reference: the name goes with the event that told it. It can be deleted
 * like an event, and an attempt says whether it sent something that was edited, and whether it is a forward that
 * still waited as the app ended.
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
      ALTER TABLE attempts ADD COLUMN unsent INTEGER NOT NULL DEFAULT 0;
      CREATE INDEX attempts_unsent ON attempts (target, id) WHERE unsent = 1;
      UPDATE attempts SET edited = 1 WHERE replay_id IN (SELECT id FROM replays WHERE edited IS NOT NULL);
    `)
  }
}
