import { AppError } from '#shared/errors.ts'
import type { Body, DeliveryKind, Verdict } from '#shared/models.ts'
import { readBodyRange, type BodyRange } from './body-range.ts'
import type { StoreContext } from './context.ts'
import type { StoredDelivery } from './deliveries.ts'
import { rowOfDeliveryId } from './delivery-id.ts'
import { createDeliveryList } from './delivery-list.ts'
import type { PageStart } from './list-input.ts'
import { decodeShown } from './shown-body.ts'
import type { TextIndex } from './text-index.ts'

interface ListedDeliveries {
  readonly verdict?: Verdict | undefined
  readonly kind?: DeliveryKind | undefined
  readonly secretId?: string | undefined
  readonly eventId?: string | undefined
  readonly query?: string | undefined
}

/** Reading deliveries, with and without an event. */
export function createDeliveryOperations(
  store: StoreContext,
  text: TextIndex,
  endpointNames: () => ReadonlyMap<string, string>
) {
  const { deliveries, events, arrivedOrThrow } = store
  const list = createDeliveryList(store, text, endpointNames)
  const filterOf = ({ verdict, kind, secretId, eventId, query }: ListedDeliveries) => {
    const eventSeq = eventId === undefined ? undefined : (events.find(eventId)?.seq ?? -1)
    return { verdict, kind, secretId, eventSeq, query }
  }
  return {
    /** May find fewer than `limit` before the end: as long as there is a `next`, go on there with what is left to skip. */
    listDeliveries(input: ListedDeliveries & PageStart & { limit: number }) {
      return list.page(filterOf(input), input, input.limit)
    },
    outlineDeliveries: (input: ListedDeliveries & Pick<PageStart, 'before'>) =>
      list.outline(filterOf(input), input.before),
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
