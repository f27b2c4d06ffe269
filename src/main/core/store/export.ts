import { isUtf8 } from 'node:buffer'
import { AppError } from '#shared/errors.ts'
import { targetOf } from '#shared/query/query.ts'
import {
  isSecretHeader,
  redactHeaders,
  redactTarget,
  type DeliveryLine,
  type Line
} from '../transfer/line.ts'
import type { StoreContext } from './context.ts'
import { SELECT_DELIVERY, toDeliverySummary, type DeliveryRow } from './deliveries.ts'
import { rowOfDeliveryId } from './delivery-id.ts'
import { createDeliveryList } from './delivery-list.ts'
import { createEndpointStore } from './endpoints.ts'
import { createEventList } from './event-list.ts'
import type { EventRow } from './event-row.ts'
import { readQuery } from './list-input.ts'
import type { TextIndex } from './text-index.ts'

/** What one step writes at most, because a delivery may have to wait for it. A line alone may be larger. */
const LINES_A_STEP = 200
const BYTES_A_STEP = 250_000
/** Rows that are read at once. */
const ROWS_AT_ONCE = 100
const ATTEMPTS_AT_ONCE = 10
/** Up to this length people may want to read a body, whatever it is full of. */
const READ_AT_MOST = 10_000

/** Statements that read what is written out, oldest first. */
export const EXPORTED = {
  deliveries: `${SELECT_DELIVERY} WHERE d.id > ? AND d.deletion IS NULL ORDER BY d.id LIMIT ?`,
  repeated: `${SELECT_DELIVERY} WHERE d.event_seq = ? AND d.event_seq <> d.id AND d.id > ? ORDER BY d.id LIMIT ?`,
  lastRepeated: `SELECT max(id) FROM deliveries WHERE event_seq = ? AND event_seq <> id`,
  event: `SELECT id, sample, starred, note, attempt_outcome FROM events WHERE seq = ? AND deletion IS NULL`
} as const

type ExportedEvent = Pick<EventRow, 'id' | 'sample' | 'starred' | 'note' | 'attempt_outcome'>

export interface ExportStep {
  /** Whole lines. */
  readonly text: string
  readonly bytes: number
  readonly deliveries: number
  /** Where to go on; null at the end. */
  readonly next: string | null
  /** There was a line that did not fit. */
  readonly isFull: boolean
}

/** A line with the place after it. Null where many rows were passed over, so that a step can end there. */
interface Placed {
  readonly line: Line | null
  readonly after: string
}

/**
 * Writes deliveries out line by line, with nothing to remember between two steps: a place in the export is a
 * text of row numbers. After the last delivery of an event come the event's own lines, its mark (part 1) and
 * its attempts (part 1 + the number of each), so that a reader knows the event by then.
 */
export function createExport(
  store: StoreContext,
  text: TextIndex,
  endpointNames: () => ReadonlyMap<string, string>
) {
  const { db, events, deliveries, attempts } = store
  const eventList = createEventList(store, text, endpointNames)
  const deliveryList = createDeliveryList(store, text, endpointNames)
  const endpoints = createEndpointStore(db)
  const nextRows = db.prepare<[number, number], DeliveryRow>(EXPORTED.deliveries)
  const nextRepeated = db.prepare<[number, number, number], DeliveryRow>(EXPORTED.repeated)
  const lastRepeated = db.prepare<[number], number | null>(EXPORTED.lastRepeated).pluck()
  const findEvent = db.prepare<[number], ExportedEvent>(EXPORTED.event)

  const lineOf = (row: DeliveryRow): DeliveryLine => {
    const { headers, trailers, body } = store.arrivedOrThrow(row.id)
    const summary = toDeliverySummary(row)
    const endpoint = endpoints.find(row.endpoint)
    const isRedacted =
      [...headers, ...trailers].some(isSecretHeader) || redactTarget(summary.target) !== summary.target
    const event = row.event_seq === null ? null : findEvent.get(row.event_seq)
    return {
      id: summary.id,
      kind: summary.kind,
      receivedAt: summary.receivedAt,
      method: summary.method,
      target: redactTarget(summary.target),
      httpVersion: row.http_version,
      remoteAddress: summary.remoteAddress,
      headers: redactHeaders(headers),
      trailers: redactHeaders(trailers),
      ...(isRedacted && { redacted: true }),
      ...printBody(body),
      bodyBytes: summary.bodyBytes,
      bodyComplete: row.body_complete === 1,
      verdict: summary.verdict,
      reason: summary.reason,
      status: summary.status,
      webhookId: summary.webhookId,
      triggerPoint: summary.triggerPoint,
      decision: summary.decision,
      sample: event?.sample === 1,
      endpoint: endpoint && { name: endpoint.name, path: endpoint.path }
    }
  }
  function* linesOfEvent(seq: number, part: number, placeOf: (part: number) => string): Generator<Placed> {
    const event = findEvent.get(seq)
    if (!event) return
    const { id, note } = event
    const starred = event.starred === 1
    if (part < 1 && (starred || note !== null)) {
      yield { line: { event: id, starred, note }, after: placeOf(1) }
    }
    if (event.attempt_outcome === null) return
    for (let from = part; ;) {
      const found = attempts.from(seq, from, ATTEMPTS_AT_ONCE)
      for (const { key, attempt, requestBody } of found) {
        const requestHeaders = redactHeaders(attempt.requestHeaders)
        const responseHeaders = redactHeaders(attempt.responseHeaders)
        from = key + 1
        const target = redactTarget(attempt.target)
        yield {
          line: {
            attempt: { ...attempt, target, requestHeaders, responseHeaders },
            ...(requestBody !== null && { requestBody })
          },
          after: placeOf(from)
        }
      }
      if (found.length < ATTEMPTS_AT_ONCE) return
    }
  }

  /** All deliveries, oldest first. Places are `<delivery>.<part>`. */
  function* everything(after: string | undefined): Generator<Placed> {
    function* afterDelivery({ id, event_seq: seq }: DeliveryRow, part: number): Generator<Placed> {
      if (seq === null || (lastRepeated.get(seq) ?? seq) !== id) return
      yield* linesOfEvent(seq, part, (next) => `${id}.${next}`)
    }
    const [last, part] = readPlace(after ?? '0.0', 2)
    const begun = deliveries.row(last)
    if (begun) yield* afterDelivery(begun, part)
    for (let row = last; ;) {
      const found = nextRows.all(row, ROWS_AT_ONCE)
      for (const delivery of found) {
        row = delivery.id
        yield { line: lineOf(delivery), after: `${row}.0` }
        yield* afterDelivery(delivery, 0)
      }
      if (found.length < ROWS_AT_ONCE) return
    }
  }

  /** The events that a filter finds, newest first. Places are `<event>.<delivery>.<part>`. */
  function* matchingEvents(query: string, after: string | undefined): Generator<Placed> {
    function* eventFrom(seq: number, last: number, part: number): Generator<Placed> {
      const first = last < seq ? deliveries.row(seq) : null
      if (first) yield { line: lineOf(first), after: `${seq}.${seq}.0` }
      for (let row = Math.max(last, seq); part === 0;) {
        const found = nextRepeated.all(seq, row, ROWS_AT_ONCE)
        for (const delivery of found) {
          row = delivery.id
          yield { line: lineOf(delivery), after: `${seq}.${row}.0` }
        }
        if (found.length < ROWS_AT_ONCE) break
      }
      yield* linesOfEvent(seq, part, (next) => `${seq}.${seq}.${next}`)
    }
    const begun = after === undefined ? null : readPlace(after, 3)
    if (begun && events.findBySeq(begun[0])) yield* eventFrom(...begun)
    for (let before = begun ? String(begun[0]) : undefined; ;) {
      const page = eventList.page({ query, before, limit: ROWS_AT_ONCE })
      for (const { id } of page.rows) {
        const seq = events.find(id)?.seq
        if (seq !== undefined) yield* eventFrom(seq, 0, 0)
      }
      if (page.next === null) return
      before = page.next
      yield { line: null, after: `${before}.${before}.${Number.MAX_SAFE_INTEGER}` }
    }
  }

  /** The deliveries without an event that a filter finds, newest first. Places are `<delivery>`. */
  function* matchingDeliveries(query: string, after: string | undefined): Generator<Placed> {
    for (let before = after; ;) {
      const page = deliveryList.page({ query }, { before }, ROWS_AT_ONCE)
      for (const { id } of page.rows) {
        const row = deliveries.row(rowOfDeliveryId(id))
        if (row) yield { line: lineOf(row), after: String(row.id) }
      }
      if (page.next === null) return
      before = page.next
      yield { line: null, after: before }
    }
  }
  const linesAfter = (query: string | undefined, after: string | undefined): Generator<Placed> => {
    const filter = readQuery(query)
    if (query === undefined || filter.terms.length === 0) return everything(after)
    return targetOf(filter) === 'events' ? matchingEvents(query, after) : matchingDeliveries(query, after)
  }

  return {
    /** The next lines, a step at a time. Writes no more than `maxBytes`, but at least one line if it must. */
    exportSome(input: {
      query?: string | undefined
      after?: string | undefined
      maxBytes: number
      atLeastOne: boolean
    }): ExportStep {
      let [written, bytes, lines, count] = ['', 0, 0, 0]
      let next = input.after ?? null
      const stop = (isFull: boolean): ExportStep => ({
        text: written,
        bytes,
        deliveries: count,
        next,
        isFull
      })
      for (const { line, after } of linesAfter(input.query, input.after)) {
        if (line !== null) {
          const printed = `${JSON.stringify(line)}\n`
          const size = Buffer.byteLength(printed)
          if (bytes + size > input.maxBytes && (lines > 0 || !input.atLeastOne)) return stop(true)
          written += printed
          bytes += size
          lines++
          if ('receivedAt' in line) count++
        }
        next = after
        if (line === null || lines === LINES_A_STEP || bytes >= BYTES_A_STEP) return stop(false)
      }
      next = null
      return stop(false)
    }
  }
}

/** Reads a place that an earlier step gave out. */
function readPlace<N extends 2 | 3>(
  place: string,
  parts: N
): N extends 2 ? [number, number] : [number, number, number] {
  const numbers = /^\d{1,16}(\.\d{1,16})+$/.test(place) ? place.split('.').map(Number) : []
  if (numbers.length !== parts) {
    throw new AppError('invalid_input', '`after` must be the `next` of an earlier piece of the same export.')
  }
  return numbers as never
}

/** As text unless it is not UTF-8, or so full of characters to escape that base64 is shorter. */
function printBody(body: Buffer): Pick<DeliveryLine, 'body' | 'bodyBase64'> {
  const isText = isUtf8(body) && lengthAsJson(body) <= Math.max(READ_AT_MOST, (body.length * 4) / 3)
  return isText ? { body: body.toString() } : { bodyBase64: body.toString('base64') }
}

/** Bytes of a text once it stands in JSON. Counted, because the longest could not be made. */
function lengthAsJson(body: Buffer): number {
  let length = body.length
  for (const byte of body) {
    if (byte === QUOTE || byte === BACKSLASH) length++
    else if (byte < SPACE) length += SHORT_ESCAPES.includes(byte) ? 1 : 5
  }
  return length
}
const [QUOTE, BACKSLASH, SPACE] = [0x22, 0x5c, 0x20]
/** \b \t \n \f \r */
const SHORT_ESCAPES = [8, 9, 10, 12, 13]
