import { useMemo, useState } from 'react'
import type { DeliverySummary } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Instant } from '../../components/instant.tsx'
import { Notice } from '../../components/notice.tsx'
import { Tag } from '../../components/tag.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { formatBytes } from '../../lib/format-count.ts'
import { formatSpan } from '../../lib/format-time.ts'
import { useAppState } from '../../state/app-state.ts'
import { createDeliveryList } from '../../state/lists.ts'
import { useStore } from '../../state/store.ts'
import { useRead } from '../../state/use-read.ts'
import { conflictText } from '../event/event-words.ts'
import styles from './delivery.module.css'
import { HeadersTab } from './headers-tab.tsx'
import { statusText, verdicts } from './verdict.tsx'

/** Every delivery that carried an event: the first one, its retries and duplicates. */
export function DeliveriesTab({ eventId }: { readonly eventId: string }) {
  const client = useClient()
  const store = useMemo(() => createDeliveryList(client, { eventId }), [client, eventId])
  const list = useStore(store)
  const [open, setOpen] = useState<string | null>(null)
  if (list.status === 'loading') return <Waiting what="the deliveries" />
  return (
    <div className={styles['page']}>
      <p className={styles['sum']}>{sumOf(list.rows, list.hasMore)}</p>
      {list.error !== null && <Notice tone="bad">{list.error}</Notice>}
      <ul className={styles['entries']}>
        {list.rows.map((delivery, index) => (
          <li key={delivery.id}>
            <Disclosure
              isOpen={open === delivery.id}
              onToggle={(isOpen) => setOpen(isOpen ? delivery.id : null)}
              summary={
                <DeliveryLine
                  delivery={delivery}
                  before={list.rows[index + 1]}
                  isFirst={!list.hasMore && index === list.rows.length - 1}
                />
              }
            >
              <DeliveryDetail id={delivery.id} />
            </Disclosure>
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <Button size="small" onClick={store.loadMore}>
          Show more
        </Button>
      )}
    </div>
  )
}

/** What the deliveries of an event come to, in a sentence. */
function sumOf(rows: readonly DeliverySummary[], hasMore: boolean): string {
  if (rows.length === 1 && !hasMore) return 'Delivered once.'
  const conflicts = rows.filter(({ conflict }) => conflict).length
  const count = `Delivered ${hasMore ? `more than ${rows.length}` : rows.length} times`
  if (conflicts === 0)
    return `${count}, each time with the same body: duplicates, which a handler takes once.`
  return `${count}; ${conflicts} of them with another body than the first.`
}

const gapText = (
  { receivedAt }: DeliverySummary,
  before: DeliverySummary | undefined,
  isFirst: boolean
): string => {
  if (isFirst) return 'first'
  return before ? `+${formatSpan(receivedAt - before.receivedAt)}` : ''
}

interface DeliveryLineProps {
  readonly delivery: DeliverySummary
  /** The delivery before it, as far as that is known. */
  readonly before: DeliverySummary | undefined
  readonly isFirst: boolean
}

function DeliveryLine({ delivery, before, isFirst }: DeliveryLineProps) {
  const { icon, tone, word } = verdicts[delivery.verdict]
  return (
    <>
      <Instant at={delivery.receivedAt} />
      <span className={styles['gap']} title="Since the delivery before it">
        {gapText(delivery, before, isFirst)}
      </span>
      <Tag tone={tone} icon={icon} isBare>
        {word}
      </Tag>
      {!isFirst && !delivery.conflict && <Tag title="The same event id and the same body">duplicate</Tag>}
      {delivery.conflict && (
        <Tag tone="warn" title={conflictText}>
          another body
        </Tag>
      )}
      <span className={styles['grow']}>{statusText(delivery.status)}</span>
      <span className={styles['aside']}>
        {delivery.remoteAddress} · {formatBytes(delivery.bodyBytes)}
      </span>
    </>
  )
}

function DeliveryDetail({ id }: { readonly id: string }) {
  const client = useClient()
  const { selection } = useAppState()
  const delivery = useRead(id, () => client.call('deliveries.get', { id }))
  if (delivery.status === 'loading') return <Waiting what="the delivery" />
  if (delivery.status === 'failed') return <Notice tone="bad">{delivery.error}</Notice>
  return (
    <>
      <HeadersTab delivery={delivery.value} />
      <div className={styles['open']}>
        <Button size="small" onClick={() => selection.open(id)}>
          Open with its body
        </Button>
      </div>
    </>
  )
}
