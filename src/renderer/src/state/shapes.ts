import type { CommandOutput } from '#shared/contract.ts'
import type { Client } from '../client/client.ts'
import { createLiveValue, type LiveValue } from './live-value.ts'
import type { Store } from './store.ts'

/** What came, went or changed in the payloads: latest first, as far as it was read. */
export type Shapes = CommandOutput<'shapes.list'>

export interface ShapesStore extends Store<LiveValue<Shapes>> {
  /** Rejects where the page could not be read. */
  loadMore(): Promise<void>
  /** All of them, read or not. */
  markSeen(): Promise<void>
}

const pageSize = 200
/** A burst of new fields is one more read, not one for each. */
const rereadMs = 300

export function createShapes(client: Client): ShapesStore {
  let update: (change: (value: Shapes) => Shapes) => void = () => undefined
  const store: Store<LiveValue<Shapes>> = createLiveValue<Shapes>({
    async read() {
      const head = await client.call('shapes.list', { limit: pageSize })
      return withHead(store.getSnapshot().value, head)
    },
    watch(change, reread) {
      update = change
      let timer: ReturnType<typeof setTimeout> | undefined
      const rereadSoon = () => {
        timer ??= setTimeout(() => {
          timer = undefined
          reread()
        }, rereadMs)
      }
      const stop = client.on('shapes.changed', rereadSoon, reread)
      return () => {
        clearTimeout(timer)
        stop()
      }
    }
  })
  return {
    ...store,
    async loadMore() {
      const before = store.getSnapshot().value?.next ?? null
      if (before === null) return
      const page = await client.call('shapes.list', { before, limit: pageSize })
      update((known) =>
        known.next === before ? { ...known, rows: [...known.rows, ...page.rows], next: page.next } : known
      )
    },
    async markSeen() {
      const { unseen } = await client.call('shapes.markSeen', {})
      update((known) => ({ ...known, unseen }))
    }
  }
}

/** What one event was the first to show. */
export const createShapesOf = (client: Client, eventId: string): Store<LiveValue<Shapes>> =>
  createLiveValue<Shapes>({
    read: () => client.call('shapes.list', { eventId }),
    watch: (_update, reread) =>
      client.on(
        'shapes.changed',
        ({ upserted }) => {
          if (upserted.some((change) => change.eventId === eventId)) reread()
        },
        reread
      )
  })

/** The newest page before what was read already; alone where more came than a page holds, so that nothing is left out between. */
export function withHead(known: Shapes | null, head: Shapes): Shapes {
  if (known === null || head.next === null) return head
  const ids = new Set(head.rows.map(({ id }) => id))
  const rest = known.rows.filter(({ id }) => !ids.has(id))
  if (rest.length === known.rows.length) return head
  return rest.length === 0 ? head : { ...head, rows: [...head.rows, ...rest], next: known.next }
}
