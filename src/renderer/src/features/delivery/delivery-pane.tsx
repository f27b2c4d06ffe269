import { useMemo, useState } from 'react'
import type { Delivery } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import type { Client } from '../../client/client.ts'
import { Button } from '../../components/button.tsx'
import { Empty, Notice } from '../../components/notice.tsx'
import { Tabs, type TabEntry } from '../../components/tabs.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useAppState } from '../../state/app-state.ts'
import { createLiveValue } from '../../state/live-value.ts'
import type { EventTab } from '../../state/selection-store.ts'
import { useStore } from '../../state/store.ts'
import { BodyView } from '../json/body-view.tsx'
import { useAction } from '../shortcuts/use-action.ts'
import { useDelete } from '../timeline/use-delete.ts'
import { DeliveryHeader } from './delivery-header.tsx'
import styles from './delivery.module.css'
import { HeadersTab } from './headers-tab.tsx'
import { SignatureTab } from './signature-tab.tsx'
import { nameOfDelivery } from './verdict.tsx'

/** A delivery that is no event: why not, and what to do about it. */
export function DeliveryPane({ id }: { readonly id: string }) {
  const client = useClient()
  const store = useMemo(() => createDeliveryDetail(client, id), [client, id])
  const { value: delivery, error } = useStore(store)
  if (delivery) return <DeliveryView key={id} received={delivery} />
  if (error === null) return <Waiting what="the delivery" />
  return (
    <Empty title="This delivery cannot be shown">
      <p>{error}</p>
    </Empty>
  )
}

const createDeliveryDetail = (client: Client, id: string) =>
  createLiveValue<Delivery>({
    read: () => client.call('deliveries.get', { id }),
    watch: (_update, reread) =>
      client.on(
        'deliveries.changed',
        (change) => {
          if (change.stale || change.upserted.some((delivery) => delivery.id === id)) reread()
        },
        reread
      )
  })

function DeliveryView({ received }: { readonly received: Delivery }) {
  /** As it was judged again, until it is announced anew. */
  const [checked, setChecked] = useState<{ since: Delivery; delivery: Delivery } | null>(null)
  const delivery = checked?.since === received ? checked.delivery : received

  const { selection } = useAppState()
  const { tab, view } = useStore(selection)
  const tabs: readonly TabEntry<EventTab>[] = [
    {
      value: 'signature',
      text: delivery.verdict === 'verified' ? 'Signature' : 'Cause',
      panel: () => (
        <SignatureTab
          delivery={delivery}
          onChecked={(now) => setChecked({ since: received, delivery: now })}
        />
      )
    },
    {
      value: 'payload',
      text: 'Body',
      panel: () => <BodyView source={{ kind: 'delivery', id: delivery.id }} delivery={delivery} />
    },
    { value: 'headers', text: 'Headers', panel: () => <HeadersTab delivery={delivery} /> }
  ]
  const remove = useDelete()
  const removeDelivery = () => {
    // Those of an event go with it.
    if (delivery.eventId === null) remove(delivery.id, nameOfDelivery(delivery))
  }
  useAction('delete', removeDelivery)
  const openEvent = (eventId: string) => {
    if (view !== 'events' && view !== 'starred') selection.show('events')
    selection.open(eventId)
  }
  return (
    <>
      <DeliveryHeader delivery={delivery} onDelete={removeDelivery} />
      {delivery.eventId !== null && (
        <div className={styles['promoted']}>
          <Notice tone="good">
            {view === 'events' || view === 'starred'
              ? 'This delivery carried an event.'
              : 'A secret explains this delivery now, so it has become an event.'}{' '}
            <Button size="small" onClick={() => openEvent(delivery.eventId ?? '')}>
              Open the event
            </Button>
          </Notice>
        </div>
      )}
      <Tabs
        label="Delivery"
        tabs={tabs}
        value={tabs.some(({ value }) => value === tab) ? (tab ?? 'signature') : 'signature'}
        onChange={selection.openTab}
      />
    </>
  )
}
