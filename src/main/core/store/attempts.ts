import type { Database } from 'better-sqlite3'
import type { Attempt, HeaderPair } from '#shared/models.ts'

export type NewAttempt = Pick<
  Attempt,
  'replayId' | 'kind' | 'eventId' | 'target' | 'mode' | 'startedAt' | 'requestHeaders' | 'warning'
>
export type AttemptResult = Pick<
  Attempt,
  'outcome' | 'status' | 'durationMs' | 'error' | 'responseHeaders' | 'responseBody' | 'responseTruncated'
>

interface Row {
  id: number
  replay_id: string | null
  kind: Attempt['kind']
  event_id: string
  target: string
  mode: Attempt['mode']
  started_at: number
  outcome: Attempt['outcome']
  status: number | null
  duration_ms: number | null
  error: string | null
  warning: string | null
  request_headers: string
  response_headers: string
  response_body: string | null
  response_truncated: number
}

const SELECT = `SELECT a.*, e.id AS event_id FROM attempts a JOIN events e ON e.seq = a.event_seq`

export type AttemptStore = ReturnType<typeof createAttemptStore>

export function createAttemptStore(db: Database) {
  const insertRow = db.prepare(`
    INSERT INTO attempts (replay_id, kind, event_seq, target, mode, started_at, outcome, warning, request_headers,
      response_headers, response_truncated)
    VALUES (?, ?, (SELECT seq FROM events WHERE id = ?), ?, ?, ?, 'pending', ?, ?, '[]', 0)`)
  const finishRow = db.prepare(`
    UPDATE attempts SET outcome = ?, status = ?, duration_ms = ?, error = ?, response_headers = ?, response_body = ?,
      response_truncated = ? WHERE id = ?`)
  const findRow = db.prepare<[number], Row>(`${SELECT} WHERE a.id = ?`)
  const nextRows = db.prepare<[number, number, number], Row>(
    `${SELECT} WHERE a.event_seq = ? AND a.id >= ? ORDER BY a.id LIMIT ?`
  )
  const sameRow = db.prepare<[number, number, string, string, string | null], { id: number }>(
    `SELECT id FROM attempts WHERE event_seq = ? AND started_at = ? AND kind = ? AND target = ? AND replay_id IS ?`
  )
  const latestRow = db.prepare<[number], Row>(
    `${SELECT} WHERE a.event_seq = ? ORDER BY a.started_at DESC, a.id DESC LIMIT 1`
  )
  const listRows = db.prepare<[string, number], Row>(`${SELECT} WHERE e.id = ? ORDER BY a.id DESC LIMIT ?`)
  const pendingEvents = db.prepare<[], { event_seq: number }>(
    `SELECT DISTINCT event_seq FROM attempts WHERE outcome = 'pending'`
  )
  const failPending = db.prepare<[string]>(
    `UPDATE attempts SET outcome = 'failed', error = ? WHERE outcome = 'pending'`
  )

  const find = (id: number): Attempt | null => {
    const row = findRow.get(id)
    return row ? toAttempt(row) : null
  }
  return {
    insert(attempt: NewAttempt): number {
      const { lastInsertRowid } = insertRow.run(
        attempt.replayId,
        attempt.kind,
        attempt.eventId,
        attempt.target,
        attempt.mode,
        attempt.startedAt,
        attempt.warning,
        JSON.stringify(attempt.requestHeaders)
      )
      return Number(lastInsertRowid)
    },
    finish(id: number, result: AttemptResult): void {
      finishRow.run(
        result.outcome,
        result.status,
        result.durationMs,
        result.error,
        JSON.stringify(result.responseHeaders),
        result.responseBody,
        result.responseTruncated ? 1 : 0,
        id
      )
    },
    find,
    /** Newest first. */
    list: (eventId: string, limit: number): Attempt[] => listRows.all(eventId, limit).map(toAttempt),
    isKnown: (
      eventSeq: number,
      { startedAt, kind, target, replayId }: Pick<Attempt, 'startedAt' | 'kind' | 'target' | 'replayId'>
    ): boolean => sameRow.get(eventSeq, startedAt, kind, target, replayId) !== undefined,
    /** By its time, not by its number. */
    latest(eventSeq: number): Attempt | null {
      const row = latestRow.get(eventSeq)
      return row ? toAttempt(row) : null
    },
    /** Oldest first, from that number on. */
    from: (eventSeq: number, key: number, limit: number): { key: number; attempt: Attempt }[] =>
      nextRows.all(eventSeq, key, limit).map((row) => ({ key: row.id, attempt: toAttempt(row) })),
    /** Closes what an app that ended in between left open; returns the events it concerned. */
    failPending(error: string): number[] {
      const seqs = pendingEvents.all().map((row) => row.event_seq)
      failPending.run(error)
      return seqs
    }
  }
}

function toAttempt(row: Row): Attempt {
  return {
    id: `att_${row.id}`,
    replayId: row.replay_id,
    kind: row.kind,
    eventId: row.event_id,
    target: row.target,
    mode: row.mode,
    startedAt: row.started_at,
    outcome: row.outcome,
    status: row.status,
    durationMs: row.duration_ms,
    error: row.error,
    warning: row.warning,
    requestHeaders: JSON.parse(row.request_headers) as HeaderPair[],
    responseHeaders: JSON.parse(row.response_headers) as HeaderPair[],
    responseBody: row.response_body,
    responseTruncated: row.response_truncated === 1
  }
}
