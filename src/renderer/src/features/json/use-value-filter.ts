import { withTerm } from '#shared/query/edit-query.ts'
import type { Condition } from '#shared/query/query.ts'
import { useAppState } from '../../state/app-state.ts'

/** Narrows the timeline down by one more condition. */
export function useValueFilter(): (condition: Condition) => void {
  const { selection, query } = useAppState()
  return (condition) => {
    query.set(withTerm(query.getSnapshot(), condition))
    const { view } = selection.getSnapshot()
    // Deliveries without an event have no type, entity or organisation.
    if (view !== 'events' && view !== 'starred') selection.show('events')
  }
}
