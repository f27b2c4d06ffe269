import type { DeliveryKind, DeliverySummary } from '#shared/models.ts'
import { describeEvent, NO_FACTS, type EventFacts } from '../events/describe-event.ts'
import { shownBody } from './shown-body.ts'
import type { StoreContext } from './context.ts'
import { countDelivery, countRow, summarize, toDeliverySummary, type CapturedDelivery } from './deliveries.ts'
import { createDeletionStore } from './deletions.ts'
import { deliveryIdOf } from './delivery-id.ts'
import type { EventDelivery, RecordedEvent } from './events.ts'
import type { Changes } from './context.ts'
import type { Study } from './study.ts'
import type { Tally } from './tally.ts'
import { nextTimeKey, timeKey, USUALLY_AHEAD } from './time-key.ts'

/** A stored delivery; `created` is false for a repeated delivery of a known event, and for one without an event. */
export interface Recorded {
  readonly delivery: DeliverySummary
  readonly created: boolean
}

/** A stored delivery that a secret explains after all. */
export interface Explained {
  readonly row: number
  readonly secretId: string
  readonly webhookId: string | null
}

/** Bodies above this are not parsed just to name the type that an unverified delivery claims. */
const LARGEST_CLAIM_BYTES = 1_000_000

/** Storing what arrived, and turning it into events once it is verified. */
export function createCaptureOperations(store: StoreContext, study: Study) {
  const { deliveries, events, dictionary, bodies, tally: totals } = store
  const deletions = createDeletionStore(store)
  let newest = deliveries.newest()
  /** Searches by time must know how far row numbers are from their times at most. */
  const noteAhead = (by: number) => {
    if (by > USUALLY_AHEAD && by > totals.markOf('ahead')) totals.mark('ahead', by)
  }

  /** Makes or finds the event of a verified delivery. Inside the caller's transaction. */
  const recordEvent = (
    facts: EventFacts,
    webhookId: string | null,
    delivery: EventDelivery,
    changes: Changes,
    tally: Tally
  ): RecordedEvent & { readonly id: string } => {
    const id = facts.id ?? webhookId ?? deliveryIdOf(delivery.row)
    // What still arrives is wanted: its event comes back whole, with the deliveries it had.
    const hidden = deletions.hiddenEvent(id)
    if (hidden) deletions.restoreEvent(hidden, changes, tally)
    const event = events.record(id, facts, delivery, tally)
    changes.eventSeqs.add(event.seq)
    const { organizationId, organizationName } = facts
    if (organizationId !== null && organizationName !== null) {
      changes.isWide = dictionary.nameOrganization(organizationId, organizationName) || changes.isWide
    }
    return { ...event, id }
  }
  const captureOne = (
    delivery: CapturedDelivery,
    body: Uint8Array,
    row: number,
    changes: Changes,
    tally: Tally
  ): Recorded => {
    newest = Math.max(newest, row)
    noteAhead(row - timeKey(delivery.receivedAt))
    const isEvent = delivery.verdict === 'verified' && delivery.kind === 'webhook'
    const facts =
      isEvent || body.byteLength <= LARGEST_CLAIM_BYTES
        ? describeEvent(shownBody(delivery.headers, body))
        : NO_FACTS
    const { sample, endpoint, receivedAt } = delivery
    const event = isEvent
      ? recordEvent(facts, delivery.webhookId, { row, receivedAt, endpoint, sample, body }, changes, tally)
      : null
    const conflict = event?.conflict ?? false
    deliveries.insert(row, delivery, body, {
      claimedType: facts.type,
      eventSeq: event?.seq ?? null,
      conflict
    })
    countDelivery(delivery, tally, 1)
    const of = { claimedType: facts.type, eventId: event?.id ?? null, conflict }
    return { delivery: summarize(delivery, row, of), created: event?.created ?? false }
  }

  return {
    /** Stores a batch in one transaction, in order; when it returns, all of it is on disk. */
    capture(batch: readonly { delivery: CapturedDelivery; body: Uint8Array }[]): Recorded[] {
      return store.write((changes, tally) => {
        const all = batch.map(({ delivery, body }) =>
          captureOne(delivery, body, nextTimeKey(newest, delivery.receivedAt), changes, tally)
        )
        for (const { delivery } of all) changes.deliveries.push(delivery)
        return all
      })
    },
    /** Within a transaction of the caller's: the same for one that brings its own number. */
    captureOne,

    candidates: (input: {
      kind: DeliveryKind
      verdict: 'rejected' | 'unchecked'
      afterRow: number
      limit: number
    }) => deliveries.candidates(input.kind, input.verdict, input.afterRow, input.limit),
    /** Turns deliveries that a secret explains into verified ones, and webhooks into events. Returns how many. */
    promote(found: readonly Explained[]): number {
      return store.write((changes, tally) => {
        let promoted = 0
        for (const { row, secretId, webhookId } of found) {
          const before = deliveries.row(row)
          const arrived = bodies.find(row)
          if (!before || before.verdict === 'verified' || before.deletion !== null || !arrived) continue
          const { received_at: receivedAt, endpoint } = before
          const { body } = arrived
          const event =
            before.kind === 'webhook'
              ? recordEvent(
                  describeEvent(shownBody(arrived.headers, body)),
                  webhookId,
                  { row, receivedAt, endpoint, sample: false, body },
                  changes,
                  tally
                )
              : null
          deliveries.markVerified(row, secretId, event?.seq ?? null, event?.conflict ?? false)
          countRow(before, tally, -1)
          const after = deliveries.row(row)
          study.studyLate(row, changes)
          if (!after) continue
          countRow(after, tally, 1)
          changes.deliveries.push(toDeliverySummary(after))
          promoted++
        }
        return promoted
      })
    }
  }
}
