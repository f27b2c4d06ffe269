import type { Entity, EntityEvent } from '#shared/entity-models.ts'
import type { Client } from '../../client/client.ts'
import { createLiveValue, type LiveValue } from '../../state/live-value.ts'
import type { Store } from '../../state/store.ts'

/** The part of an entity's history that is at hand, with what is needed to go on from there. */
export interface History {
  readonly entity: Entity
  /** A window on its events, the oldest first. */
  readonly rows: readonly EntityEvent[]
  /** Continue the window on either side; null at the end. */
  readonly older: string | null
  readonly newer: string | null
  /** Events of earlier windows as well, by id: what is shown may lie outside of the window. */
  readonly known: ReadonlyMap<string, EntityEvent>
}

export interface HistoryStore extends Store<LiveValue<History>> {
  /** Moves the window so that the event has neighbours on both sides in it; null: to the latest. */
  show(id: string | null): void
  /** The event next to a time. */
  eventAt(time: number): Promise<EntityEvent | undefined>
}

const windowSize = 80
/** So near to the edge of its window an event moves it. */
const marginSize = 15

/** The history of one entity, kept current: an event that arrives is there without the window moving. */
export function createHistory(client: Client, entityId: string): HistoryStore {
  let shown: string | null = null
  let reread = () => {}
  let reads = 0
  let isOutdated = false
  /** Whether what was shown is gone, and nothing was read since. */
  let isAdrift = false

  const readWindow = async (): Promise<History> => {
    isAdrift = false
    const [entity, { rows, older, newer }] = await Promise.all([
      client.call('entities.get', { id: entityId }),
      client.call('entities.events', {
        id: entityId,
        ...(shown !== null && { aroundId: shown }),
        limit: windowSize
      })
    ])
    const known = new Map(store.getSnapshot().value?.known)
    for (const row of rows) known.set(row.id, row)
    return { entity, rows: rows.toReversed(), older, newer, known }
  }
  /** A burst of events is read once it is over, or as often as reading allows. */
  const refresh = () => {
    if (reads > 0) isOutdated = true
    else reread()
  }

  const store: Store<LiveValue<History>> = createLiveValue<History>({
    async read() {
      reads++
      try {
        return await readWindow()
      } finally {
        reads--
        if (reads === 0 && isOutdated) {
          isOutdated = false
          // Not before this one has been taken in.
          setTimeout(reread)
        }
      }
    },
    watch(_update, again) {
      reread = again
      return client.on(
        'events.changed',
        ({ upserted, removed, stale }) => {
          const isOwn = upserted.some((event) => event.entityId === entityId)
          if (stale || isOwn) return refresh()
          if (removed.length === 0) return
          const { value } = store.getSnapshot()
          // Nothing is left to read around; what is shown next says where to read on.
          if ((shown !== null && removed.includes(shown)) || (value && isEmptied(value.entity, removed))) {
            isAdrift = true
          } else refresh()
        },
        again
      )
    }
  })
  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    show(id) {
      shown = id
      const { value } = store.getSnapshot()
      if (!value || isAdrift || !isAmid(value, id)) reread()
    },
    async eventAt(time) {
      const { rows } = await client.call('entities.events', { id: entityId, aroundAt: time, limit: 1 })
      return rows[0]
    }
  }
}

/** Whether all events of an entity are among those that were removed, as far as that can be told. */
export const isEmptied = ({ events, firstId, lastId }: Entity, removed: readonly string[]): boolean =>
  events === new Set([firstId, lastId]).size && removed.includes(firstId) && removed.includes(lastId)

function isAmid({ rows, older, newer }: History, id: string | null): boolean {
  if (id === null) return newer === null
  const at = rows.findIndex((row) => row.id === id)
  return at >= 0 && (older === null || at >= marginSize) && (newer === null || at < rows.length - marginSize)
}
