import { statSync } from 'node:fs'
import type { Body, DeliverySummary, EventSummary, Verdict } from '#shared/models.ts'
import { AppError } from '#shared/errors.ts'
import { diffBodies, type Diff } from '../events/diff-bodies.ts'
import { describeEvent, NO_FACTS, type EventFacts } from '../events/describe-event.ts'
import { parseEventQuery } from '../events/event-query.ts'
import { createAttemptStore, type AttemptResult, type NewAttempt } from './attempts.ts'
import { readBodyRange } from './body-range.ts'
import { createCounterStore, type CounterName } from './counters.ts'
import { createDeliveryStore, summarize, type CapturedDelivery, type StoredDelivery } from './deliveries.ts'
import { deliveryIdOf, rowOfDeliveryId } from './delivery-id.ts'
import { createEventStore, type EventCursor, type StoredEvent } from './events.ts'
import type { OpenStore } from './open.ts'
import { createSecretStore, type SealedSecret } from './secrets.ts'
import { createSettingStore } from './settings.ts'

/** What changed in one commit, for the announcements. */
export interface StoreChange {
  readonly seq: number
  /** True when more events changed than are listed: an organisation's name shows in many rows. */
  readonly isWide: boolean
  readonly events: EventSummary[]
  readonly deliveries: DeliverySummary[]
}

/** A verified delivery's event, once per event id: `created` is false for a repeated delivery. */
export interface Recorded {
  readonly delivery: DeliverySummary
  readonly created: boolean
}

/** What a transaction has changed, for `publish`. */
interface Touched {
  readonly eventSeqs: Set<number>
  isWide: boolean
}
const nothingTouched = (): Touched => ({ eventSeqs: new Set(), isWide: false })

/** Bodies above this are not parsed just to name the type that an unverified delivery claims. */
const LARGEST_CLAIM_BYTES = 1_000_000
const NEWEST: EventCursor = { firstSeenAt: Number.MAX_SAFE_INTEGER, seq: Number.MAX_SAFE_INTEGER }
const ATTEMPTS_SHOWN = 500
/** Two bodies of this size are compared within a few milliseconds. */
const LARGEST_DIFF_BYTES = 200_000

export type StoreOperations = ReturnType<typeof createOperations>

/**
 * Everything the store worker can be asked, on one connection. Each method is synchronous and, where it
 * writes, one transaction. `onChange` fires after the commit.
 */
export function createOperations({ db, file }: OpenStore, onChange: (change: StoreChange) => void) {
  const deliveries = createDeliveryStore(db)
  const events = createEventStore(db)
  const attempts = createAttemptStore(db)
  const secrets = createSecretStore(db)
  const settings = createSettingStore(db)
  const counters = createCounterStore(db)
  /** Orders changes against snapshots, within one run of the app. */
  let seq = 0

  const publish = ({ eventSeqs, isWide }: Touched, changed: DeliverySummary[]) => {
    seq++
    const changedEvents = [...eventSeqs].flatMap((id) => events.findBySeq(id)?.summary ?? [])
    onChange({ seq, isWide, events: changedEvents, deliveries: changed })
  }
  const eventOrThrow = (id: string): StoredEvent => {
    const event = events.find(id)
    if (!event) throw new AppError('not_found', `There is no event ${id}.`)
    return event
  }
  const bodyOrThrow = (row: number): Buffer => {
    const body = deliveries.body(row)
    if (!body) throw new AppError('not_found', `There is no delivery ${deliveryIdOf(row)}.`)
    return body
  }
  /** Makes (or finds) the event of a verified delivery and links the two. Inside the caller's transaction. */
  const recordEvent = (
    facts: EventFacts,
    webhookId: string | null,
    delivery: { row: number; receivedAt: number; bodyBytes: number; sample: boolean },
    touched: Touched
  ) => {
    const id = facts.id ?? webhookId ?? deliveryIdOf(delivery.row)
    const event = events.record(id, facts, delivery)
    deliveries.linkEvent(delivery.row, event.seq)
    touched.eventSeqs.add(event.seq)
    const { organizationId, organizationName } = facts
    if (organizationId !== null && organizationName !== null) {
      touched.isWide = events.nameOrganization(organizationId, organizationName) || touched.isWide
    }
    return { ...event, id }
  }

  const captureAll = db.transaction(
    (batch: readonly { delivery: CapturedDelivery; body: Uint8Array }[], touched: Touched): Recorded[] => {
      const totals: Record<CounterName, number> = { events: 0, verified: 0, rejected: 0, unchecked: 0 }
      const recorded = batch.map(({ delivery, body }) => {
        totals[delivery.verdict]++
        const isVerified = delivery.verdict === 'verified'
        const facts = isVerified || body.byteLength <= LARGEST_CLAIM_BYTES ? describeEvent(body) : NO_FACTS
        const row = deliveries.insert(delivery, body, facts.type)
        if (!isVerified) return { delivery: summarize(delivery, row, null, facts.type), created: false }
        const event = recordEvent(facts, delivery.webhookId, { ...delivery, row }, touched)
        if (event.created) totals.events++
        return { delivery: summarize(delivery, row, event.id, facts.type), created: event.created }
      })
      counters.add(totals)
      return recorded
    }
  )

  const promoteAll = db.transaction(
    (found: readonly { row: number; secretId: string; webhookId: string | null }[], touched: Touched) => {
      const rows: number[] = []
      for (const { row, secretId, webhookId } of found) {
        const before = deliveries.summary(row)
        if (!before || before.verdict === 'verified') continue
        deliveries.markVerified(row, secretId)
        const { receivedAt, bodyBytes } = before
        const delivery = { row, receivedAt, bodyBytes, sample: false }
        const event = recordEvent(describeEvent(bodyOrThrow(row)), webhookId, delivery, touched)
        rows.push(row)
        const totals = { events: event.created ? 1 : 0, verified: 1, rejected: 0, unchecked: 0 }
        totals[before.verdict] = -1
        counters.add(totals)
      }
      return rows
    }
  )

  return {
    /** Stores a batch in one transaction, in order; when it returns, all of it is on disk. */
    capture(batch: readonly { delivery: CapturedDelivery; body: Uint8Array }[]): Recorded[] {
      const touched = nothingTouched()
      const recorded = captureAll(batch, touched)
      publish(
        touched,
        recorded.map((one) => one.delivery)
      )
      return recorded
    },

    candidates: (input: { verdict: 'rejected' | 'unchecked'; afterRow: number; limit: number }) =>
      deliveries.candidates(input.verdict, input.afterRow, input.limit),
    /** Turns deliveries that a secret explains into verified ones with their events. Returns how many. */
    promote(found: readonly { row: number; secretId: string; webhookId: string | null }[]): number {
      const touched = nothingTouched()
      const rows = promoteAll(found, touched)
      publish(
        touched,
        rows.flatMap((row) => deliveries.summary(row) ?? [])
      )
      return rows.length
    },

    /** May find fewer than `limit` before the end: as long as there is a `next`, go on there. */
    listEvents(input: { query?: string | undefined; before?: string | undefined; limit: number }) {
      const filter = parseEventQuery(input.query ?? '')
      const before = input.before === undefined ? NEWEST : readCursor(input.before)
      const { found, next } = events.page(filter, before, input.limit)
      return {
        seq,
        rows: found.map((event) => event.summary),
        next: next && `${next.firstSeenAt}.${next.seq}`
      }
    },
    getEvent(id: string): { summary: EventSummary; delivery: StoredDelivery; previousId: string | null } {
      const event = eventOrThrow(id)
      const delivery = deliveries.find(deliveryIdOf(event.deliveryRow))
      if (!delivery) throw new AppError('not_found', `The first delivery of ${id} is no longer stored.`)
      return { summary: event.summary, delivery, previousId: events.previous(event)?.summary.id ?? null }
    },
    eventBody: (input: { id: string; offset: number; length?: number | undefined }): Body =>
      readBodyRange(input.id, bodyOrThrow(eventOrThrow(input.id).deliveryRow), input.offset, input.length),
    history(input: { id: string; limit: number }): { rows: EventSummary[]; previousId: string | null } {
      const event = eventOrThrow(input.id)
      const { entityId } = event.summary
      const rows = entityId === null ? [event] : events.history(entityId, input.limit)
      return { rows: rows.map((row) => row.summary), previousId: events.previous(event)?.summary.id ?? null }
    },
    /** What changed, or the two bodies where finding out would hold up the writer. */
    diffOrBodies(input: {
      from: string
      to: string
    }): Diff | { readonly from: Uint8Array; readonly to: Uint8Array } {
      const [from, to] = [eventOrThrow(input.from), eventOrThrow(input.to)]
      const bodies = { from: bodyOrThrow(from.deliveryRow), to: bodyOrThrow(to.deliveryRow) }
      return bodies.from.length + bodies.to.length > LARGEST_DIFF_BYTES
        ? bodies
        : diffBodies(bodies.from, bodies.to)
    },

    listDeliveries(input: {
      verdict?: Verdict | undefined
      eventId?: string | undefined
      before?: string | undefined
      limit: number
    }) {
      const { verdict, eventId, before, limit } = input
      const filter = { ...(verdict && { verdict }), ...(eventId !== undefined && { eventId }) }
      const rows = deliveries.page(
        filter,
        before === undefined ? Number.MAX_SAFE_INTEGER : readRow(before),
        limit
      )
      const last = rows.length === limit ? rows.at(-1) : undefined
      return { seq, rows, next: last ? String(rowOfDeliveryId(last.id)) : null }
    },
    getDelivery(id: string): StoredDelivery {
      const delivery = deliveries.find(id)
      if (!delivery) throw new AppError('not_found', `There is no delivery ${id}.`)
      return delivery
    },
    deliveryBody: (input: { id: string; offset: number; length?: number | undefined }): Body =>
      readBodyRange(input.id, bodyOrThrow(rowOfDeliveryId(input.id)), input.offset, input.length),

    /** What a replay or forward sends: the first delivery of the event, whole. */
    eventRequest(id: string): { summary: EventSummary; delivery: StoredDelivery; body: Uint8Array } {
      const { summary, deliveryRow } = eventOrThrow(id)
      const delivery = deliveries.find(deliveryIdOf(deliveryRow))
      if (!delivery) throw new AppError('not_found', `The first delivery of ${id} is no longer stored.`)
      return { summary, delivery, body: bodyOrThrow(deliveryRow) }
    },
    startAttempt(attempt: NewAttempt) {
      const { seq: eventSeq } = eventOrThrow(attempt.eventId)
      const id = db.transaction(() => {
        events.setLastAttempt(eventSeq, { kind: attempt.kind, outcome: 'pending', status: null })
        return attempts.insert(attempt)
      })()
      publish({ eventSeqs: new Set([eventSeq]), isWide: false }, [])
      return { id, attempt: attempts.find(id) }
    },
    finishAttempt(input: { id: number; result: AttemptResult }) {
      const pending = attempts.find(input.id)
      const event = pending && events.find(pending.eventId)
      if (!pending || !event) return null // The event was deleted meanwhile; so was the attempt.
      db.transaction(() => {
        attempts.finish(input.id, input.result)
        events.setLastAttempt(event.seq, { kind: pending.kind, ...input.result })
      })()
      publish({ eventSeqs: new Set([event.seq]), isWide: false }, [])
      return attempts.find(input.id)
    },
    listAttempts: (eventId: string) => attempts.list(eventOrThrow(eventId).summary.id, ATTEMPTS_SHOWN),
    /** For the start: attempts whose answer nobody waits for any more. */
    failPendingAttempts(): void {
      db.transaction(() => {
        for (const eventSeq of attempts.failPending('The app ended before an answer came.')) {
          const event = events.findBySeq(eventSeq)
          const kind = event?.summary.lastAttempt?.kind
          if (kind) events.setLastAttempt(eventSeq, { kind, outcome: 'failed', status: null })
        }
      })()
    },

    listSecrets: () => secrets.list(),
    insertSecret: (secret: SealedSecret) => secrets.insert(secret),
    removeSecret: (id: string) => secrets.remove(id),

    allSettings: () => settings.all(),
    setSettings: (values: Readonly<Record<string, unknown>>) => settings.set(values),

    stats: () => ({ seq, ...counters.all(), databaseBytes: sizeOf(file) + sizeOf(`${file}-wal`) }),

    /** Moves the write-ahead log into the database as far as no reader needs it. For quiet moments. */
    checkpoint: (): void => void db.pragma('wal_checkpoint(PASSIVE)')
  }
}

function readCursor(before: string): EventCursor {
  const [, firstSeenAt, seq] = /^(\d{1,16})\.(\d{1,16})$/.exec(before) ?? []
  if (firstSeenAt === undefined || seq === undefined) {
    throw new AppError('invalid_input', '`before` must be the `next` of an earlier page.')
  }
  return { firstSeenAt: Number(firstSeenAt), seq: Number(seq) }
}

function readRow(before: string): number {
  if (!/^\d{1,15}$/.test(before))
    throw new AppError('invalid_input', '`before` must be the `next` of an earlier page.')
  return Number(before)
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
