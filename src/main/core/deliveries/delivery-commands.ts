import type { Call } from '../commands.ts'
import { readFully } from '../read-fully.ts'
import type { Explain } from '../signatures/explain.ts'
import type { Store } from '../store/client.ts'

export interface DeliveryCommands {
  readonly list: Call<'deliveries.list'>
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
    async get({ id }) {
      const { delivery, body } = await store.call('examine', id)
      return explain(delivery, body)
    },
    body: (input) => store.call('deliveryBody', input)
  }
}
