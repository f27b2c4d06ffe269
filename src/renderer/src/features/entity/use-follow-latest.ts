import { useEffect, useRef } from 'react'
import type { Entity } from '#shared/entity-models.ts'
import { useAppState } from '../../state/app-state.ts'
import type { EventWindowStore } from './event-window.ts'

/**
 * Who looks at the latest event goes along when a later one comes, unless that one waits so that nothing moves
 * in the list. `at` is null where no event was chosen, only the latest.
 */
export function useFollowLatest({ lastId }: Entity, at: string | null, events: EventWindowStore): void {
  const { selection } = useAppState()
  const before = useRef(lastId)
  useEffect(() => {
    const last = before.current
    before.current = lastId
    if (last === lastId) return
    const isWaiting = events.getSnapshot().waiting > 0
    if (at === last && !isWaiting) selection.pointTo(lastId)
    else if (at === null && isWaiting) selection.pointTo(last)
  }, [selection, events, lastId, at])
}
