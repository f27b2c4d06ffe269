import type { Entity } from '#shared/entity-models.ts'
import type { Client } from '../../client/client.ts'
import { createLiveValue, type LiveValue } from '../../state/live-value.ts'
import type { Store } from '../../state/store.ts'
import { isEmptied } from '../history/history-store.ts'

/** An entity, read again whenever one of its events came, changed or went. */
export function createEntity(client: Client, id: string): Store<LiveValue<Entity>> {
  let isGone = false
  const store: Store<LiveValue<Entity>> = createLiveValue({
    async read() {
      if (isGone) throw new Error('The last of its events was deleted, and its history with it.')
      return client.call('entities.get', { id })
    },
    watch(_update, reread) {
      const readAgain = () => {
        isGone = false
        reread()
      }
      return client.on(
        'events.changed',
        ({ upserted, removed, stale }) => {
          const { value } = store.getSnapshot()
          const isOwn = upserted.some((event) => event.entityId === id)
          if (!stale && !isOwn && value && isEmptied(value, removed)) {
            isGone = true
            reread()
            // What was removed is not said to be whose it was.
          } else if (stale || isOwn || (removed.length > 0 && !isGone)) readAgain()
        },
        readAgain
      )
    }
  })
  return store
}
