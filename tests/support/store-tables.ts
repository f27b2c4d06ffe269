import type { Database } from 'better-sqlite3'

type Rows = Record<string, unknown>[]

/** Every table of a store with all its rows, in the order of their columns. The search index as its row numbers. */
export function tablesOf(db: Database): Record<string, Rows> {
  const names = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%' AND name NOT LIKE 'sqlite_%'`
    )
    .pluck()
    .all()
  const tables = Object.fromEntries(
    names.map((name) => [name, db.prepare<[], Rows[number]>(`SELECT * FROM "${name}" ORDER BY 1, 2`).all()])
  )
  return {
    ...tables,
    search: db.prepare<[], Rows[number]>(`SELECT id FROM search_docsize ORDER BY id`).all()
  }
}

/** Rows that belong to nothing, by what they are. Empty in a store that is whole. */
export function orphansOf(db: Database): Record<string, unknown[]> {
  const checks = {
    'body without delivery': `SELECT delivery_id FROM bodies WHERE delivery_id NOT IN (SELECT id FROM deliveries)`,
    'delivery without body': `SELECT id FROM deliveries WHERE id NOT IN (SELECT delivery_id FROM bodies)`,
    'delivery without its event': `SELECT id FROM deliveries
      WHERE event_seq IS NOT NULL AND event_seq NOT IN (SELECT seq FROM events)`,
    'event without its delivery': `SELECT seq FROM events e WHERE NOT EXISTS
      (SELECT 1 FROM deliveries d WHERE d.id = e.seq AND d.event_seq = e.seq)`,
    'event hidden apart from its deliveries': `SELECT seq FROM events e JOIN deliveries d ON d.event_seq = e.seq
      WHERE d.deletion IS NOT e.deletion`,
    'attempt without event': `SELECT id FROM attempts WHERE event_seq NOT IN (SELECT seq FROM events)`,
    'variant without event': `SELECT id FROM variants WHERE event_seq NOT IN (SELECT seq FROM events)`,
    'replayed without event': `SELECT event_seq FROM replay_events WHERE event_seq NOT IN (SELECT seq FROM events)`,
    'replayed without replay': `SELECT place FROM replay_events WHERE replay NOT IN (SELECT key FROM replays)`,
    'text without delivery': `SELECT id FROM search_docsize WHERE id NOT IN (SELECT id FROM deliveries)`,
    'hidden without deletion': `SELECT id FROM deliveries
      WHERE deletion IS NOT NULL AND deletion NOT IN (SELECT key FROM deletions)`,
    'bar of nothing': `SELECT at FROM histogram WHERE events = 0 AND rejected = 0 AND unchecked = 0`
  }
  return Object.fromEntries(
    Object.entries(checks)
      .map(([what, sql]) => [what, db.prepare(sql).pluck().all()] as const)
      .filter(([, rows]) => rows.length > 0)
  )
}

/** Totals that are kept, beside the same counted from the rows. */
export function totalsOf(db: Database): { kept: unknown; counted: unknown } {
  const all = (sql: string) => db.prepare<[], Rows[number]>(sql).all()
  const numbers = (sql: string) =>
    Object.fromEntries(all(sql).map(({ name, value }) => [name as string, Number(value)] as const))
  const flags = [
    ['starred', 'starred = 1'],
    ['replayed', 'replayed = 1'],
    ['retried', 'delivery_count > 1'],
    ['conflict', 'conflict = 1'],
    ['late', 'late = 1'],
    ['sample', 'sample = 1'],
    ['noted', 'note IS NOT NULL']
  ] as const
  const bars = (width: number) => `
    SELECT ${width} AS width, at, sum(events) AS events, sum(rejected) AS rejected, sum(unchecked) AS unchecked FROM (
      SELECT first_seen_at / ${width} * ${width} AS at, 1 AS events, 0 AS rejected, 0 AS unchecked FROM events
        WHERE deletion IS NULL
      UNION ALL SELECT received_at / ${width} * ${width}, 0, verdict = 'rejected', verdict = 'unchecked'
        FROM deliveries WHERE deletion IS NULL AND kind = 'webhook' AND verdict <> 'verified'
    ) GROUP BY at`
  return {
    kept: {
      counters: numbers(
        `SELECT name, value FROM counters WHERE value <> 0 AND name NOT IN ('opened', 'indexed', 'studied', 'ahead', 'proved')`
      ),
      types: numbers(`SELECT id AS name, count AS value FROM types WHERE count <> 0`),
      organizations: numbers(`SELECT id AS name, count AS value FROM organizations WHERE count <> 0`),
      histogram: all(`SELECT * FROM histogram ORDER BY width, at`)
    },
    counted: {
      counters: numbers(`SELECT * FROM (
        SELECT 'events' AS name, count(*) AS value FROM events WHERE deletion IS NULL
        UNION ALL SELECT 'bytes', sum(body_bytes) FROM events WHERE deletion IS NULL
        UNION ALL SELECT 'endpoint:' || endpoint, count(*) FROM events WHERE deletion IS NULL GROUP BY endpoint
        UNION ALL SELECT verdict, count(*) FROM deliveries WHERE deletion IS NULL AND kind = 'webhook' GROUP BY verdict
        UNION ALL SELECT 'secret:' || secret_id, count(*) FROM deliveries
          WHERE deletion IS NULL AND secret_id IS NOT NULL GROUP BY secret_id
        UNION ALL SELECT 'interceptors', count(*) FROM deliveries WHERE deletion IS NULL AND kind = 'interceptor'
        ${flags.map(([name, test]) => `UNION ALL SELECT '${name}', count(*) FROM events WHERE deletion IS NULL AND ${test}`).join('\n')}
      ) WHERE value <> 0`),
      types: numbers(`SELECT t.id AS name, count(*) AS value FROM events e JOIN types t ON t.key = e.type
        WHERE deletion IS NULL GROUP BY t.id`),
      organizations: numbers(`SELECT o.id AS name, count(*) AS value FROM events e
        JOIN organizations o ON o.key = e.organization WHERE deletion IS NULL GROUP BY o.id`),
      histogram: all(`SELECT * FROM (${bars(60_000)} UNION ALL ${bars(3_600_000)}) ORDER BY width, at`)
    }
  }
}
