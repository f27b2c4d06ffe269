import type { Entity } from '#shared/entity-models.ts'
import type { Client } from '../../client/client.ts'
import { createLiveValue, type LiveValue } from '../../state/live-value.ts'
import type { Store } from '../../state/store.ts'

/** An entity, read again whenever one of its events came, changed or went. */
export function createEntity(client: Client, id: string): Store<LiveValue<Entity>> {
  return createLiveValue({
    read: () => client.call('entities.get', { id }),
    watch: (_update, reread) =>
      client.on(
        'events.changed',
        ({ upserted, removed, stale }) => {
          // What was removed is not said to be whose it was.
          if (stale || removed.length > 0 || upserted.some((event) => event.entityId === id)) reread()
        },
        reread
      )
  })
}
