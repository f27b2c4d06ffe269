import { randomUUID } from 'node:crypto'
import type { Call } from '../commands.ts'
import type { Clock } from '../ports.ts'
import type { Store } from '../store/client.ts'
import { compactBody, editedHeaders } from './variant-body.ts'

/** Edited forms of events. */
export interface VariantCommands {
  readonly list: Call<'variants.list'>
  readonly save: Call<'variants.save'>
  readonly remove: Call<'variants.remove'>
}

export function createVariantCommands({ store, clock }: { store: Store; clock: Clock }): VariantCommands {
  return {
    list: async ({ eventId }) => ({ rows: await store.call('listVariants', eventId) }),
    async save({ id, eventId, name, body, headers }) {
      const variant = {
        id: id ?? `var_${randomUUID()}`,
        eventId,
        name,
        body: compactBody(body),
        headers: editedHeaders(headers),
        savedAt: clock.now()
      }
      await store.call(id === undefined ? 'addVariant' : 'changeVariant', variant)
      return variant
    },
    remove: async ({ id }) => ({ rows: await store.call('removeVariant', id) })
  }
}
