import { Layers } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { EventDetail } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Empty } from '../../components/notice.tsx'
import { Tabs, type TabEntry } from '../../components/tabs.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useAppState } from '../../state/app-state.ts'
import { createAttemptList, createEventDetail } from '../../state/lists.ts'
import type { EventTab } from '../../state/selection-store.ts'
import { useStore } from '../../state/store.ts'
import { useHeld } from '../../state/use-held.ts'
import { ChangesTab } from '../changes/changes-tab.tsx'
import { MarkBar } from '../changes/mark-bar.tsx'
import { useChangeCount } from '../changes/use-change-count.ts'
import { DeliveriesTab } from '../delivery/deliveries-tab.tsx'
import { HeadersTab } from '../delivery/headers-tab.tsx'
import { SignatureTab } from '../delivery/signature-tab.tsx'
import { keepKeyboard } from '../frame/panes.ts'
import { BodyView } from '../json/body-view.tsx'
import { MappingTab } from '../mapping/mapping-tab.tsx'
import { ReplaysTab } from '../replay/replays-tab.tsx'
import { useAction } from '../shortcuts/use-action.ts'
import { useDelete } from '../timeline/use-delete.ts'
import { EventHeader } from './event-header.tsx'
import { EventMarks } from './event-marks.tsx'
import { nameOfEvent } from './event-words.ts'
import { NoteBox } from './note-box.tsx'
import { useCopyPayload } from './use-copy-payload.ts'
import { useEventKeys } from './use-event-keys.ts'
import { useStar } from './use-star.ts'

/** One event in full. */
export function EventPane({ id }: { readonly id: string }) {
  const client = useClient()
  const store = useMemo(() => createEventDetail(client, id), [client, id])
  const { value, error } = useStore(store)
  const event = useHeld(value)
  const isShown = event !== null
  // What could not wait for it took the keyboard along.
  useEffect(() => {
    if (isShown) keepKeyboard('event')
  }, [isShown])
  return (
    <>
      <MarkBar eventId={event ? id : null} />
      {event && <EventView event={event} />}
      {!event && error === null && <Waiting what="the event" />}
      {!event && error !== null && (
        <Empty icon={Layers} title="This event cannot be shown">
          <p>{error}</p>
        </Empty>
      )}
    </>
  )
}

function EventView({ event }: { readonly event: EventDetail }) {
  const client = useClient()
  const { selection } = useAppState()
  const { tab: chosen, base } = useStore(selection)
  const changeCount = useChangeCount(event)
  const attemptStore = useMemo(() => createAttemptList(client, event.id), [client, event.id])
  const attempts = useStore(attemptStore)
  const tab = chosen ?? (event.action === 'updated' ? 'changes' : 'payload')
  const [noted, setNoted] = useState<string | null>(null)
  const remove = useDelete()
  /** The pane may still hold the last event for a blink: never change another one than the reader chose. */
  const isChosen = () => selection.getSnapshot().id === event.id
  const toggleStar = useStar()
  const star = () => {
    if (isChosen()) toggleStar(event)
  }
  const write = () => setNoted(event.id)
  const removeEvent = () => (isChosen() ? remove(event.id, nameOfEvent(event)) : false)
  useEventKeys((id) => (id === event.id ? event : undefined))
  useAction('note', write)
  useAction('delete', removeEvent)
  const copyPayload = useCopyPayload()

  const { delivery } = event
  const tabs: readonly TabEntry<EventTab>[] = [
    {
      value: 'changes',
      text: 'Changes',
      // Against another event than the one before, nobody has counted.
      count: base === null ? changeCount : undefined,
      panel: () => <ChangesTab event={event} />
    },
    {
      value: 'payload',
      text: 'Payload',
      panel: () => <BodyView source={{ kind: 'event', id: event.id }} delivery={delivery} />
    },
    { value: 'mapping', text: 'Mapping', panel: () => <MappingTab event={event} /> },
    { value: 'headers', text: 'Headers', panel: () => <HeadersTab delivery={delivery} /> },
    { value: 'signature', text: 'Signature', panel: () => <SignatureTab delivery={delivery} /> },
    {
      value: 'deliveries',
      text: 'Deliveries',
      count: event.deliveryCount > 1 ? event.deliveryCount : undefined,
      panel: () => <DeliveriesTab eventId={event.id} />
    },
    {
      value: 'replays',
      text: 'Replays',
      count: attempts.value?.length,
      panel: () => <ReplaysTab attempts={attempts} />
    }
  ]
  return (
    <>
      <EventHeader
        event={event}
        onStar={star}
        onNote={write}
        onDelete={removeEvent}
        onCopy={() => copyPayload(event.id)}
      />
      <NoteBox
        key={event.id}
        eventId={event.id}
        note={event.note}
        isWriting={noted === event.id}
        onDone={() => setNoted(null)}
      />
      <EventMarks event={event} />
      <Tabs label="Event" tabs={tabs} value={tab} onChange={selection.openTab} />
    </>
  )
}
