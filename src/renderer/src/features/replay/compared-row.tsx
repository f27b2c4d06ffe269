import { CircleCheck, CircleMinus, CirclePlus, CircleX, type LucideIcon } from 'lucide-react'
import type { Compared } from '#shared/replay-models.ts'
import { Notice } from '../../components/notice.tsx'
import { Tag, type Tone } from '../../components/tag.tsx'
import { formatCount } from '../../lib/format-count.ts'
import { formatDuration } from '../../lib/format-time.ts'
import styles from './replays.module.css'

/** How many answers are as they were, and how many are not. */
export function ComparedTotals({
  same,
  changed,
  missing,
  added
}: Readonly<Record<'same' | 'changed' | 'missing' | 'added', number>>) {
  const isSame = changed + missing + added === 0
  const otherTone = changed > 0 ? 'bad' : 'warn'
  return (
    <Notice tone={isSame ? 'good' : otherTone}>
      {isSame ? (
        <>All {formatCount(same)} answers are as in the baseline.</>
      ) : (
        <>
          <b>{formatCount(changed)} answered otherwise</b>, {formatCount(same)} as before
          {missing > 0 && `, ${formatCount(missing)} only in the baseline`}
          {added > 0 && `, ${formatCount(added)} only here`}.
        </>
      )}
    </Notice>
  )
}

const verdicts: Readonly<Record<Compared['verdict'], { icon: LucideIcon; tone: Tone; word: string }>> = {
  same: { icon: CircleCheck, tone: 'good', word: 'as before' },
  status: { icon: CircleX, tone: 'bad', word: 'other status' },
  body: { icon: CircleX, tone: 'bad', word: 'other body' },
  missing: { icon: CircleMinus, tone: 'warn', word: 'only baseline' },
  new: { icon: CirclePlus, tone: 'info', word: 'only here' }
}

/** What one event got then and now. */
export function ComparedRow({
  compared: { verdict, type, label, eventId, before, after }
}: {
  readonly compared: Compared
}) {
  const { icon, tone, word } = verdicts[verdict]
  return (
    <div className={styles['attempt']}>
      <span role="gridcell">
        <Tag icon={icon} tone={tone}>
          {word}
        </Tag>
      </span>
      <span role="gridcell" className={styles['event']}>
        <b>
          <bdi>{label ?? eventId}</bdi>
        </b>
        <small>{type}</small>
      </span>
      <span role="gridcell" className={styles['when']}>
        {answerOf(before)} → {answerOf(after)}
      </span>
    </div>
  )
}

function answerOf(answer: Compared['before']): string {
  if (answer === null) return 'none'
  const took = answer.durationMs === null ? '' : ` in ${formatDuration(answer.durationMs)}`
  return `${answer.status ?? 'no answer'}${took}`
}
