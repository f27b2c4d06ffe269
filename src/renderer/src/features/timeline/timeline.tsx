import { CircleHelp, Inbox, SearchX, ShieldCheck } from 'lucide-react'
import { useMemo } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Empty } from '../../components/notice.tsx'
import { useAppState } from '../../state/app-state.ts'
import { createDeliveryList, createEventList } from '../../state/lists.ts'
import type { View } from '../../state/selection-store.ts'
import { useStore } from '../../state/store.ts'
import { useSettled } from '../../state/use-settled.ts'
import { useListening } from '../listening/use-listening.ts'
import { SampleMenu, SendSample } from '../samples/send-sample.tsx'
import { SignedCurl } from '../samples/signed-curl.tsx'
import { DeliveryRow } from './delivery-row.tsx'
import { EventRow } from './event-row.tsx'
import { FilterBox, useRefusal } from './filter-box.tsx'
import { TimelineRows } from './timeline-rows.tsx'
import styles from './timeline.module.css'

export const viewNames: Readonly<Record<View, string>> = {
  events: 'Events',
  rejected: 'Rejected',
  unchecked: 'Unchecked'
}

export function Timeline() {
  const { selection } = useAppState()
  const { view } = useStore(selection)
  return (
    <section className={styles['timeline']} data-pane="timeline" aria-label={viewNames[view]}>
      {view === 'events' ? <Events /> : <Deliveries key={view} verdict={view} />}
    </section>
  )
}

function Events() {
  const client = useClient()
  const { query, stats } = useAppState()
  const filter = useStore(query)
  const wanted = useMemo(() => createEventList(client, filter), [client, filter])
  const store = useSettled(wanted)
  const isRefused = useRefusal(wanted) !== null
  const total = useStore(stats).value?.events ?? null
  return (
    <>
      <div className={styles['head']}>
        <FilterBox store={wanted} />
        <SampleMenu />
      </div>
      {isRefused ? (
        // No row may stay, as if the filter had found it.
        <Empty icon={SearchX} title="Correct the filter to see events." />
      ) : (
        <TimelineRows
          label="Events"
          store={store}
          total={filter ? null : total}
          row={(event) => <EventRow event={event} />}
          empty={filter ? <NothingFound filter={filter} /> : <NoEvents />}
        />
      )}
    </>
  )
}

function Deliveries({ verdict }: { readonly verdict: 'rejected' | 'unchecked' }) {
  const client = useClient()
  const { stats } = useAppState()
  const store = useMemo(() => createDeliveryList(client, { verdict }), [client, verdict])
  const total = useStore(stats).value?.[verdict] ?? null
  return (
    <>
      <div className={styles['head']}>
        <h2 className={styles['title']}>{viewNames[verdict]} deliveries</h2>
      </div>
      <TimelineRows
        label={`${viewNames[verdict]} deliveries`}
        store={store}
        total={total}
        row={(delivery) => <DeliveryRow delivery={delivery} />}
        empty={verdict === 'rejected' ? <NoneRejected /> : <NoneUnchecked />}
      />
    </>
  )
}

function NoEvents() {
  const { status, start } = useListening()
  const url = status?.receiver.url
  return (
    <Empty
      icon={Inbox}
      title="No events yet"
      actions={
        <>
          <SendSample />
          {status?.tunnel.state !== 'online' && <Button onClick={start}>Start listening</Button>}
        </>
      }
      footer={url && <SignedCurl url={url} />}
    >
      <p>
        An event appears here the moment a signed delivery arrives. Send a sample to see one now: it is signed
        and verified like Scalekit's own.
      </p>
    </Empty>
  )
}

function NothingFound({ filter }: { readonly filter: string }) {
  const { query } = useAppState()
  return (
    <Empty
      icon={SearchX}
      title="No event matches"
      actions={<Button onClick={() => query.set('')}>Clear the filter</Button>}
    >
      <p>
        Nothing stored matches <code>{filter}</code>.
      </p>
    </Empty>
  )
}

function NoneRejected() {
  return (
    <Empty icon={ShieldCheck} title="Nothing was rejected">
      <p>Deliveries whose signature does not hold are kept here, each with its cause and how to fix it.</p>
    </Empty>
  )
}

function NoneUnchecked() {
  const { dialog } = useAppState()
  return (
    <Empty
      icon={CircleHelp}
      title="Nothing is waiting for a secret"
      actions={<Button onClick={() => dialog.set('secrets')}>Signing secrets</Button>}
    >
      <p>
        Deliveries that arrive before a signing secret is stored are kept here. They become events as soon as
        a secret explains them.
      </p>
    </Empty>
  )
}
