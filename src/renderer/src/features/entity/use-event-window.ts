import { useEffect, useMemo } from 'react'
import type { Entity } from '#shared/entity-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { createEventWindow, type EventWindowStore } from './event-window.ts'

/** The events of an entity around the one that the page was opened at, kept current. */
export function useEventWindow(entity: Entity, at: string | null): EventWindowStore {
  const client = useClient()
  const { id } = entity
  const store = useMemo(
    () =>
      createEventWindow(
        (input, signal) => client.call('entities.events', { id, ...input }, signal),
        entity,
        at
      ),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what the entity and the point are later, it is told below
    [client, id]
  )
  // It outlives the tab that shows it.
  useEffect(() => store.subscribe(() => {}), [store])
  useEffect(() => store.update(entity), [store, entity])
  useEffect(
    () =>
      client.on(
        'events.changed',
        ({ upserted, stale }) => {
          if (stale) store.reload()
          else store.patch(upserted)
        },
        store.reload
      ),
    [client, store]
  )
  return store
}
