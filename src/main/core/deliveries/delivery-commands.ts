import type { Call } from '../commands.ts'
import { outlineSome, readFully } from '../read-fully.ts'
import type { Explain } from '../signatures/explain.ts'
import type { Store } from '../store/client.ts'

export interface DeliveryCommands {
  readonly list: Call<'deliveries.list'>
  readonly outline: Call<'deliveries.outline'>
  readonly get: Call<'deliveries.get'>
  readonly check: Call<'deliveries.check'>
  readonly body: Call<'deliveries.body'>
}

export function createDeliveryCommands({
  store,
  explain,
  promote
}: {
  store: Store
  explain: Explain
  promote(endpointId: string): Promise<number>
}): DeliveryCommands {
  const get: DeliveryCommands['get'] = async ({ id }) => {
    const { delivery, body } = await store.call('examine', id)
    return explain(delivery, body)
  }
  return {
    list: (input) => readFully(input, (step) => store.call('listDeliveries', step)),
    outline: (input) => outlineSome(input, (step) => store.call('outlineDeliveries', step)),
    get,
    async check({ id }) {
      const { delivery } = await store.call('examine', id)
      if (delivery.verdict !== 'verified') await promote(delivery.endpointId)
      return get({ id })
    },
    body: (input) => store.call('deliveryBody', input)
  }
}
