import type { EventSummary } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { shortType } from '#shared/short-type.ts'
import { useAppState } from '../../state/app-state.ts'
import { nameOfEvent } from '../event/event-words.ts'
import { formatMoment, happenedAt } from '../history/say-event.ts'

/** Shows what changed from the older one of two events to the newer one. */
export function useCompare(): (id: string, otherId: string) => void {
  const client = useClient()
  const { selection, mark } = useAppState()
  return (id, otherId) =>
    void notify.whenFailed('Could not compare the two events', async () => {
      const [one, other] = await Promise.all([
        client.call('events.get', { id }),
        client.call('events.get', { id: otherId })
      ])
      const isOrdered = compareTimes(one, other) <= 0
      selection.compare(isOrdered ? one.id : other.id, isOrdered ? other.id : one.id)
      mark.set(null)
    })
}

const compareTimes = (a: EventSummary, b: EventSummary): number =>
  happenedAt(a) - happenedAt(b) || a.firstSeenAt - b.firstSeenAt

/** Marks an event for comparison; where another one is marked, compares the two; takes its own mark back. */
export function useMark(): (event: EventSummary) => void {
  const { mark } = useAppState()
  const compare = useCompare()
  return (event) => {
    const marked = mark.getSnapshot()
    if (marked?.id === event.id) mark.set(null)
    else if (marked) compare(marked.id, event.id)
    else {
      const name = `${nameOfEvent(event)}, ${shortType(event.type)}, ${formatMoment(happenedAt(event))}`
      mark.set({ id: event.id, name })
    }
  }
}
