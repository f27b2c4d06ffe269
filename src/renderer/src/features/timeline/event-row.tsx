import { GitCompareArrows, NotebookPen, Star } from 'lucide-react'
import type { EventSummary } from '#shared/models.ts'
import { ActionTile, TypeChip } from '../../components/action-tile.tsx'
import { Mark } from '../../components/mark.tsx'
import { Tag } from '../../components/tag.tsx'
import { classNames } from '../../lib/class-names.ts'
import { formatCount } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useEndpointName } from '../endpoints/use-endpoints.ts'
import { conflictText, lateText, nameOfEvent } from '../event/event-words.ts'
import { OutcomeTag } from '../replay/outcome.tsx'
import { RowTime } from './row-time.tsx'
import styles from './row.module.css'

interface EventRowProps {
  readonly event: EventSummary
  /** One of a burst that is unfolded. */
  readonly isInBurst: boolean
}

export function EventRow({ event, isInBurst }: EventRowProps) {
  const endpointName = useEndpointName(event.endpointId)
  const { mark } = useAppState()
  const isMarked = useStore(mark)?.id === event.id
  return (
    <div className={classNames(styles['row'], isInBurst && styles['inside'])}>
      <RowTime at={event.firstSeenAt} />
      <div role="gridcell">
        {isInBurst && <span className={styles['words']}>In the burst, level 2.</span>}
        <ActionTile action={event.action} />
      </div>
      <div role="gridcell" className={styles['main']}>
        <div className={styles['who']}>
          <b>
            <bdi>{nameOfEvent(event)}</bdi>
          </b>
          {isMarked && (
            <Tag tone="info" icon={GitCompareArrows} title="Marked for comparison">
              marked
            </Tag>
          )}
          {event.starred && <Mark icon={Star} text="Starred" isFilled />}
          {event.noted && <Mark icon={NotebookPen} text="Has a note" />}
          {event.deliveryCount > 1 && (
            <Tag title={`Delivered ${formatCount(event.deliveryCount)} times`}>
              ×{formatCount(event.deliveryCount)}
            </Tag>
          )}
          {event.conflict && (
            <Tag tone="warn" title={conflictText}>
              conflict
            </Tag>
          )}
          {event.late && (
            <Tag tone="warn" title={lateText}>
              late
            </Tag>
          )}
          {event.sample && <Tag title="Signed by this app's own sample secret">sample</Tag>}
        </div>
        <div className={styles['what']}>
          <TypeChip type={event.type} action={event.action} />
          <span className={styles['where']} title={event.organizationId ?? undefined}>
            <bdi>{event.organizationName ?? event.organizationId}</bdi>
          </span>
          {endpointName !== null && (
            <span className={styles['endpoint']} title={`Received at the endpoint ${endpointName}`}>
              <bdi>{endpointName}</bdi>
            </span>
          )}
        </div>
      </div>
      <div role="gridcell" className={styles['outcome']}>
        {event.lastAttempt && <OutcomeTag attempt={event.lastAttempt} isBare />}
      </div>
    </div>
  )
}
