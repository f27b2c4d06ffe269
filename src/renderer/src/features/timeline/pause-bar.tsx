import { Pause, Play } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { formatCount } from '../../lib/format-count.ts'
import { useStore } from '../../state/store.ts'
import { pause } from './pause.ts'
import styles from './timeline.module.css'

interface PauseBarProps {
  /** How many rows there are in all; null where nobody has counted. */
  readonly total: number | null
  /** How many are known to wait. */
  readonly waiting: number
  readonly isBehind: boolean
}

/** Says that the timeline stands still and the receiver does not. */
export function PauseBar(props: PauseBarProps) {
  return useStore(pause) ? <Paused {...props} /> : null
}

function Paused({ total, waiting, isBehind }: PauseBarProps) {
  const [totalBefore] = useState(total)
  const arrived = total === null || totalBefore === null ? 0 : total - totalBefore
  const count = Math.max(waiting, isBehind ? arrived : 0)
  return (
    <div className={styles['paused']}>
      <Pause size={13} aria-hidden />
      <span role="status">
        Paused. Webhooks are still received and stored: {sayWaiting(count, isBehind && count === waiting)}.
      </span>
      <Button size="small" onClick={() => pause.set(false)}>
        <Play size={13} aria-hidden />
        Go on
      </Button>
    </div>
  )
}

function sayWaiting(count: number, isMore: boolean): string {
  if (count === 0) return isMore ? 'some may wait' : 'none waits'
  return `${formatCount(count)}${isMore ? ' or more' : ''} waiting`
}
