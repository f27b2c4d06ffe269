import { useEffect, useRef } from 'react'
import type { EventSummary } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { useAppState } from '../../state/app-state.ts'
import type { ListStore } from '../../state/list-model.ts'
import { useStore } from '../../state/store.ts'

/** Finds a listed event; the selected one also while its row is not among those that are kept. */
export function useSelectedRow(store: ListStore<EventSummary>): (id: string) => EventSummary | undefined {
  const client = useClient()
  const { selection } = useAppState()
  const { id } = useStore(selection)
  const { rows } = useStore(store)
  const kept = useRef<EventSummary | undefined>(undefined)
  useEffect(() => {
    kept.current = rows.find((row) => row.id === id) ?? kept.current
  }, [rows, id])
  useEffect(() => {
    const note = (changed: readonly EventSummary[]) => {
      kept.current = changed.find((row) => row.id === kept.current?.id) ?? kept.current
    }
    return client.on(
      'events.changed',
      ({ upserted }) => note(upserted),
      () => {}
    )
  }, [client])
  return (wanted) =>
    store.getSnapshot().rows.find((row) => row.id === wanted) ??
    (kept.current?.id === wanted ? kept.current : undefined)
}
