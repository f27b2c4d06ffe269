import { Equal } from 'lucide-react'
import { actions } from '#shared/actions.ts'
import type { EventDetail } from '#shared/models.ts'
import { Empty, Notice } from '../../components/notice.tsx'
import { nameOfEvent } from '../event/event-words.ts'
import { StateView } from './state-view.tsx'

/** An event with nothing before it to compare it with. */
export function FirstEvent({ event }: { readonly event: EventDetail }) {
  const name = <bdi>{nameOfEvent(event)}</bdi>
  if (event.entityId === null) {
    return (
      <StateView event={event}>
        <Notice tone="info">
          This event names no entity, so there is no earlier state of it. Press {actions.mark.shown} here and
          on another event to compare the two.
        </Notice>
      </StateView>
    )
  }
  if (event.action === 'deleted') {
    return (
      <Empty icon={Equal} title="Nothing earlier is known">
        <p>{name} was deleted, and no earlier event of it has been received that could tell what it was.</p>
      </Empty>
    )
  }
  return (
    <StateView event={event} hasCallOuts>
      <Notice tone="info">
        The first event of {name} that was received
        {event.action === 'created' ? ': this is how it started.' : '. What was before it is not known.'}
      </Notice>
    </StateView>
  )
}
