import { Trash2 } from 'lucide-react'
import { actions } from '#shared/actions.ts'
import type { Delivery } from '#shared/models.ts'
import { Button } from '../../components/button.tsx'
import { IdButton } from '../../components/id-button.tsx'
import { Instant } from '../../components/instant.tsx'
import { classNames } from '../../lib/class-names.ts'
import { useEndpointName } from '../endpoints/use-endpoints.ts'
import styles from './delivery.module.css'
import { nameOfDelivery, verdicts } from './verdict.tsx'

interface DeliveryHeaderProps {
  readonly delivery: Delivery
  readonly onDelete: () => void
}

/** What a delivery is, in two lines. */
export function DeliveryHeader({ delivery, onDelete }: DeliveryHeaderProps) {
  const { icon: Icon, word } = verdicts[delivery.verdict]
  const endpointName = useEndpointName(delivery.endpointId)
  const isCall = delivery.kind === 'interceptor'
  return (
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
          onClick={onDelete}
        >
          <Trash2 size={14} aria-hidden />
        </Button>
      )}
    </header>
  )
}
