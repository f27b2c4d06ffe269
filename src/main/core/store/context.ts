import type { Database } from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'
import type { ShapeChange } from '#shared/mapping-models.ts'
import type { DeliverySummary, EventSummary } from '#shared/models.ts'
import { createAttemptStore } from './attempts.ts'
import { createBodyStore, type StoredBody } from './bodies.ts'
import { createDeliveryStore } from './deliveries.ts'
import { deliveryIdOf } from './delivery-id.ts'
import { createDictionary } from './dictionary.ts'
import type { StoredEvent } from './event-row.ts'
import { createEventStore } from './events.ts'
import type { OpenStore } from './open.ts'
import { createTallyStore, type Tally } from './tally.ts'

/** What changed in one commit, for the announcements. */
export interface StoreChange {
  readonly seq: number
  /** True when more changed than is listed, and lists must be read again. */
  readonly isWide: boolean
  readonly events: EventSummary[]
  readonly deliveries: DeliverySummary[]
  /** Ids of what is no longer there. */
  readonly removedEvents: string[]
  readonly removedDeliveries: string[]
  /** What was noticed in the payloads. */
  readonly shapes: ShapeChange[]
}

/** What a transaction has changed, filled in while it runs. */
export interface Changes {
  readonly eventSeqs: Set<number>
  readonly deliveries: DeliverySummary[]
  readonly removedEvents: string[]
  readonly removedDeliveries: string[]
  readonly shapes: ShapeChange[]
  isWide: boolean
}

/** The tables of one connection, and the one way to change them. */
export interface StoreContext {
  readonly db: Database
  readonly file: string
  readonly bodies: ReturnType<typeof createBodyStore>
  readonly dictionary: ReturnType<typeof createDictionary>
  readonly tally: ReturnType<typeof createTallyStore>
  readonly deliveries: ReturnType<typeof createDeliveryStore>
  readonly events: ReturnType<typeof createEventStore>
  readonly attempts: ReturnType<typeof createAttemptStore>
  /** Orders changes against snapshots. */
  seq(): number
  /** One transaction with its totals. Its changes are announced once they are on disk. */
  write<T>(work: (changes: Changes, tally: Tally) => T): T
  eventOrThrow(id: string): StoredEvent
  /** What arrived with a delivery; for an event, with the delivery that it shows. */
  arrivedOrThrow(row: number): StoredBody
}

export function createContext(
  { db, file }: OpenStore,
  onChange: (change: StoreChange) => void,
  firstSeq = 0
): StoreContext {
  const bodies = createBodyStore(db)
  const dictionary = createDictionary(db)
  const tally = createTallyStore(db)
  const deliveries = createDeliveryStore(db, bodies)
  const events = createEventStore(db, bodies, deliveries, dictionary)
  const attempts = createAttemptStore(db)
  let seq = firstSeq

  const publish = (changes: Changes) => {
    const { isWide, eventSeqs, deliveries: changed, removedEvents, removedDeliveries, shapes } = changes
    const rows = changed.length + removedEvents.length + removedDeliveries.length + shapes.length
    // What was only learned is in no list.
    if (!isWide && eventSeqs.size + rows === 0) return
    seq++
    onChange({
      seq,
      isWide,
      events: [...eventSeqs].flatMap((row) => events.findBySeq(row)?.summary ?? []),
      deliveries: changed,
      removedEvents,
      removedDeliveries,
      shapes
    })
  }
  const inTransaction = <T>(work: () => T): T => {
    try {
      return db.transaction(work)()
    } catch (error) {
      dictionary.forget()
      throw error
    }
  }
  return {
    db,
    file,
    bodies,
    dictionary,
    tally,
    deliveries,
    events,
    attempts,
    seq: () => seq,
    write(work) {
      const changes: Changes = {
        eventSeqs: new Set(),
        deliveries: [],
        removedEvents: [],
        removedDeliveries: [],
        shapes: [],
        isWide: false
      }
      const result = inTransaction(() => tally.keep((counts) => work(changes, counts)))
      publish(changes)
      return result
    },
    eventOrThrow(id) {
      const event = events.find(id)
      if (!event) throw new AppError('not_found', `There is no event ${id}.`)
      return event
    },
    arrivedOrThrow(row) {
      const arrived = bodies.find(row)
      if (!arrived) throw new AppError('not_found', `There is no delivery ${deliveryIdOf(row)}.`)
      return arrived
    }
  }
}
