import type { Facets } from '#shared/total-models.ts'
import type { Client } from '../client/client.ts'
import { createLiveValue, type LiveValue } from './live-value.ts'
import type { Store } from './store.ts'

const rereadMs = 500

/** How many events there are of what; nobody announces it, so any change to events reads it again, in time. */
export function createFacets(client: Client): Store<LiveValue<Facets>> {
  return createLiveValue<Facets>({
    read: () => client.call('events.facets', {}),
    watch(_update, reread) {
      let timer: ReturnType<typeof setTimeout> | undefined
      const rereadSoon = () => {
        timer ??= setTimeout(() => {
          timer = undefined
          reread()
        }, rereadMs)
      }
      const stop = client.on('events.changed', rereadSoon, reread)
      return () => {
        clearTimeout(timer)
        stop()
      }
    }
  })
}
