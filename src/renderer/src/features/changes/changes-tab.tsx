import { Equal } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { EventDetail } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Instant } from '../../components/instant.tsx'
import { Empty, Notice } from '../../components/notice.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useRead } from '../../state/use-read.ts'
import { nameOfEvent } from '../event/event-words.ts'
import { keepKeyboard } from '../frame/panes.ts'
import { happenedAt } from '../history/say-event.ts'
import { Scrubber, type EventInTime } from '../history/scrubber.tsx'
import { Comparison } from './comparison.tsx'
import { FirstEvent } from './first-event.tsx'
import { StateView } from './state-view.tsx'

interface EventProps {
  readonly event: EventDetail
}

/** What an event changed, below the history of its entity. */
export function ChangesTab({ event }: EventProps) {
  const client = useClient()
  const { selection } = useAppState()
  const { id, base } = useStore(selection)
  // The pane may hold the last event for a blink longer.
  const chosen = id === event.id ? base : null
  const baseId = chosen ?? event.baseId
  const read = useRead(`${event.id} ${baseId}`, async () =>
    baseId === null ? null : { event, base: await client.call('events.get', { id: baseId }) }
  )
  const pair = read.status === 'ready' ? read.value : null
  const against = pair?.event.id === event.id && pair.base.id === baseId ? pair.base : null
  const isDeletion = event.action === 'deleted' && chosen === null
  const isOnLine = against !== null && !isDeletion && against.entityId === event.entityId
  const [onLine, setOnLine] = useState<OnLine | null>(null)
  // While the next one is read the handle stays where it is, and the keyboard on it; on another line it means nothing.
  const isRead = against !== null || baseId === null || isDeletion || read.status === 'failed'
  const isStale = onLine !== null && onLine.entityId !== event.entityId
  if ((isRead || isStale) && onLine?.id !== (isOnLine ? baseId : undefined)) {
    setOnLine(isOnLine ? onLineOf(against) : null)
  }
  // The button or the link that led here goes with the comparison that it stood in.
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- that it is another one is the reason
  useEffect(() => keepKeyboard('event'), [event.id, baseId, read.status])
  return (
    <>
      {event.entityId !== null && (
        <Scrubber
          key={event.entityId}
          entityId={event.entityId}
          at={event.id}
          base={onLine}
          onPoint={(to) => selection.compare(chosen === to ? null : chosen, to)}
          onBase={(from) => selection.compare(from, event.id)}
        />
      )}
      {baseId === null && <FirstEvent event={event} />}
      {baseId !== null && read.status === 'loading' && <Waiting what="the event before" />}
      {read.status === 'failed' && <Unreadable event={event} error={read.error} isChosen={chosen !== null} />}
      {against && isDeletion && <LastKnown event={event} last={against} />}
      {baseId !== null && pair && !isDeletion && (
        // The last pair stays for the blink until the next one is read; of one that changed, the event of now.
        <Comparison
          base={pair.base}
          event={pair.event.id === event.id ? event : pair.event}
          isChosen={chosen !== null}
        />
      )}
    </>
  )
}

interface OnLine extends EventInTime {
  readonly entityId: string | null
}

const onLineOf = (event: EventDetail): OnLine => ({
  id: event.id,
  entityId: event.entityId,
  action: event.action,
  happenedAt: happenedAt(event)
})

function LastKnown({ event, last }: EventProps & { readonly last: EventDetail }) {
  const { selection } = useAppState()
  return (
    <StateView event={last}>
      <Notice tone="bad">
        <bdi>{nameOfEvent(last)}</bdi> was deleted <Instant at={happenedAt(event)} />. Below is what was last
        known of it, <Instant at={happenedAt(last)} />.{' '}
        <Button size="small" onClick={() => selection.compare(last.id, event.id)}>
          Compare with the deletion&apos;s payload
        </Button>
      </Notice>
    </StateView>
  )
}

interface UnreadableProps extends EventProps {
  readonly error: string
  readonly isChosen: boolean
}

function Unreadable({ event, error, isChosen }: UnreadableProps) {
  const { selection } = useAppState()
  return (
    <Empty
      icon={Equal}
      title="The event to compare with cannot be read"
      actions={
        isChosen && (
          <Button onClick={() => selection.compare(null, event.id)}>Compare with the event before</Button>
        )
      }
    >
      <p>{error}</p>
    </Empty>
  )
}
