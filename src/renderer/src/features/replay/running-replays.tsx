import { CirclePause, RotateCw, TriangleAlert } from 'lucide-react'
import type { Replay } from '#shared/replay-models.ts'
import { formatCount, plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import line from '../frame/status-line.module.css'
import { endedOf, isOver, showReplays } from './replays-view.ts'
import { sayLeft } from './sending-words.ts'

/** What is being sent, on the status line; a press shows it. */
export function RunningReplays() {
  const state = useAppState()
  const open = useStore(state.replays).value?.rows.filter(isUnderWay) ?? []
  const first = open.find((replay) => replay.state === 'running') ?? open[0]
  if (!first) return null
  const { perSecond, remainingMs, total } = first
  const progress = `${formatCount(endedOf(first))} of ${formatCount(total)}`
  const rate = perSecond === null || perSecond < 1 ? null : `${formatCount(Math.round(perSecond))}/s`
  const looks = {
    running: { Icon: RotateCw, word: 'Replaying' },
    paused: { Icon: CirclePause, word: 'Replay paused at' },
    interrupted: { Icon: TriangleAlert, word: 'Replay interrupted at' },
    done: { Icon: RotateCw, word: '' },
    cancelled: { Icon: RotateCw, word: '' }
  }
  const { Icon, word } = looks[first.state]
  return (
    <button
      type="button"
      className={line['link']}
      onClick={() => showReplays(state, { show: 'replay', id: first.id })}
    >
      <Icon size={12} strokeWidth={2.25} aria-hidden />
      <span className={line['word']}>
        {[
          `${word} ${progress}`,
          rate,
          remainingMs === null ? null : `${sayLeft(remainingMs)} left`,
          open.length > 1 ? `${plural(open.length - 1, 'other')} open` : null
        ]
          .filter((part) => part !== null)
          .join(', ')}
      </span>
    </button>
  )
}

/** A single event shows its progress where it was sent from, unless it stands still. */
const isUnderWay = (replay: Replay): boolean =>
  !isOver(replay) && (replay.total > 1 || replay.state !== 'running')
