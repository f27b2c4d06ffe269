import type { Mapping } from '#shared/mapping-models.ts'
import type { Client } from '../../client/client.ts'
import { createLiveValue, type LiveValue } from '../../state/live-value.ts'
import type { Store } from '../../state/store.ts'

export interface MappingStore extends Store<LiveValue<Mapping>> {
  reread(): void
}

/** Explaining an event takes the core a moment, and a sync brings many. */
const rereadMs = 3_000

/** Where each attribute of an event came from; every event of its directory may tell more about that. */
export function createMapping(client: Client, id: string, organizationId: string | null): MappingStore {
  let readAgain = () => {}
  const store = createLiveValue<Mapping>({
    read: () => client.call('events.mapping', { id }),
    watch(_update, reread) {
      readAgain = reread
      let timer: ReturnType<typeof setTimeout> | undefined
      const rereadSoon = () => {
        timer ??= setTimeout(() => {
          timer = undefined
          reread()
        }, rereadMs)
      }
      const stops = [
        client.on('shapes.changed', rereadSoon, reread),
        client.on(
          'events.changed',
          ({ stale, upserted }) => {
            const isOwn = (event: (typeof upserted)[number]) =>
              event.id === id || (organizationId !== null && event.organizationId === organizationId)
            if (stale || upserted.some(isOwn)) rereadSoon()
          },
          () => undefined
        )
      ]
      return () => {
        clearTimeout(timer)
        stops.forEach((stop) => stop())
      }
    }
  })
  return { ...store, reread: () => readAgain() }
}
