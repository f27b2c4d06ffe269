import type { Call } from '../commands.ts'
import { outlineSome, readFully } from '../read-fully.ts'
import type { Explain } from '../signatures/explain.ts'
import type { Store } from '../store/client.ts'

export interface DeliveryCommands {
  readonly list: Call<'deliveries.list'>
  readonly outline: Call<'deliveries.outline'>
  readonly get: Call<'deliveries.get'>
  readonly body: Call<'deliveries.body'>
}

export function createDeliveryCommands({
  store,
  explain
}: {
  store: Store
  explain: Explain
}): DeliveryCommands {
  return {
    list: (input) => readFully(input, (step) => store.call('listDeliveries', step)),
    outline: (input) => outlineSome(input, (step) => store.call('outlineDeliveries', step)),
    async get({ id }) {
      const { delivery, body } = await store.call('examine', id)
      return explain(delivery, body)
    },
    body: (input) => store.call('deliveryBody', input)
  }
}
