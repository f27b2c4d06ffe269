import { CornerDownLeft, Hand } from 'lucide-react'
import type { DeliverySummary } from '#shared/models.ts'
import { shortType } from '#shared/short-type.ts'
import { Tag } from '../../components/tag.tsx'
import { classNames } from '../../lib/class-names.ts'
import { answerText, nameOfDelivery, reasonText, verdicts } from '../delivery/verdict.tsx'
import { useOtherEndpointName } from '../endpoints/use-endpoints.ts'
import { RowTime } from './row-time.tsx'
import styles from './row.module.css'

interface DeliveryRowProps {
  readonly delivery: DeliverySummary
  /** When the row above was received; null for none that was read. */
  readonly above: number | null
}

export function DeliveryRow({ delivery, above }: DeliveryRowProps) {
  const { icon, tone, word } = verdicts[delivery.verdict]
  const isCall = delivery.kind === 'interceptor'
  const Icon = isCall ? Hand : icon
  const endpointName = useOtherEndpointName(delivery.endpointId)
  return (
    <div className={styles['row']}>
      <RowTime at={delivery.receivedAt} above={above} />
      <div role="gridcell">
        <span className={classNames(styles['tile'], styles[delivery.verdict])}>
          <Icon size={14} strokeWidth={2.25} aria-hidden />
        </span>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- its text is its label */}
      <div role="gridcell" className={styles['main']}>
        <div className={styles['who']}>
          <b>
            <bdi>{isCall ? (delivery.triggerPoint ?? 'Interceptor call') : reasonText(delivery)}</bdi>
          </b>
          {isCall && (
            <Tag tone={tone} icon={icon} title={reasonText(delivery)}>
              {word}
            </Tag>
          )}
        </div>
        <div className={styles['what']}>
          {!isCall && delivery.claimedType !== null && (
            <span className={styles['claim']} title={`Says it is ${delivery.claimedType}`}>
              says <bdi>{shortType(delivery.claimedType)}</bdi>
            </span>
          )}
          <code className={styles['where']} title={nameOfDelivery(delivery)}>
            <bdi>{delivery.method}</bdi> <bdi>{delivery.target}</bdi>
          </code>
          {endpointName !== null && (
            <span className={styles['endpoint']} title={`Received at the endpoint ${endpointName}`}>
              <bdi>{endpointName}</bdi>
            </span>
          )}
        </div>
      </div>
      <div role="gridcell" className={styles['outcome']}>
        <Tag isBare icon={CornerDownLeft} title="What the sender was answered">
          {answerText(delivery)}
        </Tag>
      </div>
    </div>
  )
}
