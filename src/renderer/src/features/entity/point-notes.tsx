import type { Entity } from '#shared/entity-models.ts'
import { TypeChip } from '../../components/action-tile.tsx'
import { Instant } from '../../components/instant.tsx'
import { Notice } from '../../components/notice.tsx'
import { plural } from '../../lib/format-count.ts'
import { happenedAt } from '../history/say-event.ts'
import styles from './entity.module.css'
import type { Point } from './use-point.ts'

interface PointNotesProps {
  readonly entity: Entity
  readonly point: Point
  /** Events up to there that could not be followed. */
  readonly skipped: number
}

/** As of when the tab below tells, and what must be known to read it rightly. */
export function PointNotes({ entity, point, skipped }: PointNotesProps) {
  const { event } = point
  return (
    <>
      <p className={styles['asOf']}>
        {event && (
          <>
            As of <Instant at={happenedAt(event)} /> <TypeChip type={event.type} action={event.action} />
            {point.id === entity.lastId && ' the latest event'}
          </>
        )}
      </p>
      {(event?.action === 'deleted' || skipped > 0) && (
        <div className={styles['notes']}>
          {event?.action === 'deleted' && (
            <Notice tone="warn">It was deleted here. This is what was last known of it.</Notice>
          )}
          {skipped > 0 && (
            <Notice tone="warn">
              {plural(skipped, 'event')} up to here could not be followed: larger than 1 MB, or not JSON. What{' '}
              {skipped === 1 ? 'it' : 'they'} changed is missing here.
            </Notice>
          )}
        </div>
      )}
    </>
  )
}
