import { AppError } from '#shared/errors.ts'
import type { Body, DeliveryKind, Verdict } from '#shared/models.ts'
import { readBodyRange, type BodyRange } from './body-range.ts'
import type { StoreContext } from './context.ts'
import type { StoredDelivery } from './deliveries.ts'
import { rowOfDeliveryId } from './delivery-id.ts'
import { createDeliveryList } from './delivery-list.ts'
import { decodeShown } from './shown-body.ts'
import type { TextIndex } from './text-index.ts'

/** Reading deliveries, with and without an event. */
export function createDeliveryOperations(
  store: StoreContext,
  text: TextIndex,
  endpointNames: () => ReadonlyMap<string, string>
) {
  const { deliveries, events, arrivedOrThrow } = store
  const list = createDeliveryList(store, text, endpointNames)
  return {
    /** May find fewer than `limit` before the end: as long as there is a `next`, go on there. */
    listDeliveries(input: {
      verdict?: Verdict | undefined
      kind?: DeliveryKind | undefined
      secretId?: string | undefined
      eventId?: string | undefined
      query?: string | undefined
      before?: string | undefined
      limit: number
    }) {
      const { verdict, kind, secretId, eventId, query, before, limit } = input
      const eventSeq = eventId === undefined ? undefined : (events.find(eventId)?.seq ?? -1)
      return list.page({ verdict, kind, secretId, eventSeq, query }, before, limit)
    },
    /** A delivery with its bytes. */
    examine(id: string): { delivery: StoredDelivery; body: Uint8Array } {
      const row = rowOfDeliveryId(id)
      const delivery = deliveries.find(row)
      if (!delivery) throw new AppError('not_found', `There is no delivery ${id}.`)
      return { delivery, body: arrivedOrThrow(row).body }
    },
    deliveryBody(input: BodyRange): Body {
      const row = rowOfDeliveryId(input.id)
      if (!deliveries.summary(row)) throw new AppError('not_found', `There is no delivery ${input.id}.`)
      const { headers, body } = arrivedOrThrow(row)
      return readBodyRange(
        input,
        input.form === 'decoded' ? decodeShown(headers, body) : { body, decoded: null }
      )
    }
  }
}
