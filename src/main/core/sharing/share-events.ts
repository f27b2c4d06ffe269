import type { EventSummary } from '#shared/models.ts'
import { AppError } from '#shared/errors.ts'
import type { Store } from '../store/client.ts'
import { rowOfDeliveryId } from '../store/delivery-id.ts'
import type { StoredDelivery } from '../store/deliveries.ts'

/** What a share is of: these events, or what a filter finds, or all. */
export interface Selection {
  readonly eventIds?: readonly string[] | undefined
  readonly query?: string | undefined
}

export interface SharedEvent {
  readonly summary: EventSummary
  /** The one that the event shows. */
  readonly delivery: StoredDelivery
  readonly body: Uint8Array
  /** Where to go on after it. */
  readonly next: number
}

const ROWS_AT_ONCE = 50

export function checkSelection({ eventIds, query }: Selection): void {
  if (eventIds === undefined || query === undefined) return
  throw new AppError(
    'invalid_input',
    'A share is of the events named or of those that a filter finds, not both.'
  )
}

/**
 * The events one by one, so that few are held at once: those that were named in their order, others newest
 * first. `from` is the `next` of the event before.
 */
export async function* readEvents(
  store: Store,
  { eventIds, query }: Selection,
  from: number | undefined
): AsyncGenerator<SharedEvent> {
  if (eventIds !== undefined) {
    for (let index = from ?? 0; index < eventIds.length; index++) {
      const id = eventIds[index]
      if (id !== undefined) yield { ...(await store.call('eventRequest', id)), next: index + 1 }
    }
    return
  }
  for (let before = from === undefined ? undefined : String(from); ;) {
    const page = await store.call('listEvents', { query, before, limit: ROWS_AT_ONCE })
    for (const { id } of page.rows) {
      const found = await store.call('eventRequest', id).catch((error: unknown) => {
        // Retention or the user was quicker.
        if (error instanceof AppError && error.code === 'not_found') return null
        throw error
      })
      // An event bears the number of the delivery that it shows, and lists go by these numbers.
      if (found) yield { ...found, next: rowOfDeliveryId(found.delivery.id) }
    }
    if (page.next === null) return
    before = page.next
  }
}

/** What else delivered the same event: retries and duplicates, latest first. */
export async function readRepeats(
  store: Store,
  { summary, delivery }: SharedEvent
): Promise<{ readonly delivery: StoredDelivery; readonly body: Uint8Array }[]> {
  if (summary.deliveryCount < 2) return []
  const { rows } = await store.call('listDeliveries', { eventId: summary.id, limit: ROWS_AT_ONCE })
  const others = rows.filter(({ id }) => id !== delivery.id)
  return Promise.all(others.map(({ id }) => store.call('examine', id)))
}
