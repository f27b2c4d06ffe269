import type { EventDetail } from '#shared/models.ts'
import { Button } from '../../components/button.tsx'
import { Instant } from '../../components/instant.tsx'
import { Notice } from '../../components/notice.tsx'
import { useAppState } from '../../state/app-state.ts'
import { conflictText, lateText } from './event-words.ts'
import styles from './event.module.css'

/** What is out of the ordinary about an event, in words. */
export function EventMarks({ event }: { readonly event: EventDetail }) {
  const { selection } = useAppState()
  if (!event.conflict && !event.late) return null
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
    </div>
  )
}
