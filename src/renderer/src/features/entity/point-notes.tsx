import { Notice } from '../../components/notice.tsx'
import { plural } from '../../lib/format-count.ts'
import styles from './entity.module.css'
import type { Point } from './use-point.ts'

interface PointNotesProps {
  readonly point: Point
  /** Events up to there that could not be followed. */
  readonly skipped: number
}

/** What must be known to read the tab below rightly. */
export function PointNotes({ point, skipped }: PointNotesProps) {
  const isDeletion = point.event?.action === 'deleted'
  if (!isDeletion && skipped === 0) return null
  return (
    <div className={styles['notes']}>
      {isDeletion && <Notice tone="warn">It was deleted here. This is what was last known of it.</Notice>}
      {skipped > 0 && (
        <Notice tone="warn">
          {plural(skipped, 'event')} up to here could not be followed whole: larger than 1 MB, with very many
          values, or not JSON. What {skipped === 1 ? 'it' : 'they'} changed is missing here.
        </Notice>
      )}
    </div>
  )
}
