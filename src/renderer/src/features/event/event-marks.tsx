import { useMemo } from 'react'
import type { EventDetail } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Instant } from '../../components/instant.tsx'
import { Notice } from '../../components/notice.tsx'
import { useAppState } from '../../state/app-state.ts'
import { createShapesOf } from '../../state/shapes.ts'
import { useStore } from '../../state/store.ts'
import { ShapeMarks } from '../mapping/shape-marks.tsx'
import { conflictText, lateText } from './event-words.ts'
import styles from './event.module.css'

/** What is out of the ordinary about an event, in words. */
export function EventMarks({ event }: { readonly event: EventDetail }) {
  const client = useClient()
  const { selection } = useAppState()
  const shapes = useMemo(() => createShapesOf(client, event.id), [client, event.id])
  const firsts = useStore(shapes).value?.rows ?? []
  if (!event.conflict && !event.late && firsts.length === 0) return null
  return (
    <div className={styles['marks']}>
      {event.conflict && (
        <Notice tone="warn">
          {conflictText} Both are kept; this shows the first.{' '}
          <Button size="small" onClick={() => selection.openTab('deliveries')}>
            Show the deliveries
          </Button>
        </Notice>
      )}
      {event.late && (
        <Notice tone="warn">
          {lateText}{' '}
          {event.occurredAt !== null && (
            <>
              It happened <Instant at={event.occurredAt} />,{' '}
            </>
          )}
          {event.idMadeAt !== null && (
            <>
              its id was made <Instant at={event.idMadeAt} />,{' '}
            </>
          )}
          it was received <Instant at={event.firstSeenAt} />.
        </Notice>
      )}
      {firsts.length > 0 && <ShapeMarks changes={firsts} />}
    </div>
  )
}
