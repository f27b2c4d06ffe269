import type { Attempt } from '#shared/models.ts'
import { redactHeaders, redactTarget } from '../transfer/line.ts'
import { begunValues, endedValues } from './attempts.ts'
import type { createCaptureOperations } from './capture-operations.ts'
import type { Changes, StoreContext } from './context.ts'
import { SELECT_DELIVERY, type CapturedDelivery, type DeliveryRow } from './deliveries.ts'
import { createDeletionStore } from './deletions.ts'
import type { Tally } from './tally.ts'
import type { Study } from './study.ts'
import type { TextIndex } from './text-index.ts'
import { timeKey } from './time-key.ts'

/** What a line of an import asks the store to take in. */
export type Imported = ImportedDelivery | ImportedMark | ImportedAttempt

interface ImportedDelivery {
  readonly kind: 'delivery'
  /** The number that it would like to have: no earlier than its time. */
  readonly row: number
  /** That is the number it has in the file. */
  readonly isOwnRow: boolean
  readonly delivery: CapturedDelivery
  readonly body: Uint8Array
}
interface ImportedMark {
  readonly kind: 'mark'
  readonly eventId: string
  readonly starred: boolean
  readonly note: string | null
}
interface ImportedAttempt {
  readonly kind: 'attempt'
  readonly attempt: Attempt
  readonly requestBody: string | null
}

/** What came of it. */
export type Outcome = 'added' | 'known' | { readonly refused: string }

/** Numbers among which the same delivery is looked for: as many as a millisecond has. */
const NUMBERS_NEAR = 1_000

export const SAME_TIME = `${SELECT_DELIVERY} WHERE d.id >= ? AND d.id < ? AND d.received_at = ? AND d.body_bytes = ?`

/** Takes in what was exported elsewhere, or here. What is there already stays as it is. */
export function createImport(
  store: StoreContext,
  text: TextIndex,
  study: Study,
  captureOne: ReturnType<typeof createCaptureOperations>['captureOne']
) {
  const { db, bodies, events, deliveries, attempts } = store
  const deletions = createDeletionStore(store)
  const sameTime = db.prepare<[number, number, number, number], DeliveryRow>(SAME_TIME)

  const isSame = (found: DeliveryRow, { method, target, headers }: CapturedDelivery, body: Uint8Array) => {
    const arrived =
      found.method === method && redactTarget(found.target) === redactTarget(target) && bodies.find(found.id)
    // Values that an export leaves out must not make a delivery another one.
    const print = (pairs: CapturedDelivery['headers']) => JSON.stringify(redactHeaders(pairs))
    return arrived && arrived.body.equals(body) && print(arrived.headers) === print(headers)
  }
  /** It is at its own number, or after others that had that. Equal ones with numbers of their own are several. */
  const findSame = ({ row, isOwnRow, delivery, body }: ImportedDelivery): DeliveryRow | undefined => {
    if (isOwnRow && !deliveries.row(row)) return undefined
    for (const from of [row, timeKey(delivery.receivedAt)]) {
      const near = sameTime.all(from, from + NUMBERS_NEAR, delivery.receivedAt, delivery.bodyBytes)
      const same = near.find((found) => isSame(found, delivery, body))
      if (same) return same
    }
    return undefined
  }
  const freeRow = (wanted: number): number => {
    let row = wanted
    while (deliveries.row(row)) row++
    return row
  }
  /** What was deleted a moment ago and can still be brought back. */
  const restore = (same: DeliveryRow, changes: Changes, tally: Tally): void => {
    const event = same.event_id === null ? null : deletions.hiddenEvent(same.event_id)
    if (event) deletions.restoreEvent(event, changes, tally)
    else deletions.restoreDelivery(same, changes, tally)
  }

  const takeDelivery = (item: ImportedDelivery, changes: Changes, tally: Tally): Outcome => {
    const same = findSame(item)
    if (same && same.deletion === null) return 'known'
    if (same) restore(same, changes, tally)
    else {
      const row = freeRow(item.row)
      captureOne(item.delivery, item.body, row, changes, tally)
      text.indexLate(row)
      study.studyLate(row, changes)
    }
    changes.isWide = true
    return 'added'
  }
  const notHere = (id: string): Outcome => ({
    refused: `There is no verified event ${id.slice(0, 100)} here that this could belong to.`
  })
  const takeMark = ({ eventId, starred, note }: ImportedMark, changes: Changes, tally: Tally): Outcome => {
    const event = events.find(eventId)
    if (!event) return notHere(eventId)
    const isNew = { star: starred && !event.summary.starred, note: note !== null && event.note === null }
    if (isNew.star) events.star(event, true, tally)
    if (isNew.note) {
      events.note(event, note, tally)
      text.indexLate(event.seq)
    }
    if (!isNew.star && !isNew.note) return 'known'
    changes.eventSeqs.add(event.seq)
    return 'added'
  }
  const takeAttempt = (
    { attempt, requestBody }: ImportedAttempt,
    changes: Changes,
    tally: Tally
  ): Outcome => {
    const event = events.find(attempt.eventId)
    if (!event) return notHere(attempt.eventId)
    if (attempts.isKnown(event.seq, attempt)) return 'known'
    attempts.insertEnded(event.seq, begunValues({ ...attempt, requestBody }), endedValues(attempt))
    events.setLastAttempt(event, attempt, tally)
    const latest = attempts.latest(event.seq)
    if (latest) events.setLastAttempt(event, latest, tally)
    changes.eventSeqs.add(event.seq)
    return 'added'
  }

  return {
    /** In order and in one transaction: all of it, or nothing where the disk refuses. */
    importSome: (items: readonly Imported[]): Outcome[] =>
      store.write((changes, tally) => {
        const outcomes = items.map((item): Outcome => {
          if (item.kind === 'delivery') return takeDelivery(item, changes, tally)
          if (item.kind === 'mark') return takeMark(item, changes, tally)
          return takeAttempt(item, changes, tally)
        })
        if (changes.isWide) {
          changes.eventSeqs.clear()
          changes.deliveries.length = 0
        }
        return outcomes
      })
  }
}
