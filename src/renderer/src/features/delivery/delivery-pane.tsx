import { Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { actions } from '#shared/actions.ts'
import type { Delivery } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import type { Client } from '../../client/client.ts'
import { Button } from '../../components/button.tsx'
import { IdButton } from '../../components/id-button.tsx'
import { Instant } from '../../components/instant.tsx'
import { Empty, Notice } from '../../components/notice.tsx'
import { Tabs, type TabEntry } from '../../components/tabs.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { classNames } from '../../lib/class-names.ts'
import { useAppState } from '../../state/app-state.ts'
import { createLiveValue } from '../../state/live-value.ts'
import type { EventTab } from '../../state/selection-store.ts'
import { useStore } from '../../state/store.ts'
import { useEndpointName } from '../endpoints/use-endpoints.ts'
import { BodyView } from '../json/body-view.tsx'
import { useAction } from '../shortcuts/use-action.ts'
import { useDelete } from '../timeline/use-delete.ts'
import styles from './delivery.module.css'
import { HeadersTab } from './headers-tab.tsx'
import { SignatureTab } from './signature-tab.tsx'
import { nameOfDelivery, verdicts } from './verdict.tsx'

/** A delivery that is no event: why not, and what to do about it. */
export function DeliveryPane({ id }: { readonly id: string }) {
  const client = useClient()
  const store = useMemo(() => createDeliveryDetail(client, id), [client, id])
  const { value: delivery, error } = useStore(store)
  if (delivery) return <DeliveryView key={id} delivery={delivery} />
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

function DeliveryView({ delivery }: { readonly delivery: Delivery }) {
  const { selection } = useAppState()
  const { tab, view } = useStore(selection)
  const { icon: Icon, word } = verdicts[delivery.verdict]
  const tabs: readonly TabEntry<EventTab>[] = [
    {
      value: 'signature',
      text: delivery.verdict === 'verified' ? 'Signature' : 'Cause',
      panel: () => <SignatureTab delivery={delivery} />
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
  const endpointName = useEndpointName(delivery.endpointId)
  const isCall = delivery.kind === 'interceptor'
  const openEvent = (eventId: string) => {
    if (view !== 'events' && view !== 'starred') selection.show('events')
    selection.open(eventId)
  }
  return (
    <>
      <header className={styles['head']}>
        <span className={classNames(styles['badge'], styles[delivery.verdict])}>
          <Icon size={18} aria-hidden />
        </span>
        <div>
          <h2 title={nameOfDelivery(delivery)}>
            <code>
              <bdi>{delivery.method}</bdi> <bdi>{delivery.target}</bdi>
            </code>
          </h2>
          <p>
            {isCall && (
              <>
                Interceptor call
                {delivery.triggerPoint !== null && (
                  <>
                    {' '}
                    at <bdi>{delivery.triggerPoint}</bdi>
                  </>
                )}{' '}
                ·{' '}
              </>
            )}
            {word} · <Instant at={delivery.receivedAt} />
            {endpointName !== null && (
              <>
                {' '}
                · <bdi>{endpointName}</bdi>
              </>
            )}
            {delivery.claimedType !== null && (
              <>
                {delivery.verdict === 'verified' ? ' · ' : ' · says it is '}
                <bdi>{delivery.claimedType}</bdi>
              </>
            )}
          </p>
        </div>
        <IdButton id={delivery.id} what="the delivery id" />
        {delivery.eventId === null && (
          <Button
            look="ghost"
            size="small"
            isIcon
            aria-label="Delete the delivery"
            title={`Delete the delivery (${actions.delete.shown})`}
            onClick={removeDelivery}
          >
            <Trash2 size={14} aria-hidden />
          </Button>
        )}
      </header>
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
