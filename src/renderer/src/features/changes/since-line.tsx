import { formatSpan } from '#shared/changes/durations.ts'
import { Instant } from '../../components/instant.tsx'
import styles from './changes.module.css'
import type { Since } from './use-blame.ts'

interface SinceLineProps {
  readonly since: Since
  /** When it ended; null where that is not known. */
  readonly until: number | null
  readonly onOpen: (id: string) => void
}

/** For how long a value was so, with the way to the event that set it. */
export function SinceLine({ since, until, onOpen }: SinceLineProps) {
  return (
    <small className={styles['since']}>
      {until !== null && `was so for ${since.isAtLeast ? 'at least ' : ''}${formatSpan(since.at, until)}, `}
      <button type="button" title="Show the event that set it" onClick={() => onOpen(since.id)}>
        {until === null && 'so '}since <Instant at={since.at} isRough />
      </button>
    </small>
  )
}
