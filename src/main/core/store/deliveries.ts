import type { Database } from 'better-sqlite3'
import type { DeliverySummary, HeaderPair, ReasonCode, Verdict } from '#shared/models.ts'
import type { RawRequest } from '../receiver/receiver.ts'
import { deliveryIdOf, rowOfDeliveryId } from './delivery-id.ts'

/** A judged request as it is handed to the store. `body` is exactly what arrived. */
export interface CapturedDelivery extends Omit<RawRequest, 'body' | 'end'> {
  /** False where only the beginning of the body is kept. */
  readonly bodyComplete: boolean
  readonly verdict: Verdict
  readonly reasonCode: ReasonCode | null
  readonly reasonMessage: string | null
  readonly status: number | null
  readonly webhookId: string | null
  readonly secretId: string | null
  /** Signed by the app's own sample secret. */
  readonly sample: boolean
}

/** A delivery without what only the core can add: its secret's summary and the explanation. */
export interface StoredDelivery extends DeliverySummary {
  readonly httpVersion: string
  readonly bodyComplete: boolean
  readonly secretId: string | null
  readonly headers: HeaderPair[]
  readonly trailers: HeaderPair[]
}

/** Candidates are read whole; together they must not fill the memory. */
const CANDIDATE_BYTES = 8_000_000

/** What it takes to judge a stored delivery again. */
export interface Candidate {
  readonly row: number
  readonly receivedAt: number
  readonly headers: HeaderPair[]
  readonly body: Uint8Array
}

interface Row {
  id: number
  received_at: number
  method: string
  target: string
  http_version: string
  remote_address: string | null
  verdict: Verdict
  reason_code: ReasonCode | null
  reason_message: string | null
  status: number | null
  body_bytes: number
  body_complete: number
  webhook_id: string | null
  claimed_type: string | null
  secret_id: string | null
  event_id: string | null
}

const SELECT = `SELECT d.*, (SELECT e.id FROM events e WHERE e.seq = d.event_seq) AS event_id FROM deliveries d`

export type DeliveryStore = ReturnType<typeof createDeliveryStore>

export function createDeliveryStore(db: Database) {
  const insertRow = db.prepare(`
    INSERT INTO deliveries (received_at, method, target, http_version, remote_address, verdict, reason_code,
      reason_message, status, body_bytes, body_complete, webhook_id, claimed_type, secret_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const insertBody = db.prepare(
    `INSERT INTO bodies (delivery_id, headers, trailers, body) VALUES (?, ?, ?, ?)`
  )
  const linkEvent = db.prepare<[number, number]>(`UPDATE deliveries SET event_seq = ? WHERE id = ?`)
  const verify = db.prepare<[string, number]>(
    `UPDATE deliveries SET verdict = 'verified', reason_code = NULL, reason_message = NULL, secret_id = ? WHERE id = ?`
  )
  const findRow = db.prepare<[number], Row & { headers: string; trailers: string }>(
    `SELECT d.*, e.id AS event_id, b.headers, b.trailers FROM deliveries d
      JOIN bodies b ON b.delivery_id = d.id LEFT JOIN events e ON e.seq = d.event_seq WHERE d.id = ?`
  )
  const summaryRow = db.prepare<[number], Row>(`${SELECT} WHERE d.id = ?`)
  const readBody = db.prepare<[number], { body: Buffer }>(`SELECT body FROM bodies WHERE delivery_id = ?`)
  const pageAll = db.prepare<[number, number], Row>(`${SELECT} WHERE d.id < ? ORDER BY d.id DESC LIMIT ?`)
  const pageVerified = db.prepare<[number, number], Row>(
    `${SELECT} WHERE d.verdict = 'verified' AND d.id < ? ORDER BY d.id DESC LIMIT ?`
  )
  const pageRejected = db.prepare<[number, number], Row>(
    `${SELECT} WHERE d.verdict = 'rejected' AND d.verdict <> 'verified' AND d.id < ? ORDER BY d.id DESC LIMIT ?`
  )
  const pageUnchecked = db.prepare<[number, number], Row>(
    `${SELECT} WHERE d.verdict = 'unchecked' AND d.verdict <> 'verified' AND d.id < ? ORDER BY d.id DESC LIMIT ?`
  )
  const pageOfEvent = db.prepare<[string, number, number], Row>(
    `SELECT d.*, e.id AS event_id FROM events e JOIN deliveries d ON d.event_seq = e.seq
      WHERE e.id = ? AND d.id < ? ORDER BY d.id DESC LIMIT ?`
  )
  const nextCandidates = db.prepare<[string, number, number], Row & { headers: string; body: Buffer }>(
    `SELECT d.*, NULL AS event_id, b.headers, b.body FROM deliveries d JOIN bodies b ON b.delivery_id = d.id
      WHERE d.verdict = ? AND d.verdict <> 'verified' AND d.id > ? AND d.body_complete = 1
        AND d.reason_code IN ('no_secret', 'invalid_secret', 'invalid_signature')
      ORDER BY d.id LIMIT ?`
  )

  return {
    /** Returns the row number. The caller links the event, in the same transaction. */
    insert(delivery: CapturedDelivery, body: Uint8Array, claimedType: string | null): number {
      const { lastInsertRowid } = insertRow.run(
        delivery.receivedAt,
        delivery.method,
        delivery.target,
        delivery.httpVersion,
        delivery.remoteAddress,
        delivery.verdict,
        delivery.reasonCode,
        delivery.reasonMessage,
        delivery.status,
        delivery.bodyBytes,
        delivery.bodyComplete ? 1 : 0,
        delivery.webhookId,
        claimedType,
        delivery.secretId
      )
      insertBody.run(
        lastInsertRowid,
        JSON.stringify(delivery.headers),
        JSON.stringify(delivery.trailers),
        body
      )
      return Number(lastInsertRowid)
    },
    linkEvent: (row: number, eventSeq: number) => void linkEvent.run(eventSeq, row),
    markVerified: (row: number, secretId: string) => void verify.run(secretId, row),
    summary(row: number): DeliverySummary | null {
      const found = summaryRow.get(row)
      return found ? toSummary(found) : null
    },
    find(id: string): StoredDelivery | null {
      const row = findRow.get(rowOfDeliveryId(id))
      if (!row) return null
      return {
        ...toSummary(row),
        httpVersion: row.http_version,
        bodyComplete: row.body_complete === 1,
        secretId: row.secret_id,
        headers: JSON.parse(row.headers) as HeaderPair[],
        trailers: JSON.parse(row.trailers) as HeaderPair[]
      }
    },
    body: (row: number): Buffer | null => readBody.get(row)?.body ?? null,
    /** Newest first, the rows before `beforeRow`. */
    page(
      filter: { verdict?: Verdict; eventId?: string },
      beforeRow: number,
      limit: number
    ): DeliverySummary[] {
      const { verdict, eventId } = filter
      if (eventId !== undefined) {
        const rows = pageOfEvent.all(eventId, beforeRow, limit)
        return rows.filter((row) => verdict === undefined || row.verdict === verdict).map(toSummary)
      }
      if (verdict === undefined) return pageAll.all(beforeRow, limit).map(toSummary)
      const statement = { verified: pageVerified, rejected: pageRejected, unchecked: pageUnchecked }[verdict]
      return statement.all(beforeRow, limit).map(toSummary)
    },
    /** Whole deliveries, oldest first, whose verdict another secret could turn. */
    candidates(verdict: 'rejected' | 'unchecked', afterRow: number, limit: number): Candidate[] {
      const found: Candidate[] = []
      let bytes = 0
      for (const row of nextCandidates.iterate(verdict, afterRow, limit)) {
        bytes += row.body.length
        found.push({
          row: row.id,
          receivedAt: row.received_at,
          headers: JSON.parse(row.headers) as HeaderPair[],
          body: row.body
        })
        if (bytes > CANDIDATE_BYTES) break
      }
      return found
    }
  }
}

/** The summary of a delivery that was just stored, without reading it back. */
export function summarize(
  delivery: CapturedDelivery,
  row: number,
  eventId: string | null,
  claimedType: string | null
): DeliverySummary {
  const { receivedAt, method, target, verdict, reasonCode, reasonMessage, status } = delivery
  return {
    id: deliveryIdOf(row),
    receivedAt,
    method,
    target,
    verdict,
    reason: toReason(reasonCode, reasonMessage),
    status,
    bodyBytes: delivery.bodyBytes,
    webhookId: delivery.webhookId,
    eventId,
    claimedType,
    remoteAddress: delivery.remoteAddress
  }
}

const toReason = (code: ReasonCode | null, message: string | null): DeliverySummary['reason'] =>
  code === null ? null : { code, message: message ?? code }

function toSummary(row: Row): DeliverySummary {
  return {
    id: deliveryIdOf(row.id),
    receivedAt: row.received_at,
    method: row.method,
    target: row.target,
    verdict: row.verdict,
    reason:
      row.reason_code === null
        ? null
        : { code: row.reason_code, message: row.reason_message ?? row.reason_code },
    status: row.status,
    bodyBytes: row.body_bytes,
    webhookId: row.webhook_id,
    eventId: row.event_id,
    claimedType: row.claimed_type,
    remoteAddress: row.remote_address
  }
}
