import { Equal, GitCompareArrows } from 'lucide-react'
import type { Attempt } from '#shared/models.ts'
import type { AttemptDetail } from '#shared/replay-models.ts'
import { Instant } from '../../components/instant.tsx'
import { Tag } from '../../components/tag.tsx'
import { formatDuration } from '../../lib/format-time.ts'
import { DiffRows } from './diff-rows.tsx'
import styles from './replay.module.css'

interface AttemptComparedProps {
  readonly attempt: Attempt
  readonly previous: NonNullable<AttemptDetail['previous']>
}

/** What is not as it was at the attempt before to the same target. */
export function AttemptCompared({ attempt, previous }: AttemptComparedProps) {
  const hasSameStatus = attempt.status === previous.status
  const isSame = hasSameStatus && previous.sameBody
  // What gave no answer has neither a body nor a time that says something.
  const areAnswered = attempt.status !== null && previous.status !== null
  const latency =
    !areAnswered || attempt.durationMs === null || previous.durationMs === null
      ? null
      : attempt.durationMs - previous.durationMs
  return (
    <section aria-label="Compared with the attempt before">
      <h3>
        Compared with the attempt before, <Instant at={previous.startedAt} />
      </h3>
      <p className={styles['compared']}>
        {isSame ? (
          <Tag tone="good" icon={Equal}>
            same answer
          </Tag>
        ) : (
          <Tag tone="warn" icon={GitCompareArrows}>
            {hasSameStatus ? 'other body' : 'other status'}
          </Tag>
        )}
        {!hasSameStatus && (
          <span>
            {previous.status ?? 'no answer'} → <b>{attempt.status ?? 'no answer'}</b>
          </span>
        )}
        {latency !== null && (
          <span>
            {formatDuration(Math.abs(latency))} {latency > 0 ? 'slower' : 'faster'}
          </span>
        )}
      </p>
      {previous.rows && previous.rows.length > 0 && <DiffRows rows={previous.rows} />}
      {areAnswered && !previous.sameBody && previous.rows === null && (
        <p className={styles['none']}>
          The bodies differ. They are not both JSON, so they are not compared by value.
        </p>
      )}
    </section>
  )
}
