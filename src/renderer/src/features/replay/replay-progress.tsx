import { Progress } from '@base-ui/react/progress'
import { CircleCheck, CircleX, PlugZap } from 'lucide-react'
import type { Replay } from '#shared/replay-models.ts'
import { Tag } from '../../components/tag.tsx'
import { formatCount } from '../../lib/format-count.ts'
import styles from './replays.module.css'
import { endedOf } from './replays-view.ts'
import { sayLeft, sayLong } from './sending-words.ts'

/** How far a replay is: a bar by how attempts ended, and the same in words. */
export function ReplayProgress({ replay }: { readonly replay: Replay }) {
  const { accepted, refused, failed, total, perSecond, remainingMs, state, startedAt, endedAt } = replay
  const ended = endedOf(replay)
  const text = [
    `${formatCount(ended)} of ${formatCount(total)} ended`,
    perSecond !== null && perSecond > 0 && `${formatCount(Math.round(perSecond * 10) / 10)} per second`,
    remainingMs !== null && state === 'running' && `${sayLeft(remainingMs)} left`,
    endedAt !== null && `took ${sayLong(endedAt - startedAt)}`
  ]
    .filter((part) => part !== false)
    .join(', ')
  const part = (count: number) => ({ width: `${(count / Math.max(1, total)) * 100}%` })
  return (
    <div className={styles['progress']}>
      <Progress.Root
        value={(ended / Math.max(1, total)) * 100}
        aria-label="Progress"
        aria-valuetext={text}
        className={styles['track']}
      >
        <span className={styles['accepted']} style={part(accepted)} />
        <span className={styles['refused']} style={part(refused)} />
        <span className={styles['failed']} style={part(failed)} />
      </Progress.Root>
      <p className={styles['figures']}>
        <span>{text}</span>
        <Tag tone="good" icon={CircleCheck}>
          {formatCount(accepted)} accepted
        </Tag>
        {refused > 0 && (
          <Tag tone="bad" icon={CircleX} title="Answered, but not with 2xx">
            {formatCount(refused)} refused
          </Tag>
        )}
        {failed > 0 && (
          <Tag tone="bad" icon={PlugZap}>
            {formatCount(failed)} without an answer
          </Tag>
        )}
      </p>
    </div>
  )
}
