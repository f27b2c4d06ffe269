import { zstdDecompressSync } from 'node:zlib'
import type { Database } from 'better-sqlite3'

/** An event of a replay whose turn it is, with what it takes to send it. */
export interface ClaimedEvent {
  readonly place: number
  readonly eventId: string
  readonly type: string
  /** Events of one entity are sent one after the other; null for an event of none. */
  readonly entity: number | null
  readonly method: string
  readonly receivedAt: number
  readonly secretId: string | null
  readonly endpoint: number
  /** As JSON: the thread that needs them reads them. */
  readonly headers: string
  readonly bodyBytes: number
  /** It was under way when the app ended. */
  readonly isRepeated: boolean
}

interface ClaimedRow {
  place: number
  id: string
  type_id: string
  entity: number | null
  method: string
  received_at: number
  secret_id: string | null
  endpoint: number
  headers: string
  packed: number
  body: Buffer
  interrupted: number
  deletion: number | null
}

/** What one replay has of an event: the attempt, where there is one. */
export interface ReplayedEvent {
  readonly place: number
  readonly eventSeq: number
  readonly attempt: number | null
}

interface ContentRow {
  readonly seq: number
  readonly type: number
  readonly entity: number | null
  readonly organization: number | null
}

/** The statements that walk through the events of a replay. */
export const REPLAY_READS = {
  waiting: `SELECT x.place, x.interrupted, e.id, e.entity, e.deletion, d.method, d.received_at, d.secret_id,
      d.endpoint, b.headers, b.packed, b.body, (SELECT t.id FROM types t WHERE t.key = e.type) AS type_id
    FROM replay_events x
      CROSS JOIN events e ON e.seq = x.event_seq
      CROSS JOIN deliveries d ON d.id = x.event_seq
      CROSS JOIN bodies b ON b.delivery_id = x.event_seq
    WHERE x.replay = @key AND x.place > @place AND x.attempt IS NULL ORDER BY x.place LIMIT @limit`,
  next: `SELECT place, event_seq AS eventSeq, attempt FROM replay_events
    WHERE replay = @key AND place > @place ORDER BY place LIMIT @limit`,
  notAccepted: `SELECT x.place, x.event_seq AS eventSeq, x.attempt FROM replay_events x
    WHERE x.replay = @key AND x.place > @place AND NOT EXISTS (SELECT 1 FROM attempts a
      WHERE a.id = x.attempt AND a.outcome = 'answered' AND a.status BETWEEN 200 AND 299)
    ORDER BY x.place LIMIT @limit`,
  ofEvent: `SELECT place, event_seq AS eventSeq, attempt FROM replay_events
    WHERE event_seq = @seq AND replay = @key`,
  contents: `SELECT x.event_seq AS seq, e.type, e.entity, e.organization FROM replay_events x
      CROSS JOIN events e ON e.seq = x.event_seq
    WHERE x.replay = @key ORDER BY x.place LIMIT @limit`,
  firstAt: `SELECT (SELECT e.first_seen_at FROM events e WHERE e.seq = x.event_seq) FROM replay_events x
    WHERE x.replay = @key ORDER BY x.place LIMIT 1`,
  lastAt: `SELECT (SELECT e.first_seen_at FROM events e WHERE e.seq = x.event_seq) FROM replay_events x
    WHERE x.replay = @key ORDER BY x.place DESC LIMIT 1`
} as const

const FIRST = Number.MIN_SAFE_INTEGER
/** Claimed events are handed over whole; together they must not fill the memory. */
const CLAIMED_BYTES = 8_000_000

export type ReplayEventStore = ReturnType<typeof createReplayEventStore>

/** The events of replays. They are sent in the order of their places. */
export function createReplayEventStore(db: Database) {
  const insertRow = db.prepare<[number, number, number]>(
    `INSERT INTO replay_events (replay, place, event_seq) VALUES (?, ?, ?)`
  )
  const waiting = db.prepare<[object], ClaimedRow>(REPLAY_READS.waiting)
  const walks = {
    all: db.prepare<[object], ReplayedEvent>(REPLAY_READS.next),
    notAccepted: db.prepare<[object], ReplayedEvent>(REPLAY_READS.notAccepted)
  }
  const contents = db.prepare<[object], ContentRow>(REPLAY_READS.contents)
  const ofEvent = db.prepare<[object], ReplayedEvent>(REPLAY_READS.ofEvent)
  const firstAt = db.prepare<[object], number>(REPLAY_READS.firstAt).pluck()
  const lastAt = db.prepare<[object], number>(REPLAY_READS.lastAt).pluck()
  const setAttempt = db.prepare<[number | null, number, number]>(
    `UPDATE replay_events SET attempt = ? WHERE replay = ? AND place = ?`
  )
  const interruptRow = db.prepare<[number, number]>(
    `UPDATE replay_events SET attempt = NULL, interrupted = 1 WHERE replay = ? AND place = ?`
  )
  const interruptClaimed = db.prepare<[number, number]>(
    `UPDATE replay_events SET interrupted = 1 WHERE replay = ? AND place <= ? AND attempt IS NULL`
  )
  const interruptPending = db.prepare<[number]>(`
    UPDATE replay_events SET attempt = NULL, interrupted = 1 WHERE replay = ?
      AND attempt IN (SELECT id FROM attempts WHERE outcome = 'pending')`)
  const removeRow = db.prepare<[number, number]>(`DELETE FROM replay_events WHERE replay = ? AND place = ?`)
  const removeRows = db.prepare<[number]>(`DELETE FROM replay_events WHERE replay = ?`)

  return {
    insert: (key: number, place: number, eventSeq: number): void => void insertRow.run(key, place, eventSeq),
    /**
     * The next events without an attempt, in order, as long as they were received by `until`; `nextAt` is when the
     * first that was not came. Those that are deleted meanwhile are named apart.
     */
    waiting(key: number, after: number | null, limit: number, until: number | null) {
      const items: ClaimedEvent[] = []
      const bodies: Uint8Array[] = []
      const deleted: number[] = []
      let bytes = 0
      for (const row of waiting.iterate({ key, place: after ?? FIRST, limit })) {
        if (row.deletion !== null) {
          deleted.push(row.place)
          continue
        }
        if (until !== null && row.received_at > until)
          return { items, bodies, deleted, nextAt: row.received_at }
        const body = row.packed === 1 ? zstdDecompressSync(row.body) : row.body
        bytes += body.length
        if (items.length > 0 && bytes > CLAIMED_BYTES) break
        bodies.push(body)
        items.push({
          place: row.place,
          eventId: row.id,
          type: row.type_id,
          entity: row.entity,
          method: row.method,
          receivedAt: row.received_at,
          secretId: row.secret_id,
          endpoint: row.endpoint,
          headers: row.headers,
          bodyBytes: body.length,
          isRepeated: row.interrupted === 1
        })
      }
      return { items, bodies, deleted, nextAt: null }
    },
    /** In order, after that place. */
    walk: (only: 'all' | 'notAccepted', key: number, place: number | null, limit: number): ReplayedEvent[] =>
      walks[only].all({ key, place: place ?? FIRST, limit }),
    ofEvent: (key: number, seq: number): ReplayedEvent | null => ofEvent.get({ key, seq }) ?? null,
    /** Of what type and whose its first events are, in order. */
    contents: (key: number, limit: number): ContentRow[] => contents.all({ key, limit }),
    /** When its first and its last event were received. */
    span: (key: number): { firstAt: number; lastAt: number } => ({
      firstAt: firstAt.get({ key }) ?? 0,
      lastAt: lastAt.get({ key }) ?? 0
    }),
    setAttempt: (key: number, place: number, attempt: number): void =>
      void setAttempt.run(attempt, key, place),
    /** It has to be sent again, and its target may have got it already. */
    interrupt: (key: number, place: number): void => void interruptRow.run(key, place),
    /** The same for all that may have been sent and have no answer. */
    interruptAll(key: number, claimed: number | null): void {
      interruptPending.run(key)
      if (claimed !== null) interruptClaimed.run(key, claimed)
    },
    remove: (key: number, place: number): void => void removeRow.run(key, place),
    removeAll: (key: number): void => void removeRows.run(key)
  }
}
