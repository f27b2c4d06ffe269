import { GitCompareArrows } from 'lucide-react'
import type { EventSummary } from '#shared/models.ts'
import { ActionTile, TypeChip } from '../../components/action-tile.tsx'
import { Tag } from '../../components/tag.tsx'
import { classNames } from '../../lib/class-names.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useOtherEndpointName } from '../endpoints/use-endpoints.ts'
import { conflictText, lateText, nameOfEvent } from '../event/event-words.ts'
import { useOrganizationName } from '../facets/organization-names.ts'
import { RowState } from './row-state.tsx'
import { RowTime } from './row-time.tsx'
import styles from './row.module.css'

interface EventRowProps {
  readonly event: EventSummary
  /** The event in the row above, where that was read. */
  readonly above: EventSummary | null
  /** One of a burst that is unfolded. */
  readonly isInBurst: boolean
}

export function EventRow({ event, above, isInBurst }: EventRowProps) {
  const endpointName = useOtherEndpointName(event.endpointId)
  const organization = useOrganizationName(event.organizationId, event.organizationName)
  const { mark } = useAppState()
  const isMarked = useStore(mark)?.id === event.id
  // What goes on about one entity reads as one piece.
  const isAgain =
    above !== null && above.entityId === event.entityId && nameOfEvent(above) === nameOfEvent(event)
  return (
    <div className={classNames(styles['row'], isInBurst && styles['inside'])}>
      <RowTime at={event.firstSeenAt} above={above?.firstSeenAt ?? null} />
      <div role="gridcell">
        <ActionTile action={event.action} />
      </div>
      <div role="gridcell" className={styles['main']}>
        <div className={styles['who']}>
          <b className={isAgain ? styles['again'] : undefined}>
            <bdi>{nameOfEvent(event)}</bdi>
          </b>
          {isMarked && (
            <Tag tone="info" icon={GitCompareArrows} title="Marked for comparison">
              marked
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
          <span className={styles['type']}>
            <TypeChip type={event.type} action={event.action} />
          </span>
          <span className={styles['where']} title={event.organizationId ?? undefined}>
            <bdi>{organization}</bdi>
          </span>
          {endpointName !== null && (
            <span className={styles['endpoint']} title={`Received at the endpoint ${endpointName}`}>
              <bdi>{endpointName}</bdi>
            </span>
          )}
        </div>
      </div>
      <RowState event={event} />
    </div>
  )
}
