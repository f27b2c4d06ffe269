import type { Database } from 'better-sqlite3'
import type { Attempt, HeaderPair } from '#shared/models.ts'

export type NewAttempt = Pick<
  Attempt,
  'replayId' | 'kind' | 'eventId' | 'target' | 'mode' | 'startedAt' | 'requestHeaders' | 'warning'
> & {
  readonly variantId?: string | null
  /** The body as sent, where it is not the event's own. */
  readonly requestBody?: string | null
  readonly edited?: boolean
}
export type AttemptResult = Pick<
  Attempt,
  'outcome' | 'status' | 'durationMs' | 'error' | 'responseHeaders' | 'responseBody' | 'responseTruncated'
> &
  Partial<Pick<Attempt, 'connectMs' | 'firstByteMs'>>

interface Row {
  id: number
  replay_id: string | null
  kind: Attempt['kind']
  event_seq: number
  event_id: string
  target: string
  mode: Attempt['mode']
  started_at: number
  outcome: Attempt['outcome']
  status: number | null
  duration_ms: number | null
  error: string | null
  warning: string | null
  variant_id: string | null
  edited: number
  connect_ms: number | null
  first_byte_ms: number | null
  request_headers: string
  request_body: string | null
  response_headers: string
  response_body: string | null
  response_truncated: number
}

const SELECT = `SELECT a.*, (SELECT e.id FROM events e WHERE e.seq = a.event_seq) AS event_id FROM attempts a`

/** The statements that lists of attempts are read with. */
export const ATTEMPT_READS = {
  ofReplay: `${SELECT} WHERE a.replay_id = @replayId AND a.id > @key ORDER BY a.id LIMIT @limit`,
  notAccepted: `${SELECT} WHERE a.replay_id = @replayId AND a.id > @key
    AND (a.status IS NULL OR a.outcome <> 'answered' OR a.status NOT BETWEEN 200 AND 299)
    ORDER BY a.id LIMIT @limit`,
  previous: `${SELECT} WHERE a.event_seq = @eventSeq AND a.id < @key AND a.target = @target
    AND a.outcome <> 'pending' ORDER BY a.id DESC LIMIT 1`
} as const

/** Forwards of which nothing has left, unless the event has been sent to that target since or is deleted. */
const UNSENT = `a.unsent = 1
    AND NOT EXISTS (SELECT 1 FROM attempts b
      WHERE b.event_seq = a.event_seq AND b.target = a.target AND b.id > a.id)
    AND EXISTS (SELECT 1 FROM events e WHERE e.seq = a.event_seq AND e.deletion IS NULL)`

export type AttemptStore = ReturnType<typeof createAttemptStore>

export function createAttemptStore(db: Database) {
  const insertRow = db.prepare(`
    INSERT INTO attempts (event_seq, replay_id, kind, target, mode, started_at, warning, request_headers, variant_id,
      request_body, edited, outcome, response_headers, response_truncated)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', '[]', 0)`)
  const insertEnded = db.prepare(`
    INSERT INTO attempts (event_seq, replay_id, kind, target, mode, started_at, warning, request_headers, variant_id,
      request_body, edited, outcome, status, duration_ms, error, response_headers, response_body,
      response_truncated, connect_ms, first_byte_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const beginRow = db.prepare(`
    UPDATE attempts SET mode = ?, started_at = ?, warning = ?, request_headers = ?, request_body = ?,
      outcome = 'pending', error = NULL WHERE id = ? AND request_headers = '[]' AND status IS NULL`)
  const finishRow = db.prepare(`
    UPDATE attempts SET outcome = ?, status = ?, duration_ms = ?, error = ?, response_headers = ?, response_body = ?,
      response_truncated = ?, connect_ms = ?, first_byte_ms = ? WHERE id = ?`)
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
  const listRows = db.prepare<[string, number], Row>(
    `${SELECT} WHERE a.event_seq = (SELECT seq FROM events WHERE id = ?) ORDER BY a.id DESC LIMIT ?`
  )
  const ofReplay = {
    all: db.prepare<[object], Row>(ATTEMPT_READS.ofReplay),
    notAccepted: db.prepare<[object], Row>(ATTEMPT_READS.notAccepted)
  }
  const previousRow = db.prepare<[object], Row>(ATTEMPT_READS.previous)
  const recentTargets = db
    .prepare<[number, number], string>(
      `SELECT target FROM (SELECT id, target FROM attempts ORDER BY id DESC LIMIT ?)
        GROUP BY target ORDER BY max(id) DESC LIMIT ?`
    )
    .pluck()
  const failPending = db
    .prepare<[{ waiting: string; begun: string; replayId: string | null }], number>(
      `UPDATE attempts SET outcome = 'failed',
        error = CASE WHEN kind = 'forward' AND request_headers = '[]' THEN @waiting ELSE @begun END,
        unsent = CASE WHEN kind = 'forward' AND request_headers = '[]' THEN 1 ELSE 0 END
        WHERE outcome = 'pending' AND CASE
        WHEN @replayId IS NOT NULL THEN replay_id = @replayId
        ELSE replay_id IS NULL OR replay_id NOT IN (SELECT id FROM replays WHERE state = 'running') END
        RETURNING event_seq`
    )
    .pluck()

  const countUnsent = db.prepare<[], { readonly target: string; readonly count: number }>(
    `SELECT a.target, count(*) AS count FROM attempts a WHERE ${UNSENT} GROUP BY a.target`
  )
  const unsentTo = db.prepare<[string, number, number], { readonly id: number; readonly seq: number }>(
    `SELECT a.id, a.event_seq AS seq FROM attempts a WHERE a.target = ? AND a.id < ? AND ${UNSENT}
      ORDER BY a.id DESC LIMIT ?`
  )
  const leaveUnsent = db.prepare<[string]>(`UPDATE attempts SET unsent = 0 WHERE unsent = 1 AND target = ?`)

  const find = (id: number): Attempt | null => {
    const row = findRow.get(id)
    return row ? toAttempt(row) : null
  }
  return {
    insert(eventSeq: number, begun: ColumnValues): number {
      return Number(insertRow.run(eventSeq, ...begun).lastInsertRowid)
    },
    /** One that was stored while it waited, also where the store has started anew since. False where it is gone. */
    begin: (id: number, { mode, startedAt, warning, requestHeaders, requestBody }: NewAttempt): boolean =>
      beginRow.run(mode, startedAt, warning, JSON.stringify(requestHeaders), requestBody ?? null, id)
        .changes > 0,
    /** One that has ended already. */
    insertEnded(eventSeq: number, begun: ColumnValues, ended: ColumnValues): number {
      return Number(insertEnded.run(eventSeq, ...begun, ...ended).lastInsertRowid)
    },
    finish: (id: number, ended: ColumnValues): void => void finishRow.run(...ended, id),
    find,
    /** The body as sent where it was not the event's own; null where it was. */
    requestBody: (id: number): string | null => findRow.get(id)?.request_body ?? null,
    /** The attempt before it of the same event to the same target. */
    previous(id: number): Attempt | null {
      const from = findRow.get(id)
      const row = from && previousRow.get({ key: id, eventSeq: from.event_seq, target: from.target })
      return row ? toAttempt(row) : null
    },
    /** Newest first. */
    list: (eventId: string, limit: number): Attempt[] => listRows.all(eventId, limit).map(toAttempt),
    /** In the order of sending, after that number. */
    ofReplay: (only: 'all' | 'notAccepted', replayId: string, key: number, limit: number): Attempt[] =>
      ofReplay[only].all({ replayId, key, limit }).map(toAttempt),
    /** The targets of the latest attempts, each once, latest first. */
    recentTargets: (among: number, limit: number): string[] => recentTargets.all(among, limit),
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
    from: (
      eventSeq: number,
      key: number,
      limit: number
    ): { key: number; attempt: Attempt; requestBody: string | null }[] =>
      nextRows
        .all(eventSeq, key, limit)
        .map((row) => ({ key: row.id, attempt: toAttempt(row), requestBody: row.request_body })),
    /** By target, how many forwards still waited as the app ended. */
    unsent: () => countUnsent.all(),
    /** Those to one target, latest first, before that number. */
    unsentTo: (target: string, before: number, limit: number) => unsentTo.all(target, before, limit),
    /** They are sent now, or nobody wants them any more. */
    leaveUnsent: (target: string): void => void leaveUnsent.run(target),
    /**
     * Closes what nobody waits for any more, of one replay or of everything but those that run; returns the events
     * it concerned.
     */
    failPending: (
      errors: { readonly waiting: string; readonly begun: string },
      replayId: string | null
    ): ReadonlySet<number> => new Set(failPending.all({ ...errors, replayId }))
  }
}

/** What a statement takes, made where there is time for it: values cross between threads at a third of the cost. */
export type ColumnValues = readonly (string | number | null)[]

export const begunValues = (attempt: NewAttempt): ColumnValues => [
  attempt.replayId,
  attempt.kind,
  attempt.target,
  attempt.mode,
  attempt.startedAt,
  attempt.warning,
  JSON.stringify(attempt.requestHeaders),
  attempt.variantId ?? null,
  attempt.requestBody ?? null,
  attempt.edited ? 1 : 0
]
export const endedValues = (result: AttemptResult): ColumnValues => [
  result.outcome,
  result.status,
  result.durationMs,
  result.error,
  JSON.stringify(result.responseHeaders),
  result.responseBody,
  result.responseTruncated ? 1 : 0,
  result.connectMs ?? null,
  result.firstByteMs ?? null
]

/** Attempt ids on the wire are `att_` and the row number. */
export const attemptIdOf = (key: number): string => `att_${key}`
export const keyOfAttemptId = (id: string): number => Number(/^att_(\d{1,15})$/.exec(id)?.[1] ?? 0)

function toAttempt(row: Row): Attempt {
  return {
    id: attemptIdOf(row.id),
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
    variantId: row.variant_id,
    edited: row.edited === 1,
    connectMs: row.connect_ms,
    firstByteMs: row.first_byte_ms,
    requestHeaders: JSON.parse(row.request_headers) as HeaderPair[],
    responseHeaders: JSON.parse(row.response_headers) as HeaderPair[],
    responseBody: row.response_body,
    responseTruncated: row.response_truncated === 1
  }
}
