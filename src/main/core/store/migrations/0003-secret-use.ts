import type { Migration } from '../migrate.ts'

/** What each secret has verified: counted, and listed newest first. Deliveries on their way out are in neither. */
export const secretUse: Migration = {
  version: 3,
  up(db) {
    db.exec(`
      CREATE INDEX deliveries_by_secret ON deliveries (secret_id, id)
        WHERE secret_id IS NOT NULL AND deletion IS NULL;
      INSERT INTO counters (name, value)
        SELECT 'secret:' || secret_id, count(*) FROM deliveries
          WHERE secret_id IS NOT NULL AND deletion IS NULL GROUP BY secret_id;
    `)
  }
}
