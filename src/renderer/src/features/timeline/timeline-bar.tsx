import { ChartColumn, Layers, Pause, Play, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button } from '../../components/button.tsx'
import { Tip } from '../../components/tip.tsx'
import { useMedia } from '../../lib/use-media.ts'
import { useRemembered } from '../../lib/use-remembered.ts'
import { actions } from '#shared/actions.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { spanText, sumOf, sumText } from '../histogram/bar-words.ts'
import { HistogramView } from '../histogram/histogram-view.tsx'
import { NoHistogram } from '../histogram/no-histogram.tsx'
import { withRange } from '../histogram/time-range.ts'
import { useHistogram } from '../histogram/use-histogram.ts'
import { useRange } from '../histogram/use-range.ts'
import { useAction } from '../shortcuts/use-action.ts'
import { pause } from './pause.ts'
import styles from './timeline.module.css'

interface TimelineBarProps {
  /** Null where rows are no events that could fold. */
  readonly bursts: { readonly isOn: boolean; readonly set: (isOn: boolean) => void } | null
  /** Interceptor calls are not among what the histogram counts. */
  readonly isOfCalls: boolean
}

/** What was received when, and how the list behaves. */
export function TimelineBar({ bursts, isOfCalls }: TimelineBarProps) {
  const { query } = useAppState()
  const filter = useStore(query)
  const isPaused = useStore(pause)
  // In a short window the rows need the room, unless the reader said otherwise.
  const isTall = useMedia('(min-height: 560px)')
  const [isShown, setIsShown] = useRemembered(isTall ? 'histogram' : 'histogram-in-short-window', isTall)
  const range = useRange(filter)
  const received = useHistogram(range)
  const histogram = isOfCalls ? null : received
  useAction('pause', () => pause.set(!pause.getSnapshot()))
  const text = histogram
    ? `${sumText(sumOf(histogram.bars))} · ${spanText(histogram.from, histogram.to)}`
    : ''
  const isNarrowed = filter !== '' && withRange(filter, null) !== ''
  return (
    <div className={styles['bar']}>
      <div className={styles['tools']}>
        <p title={isNarrowed ? `Everything received then, whatever the filter finds of it. ${text}` : text}>
          {isNarrowed && histogram && 'All received: '}
          {text}
        </p>
        {range && (
          <Toggle text="Take the time range back">
            <Button look="ghost" size="small" onClick={() => query.set(withRange(filter, null))}>
              <X size={13} aria-hidden />
              All times
            </Button>
          </Toggle>
        )}
        {bursts && (
          <Toggle text="Fold what a directory sends at once into one row">
            <Button
              look="ghost"
              size="small"
              isIcon
              aria-label="Fold bursts"
              aria-pressed={bursts.isOn}
              onClick={() => bursts.set(!bursts.isOn)}
            >
              <Layers size={13} aria-hidden />
            </Button>
          </Toggle>
        )}
        {!isOfCalls && (
          <Toggle text="Show what was received when">
            <Button
              look="ghost"
              size="small"
              isIcon
              aria-label="Histogram"
              aria-pressed={isShown}
              onClick={() => setIsShown(!isShown)}
            >
              <ChartColumn size={13} aria-hidden />
            </Button>
          </Toggle>
        )}
        <Toggle
          text={
            isPaused ? 'Show new rows as they come' : 'Hold new rows back; they are captured all the same'
          }
          shortcut={actions.pause.shown}
        >
          <Button
            look="ghost"
            size="small"
            isIcon
            aria-label="Hold new rows"
            aria-pressed={isPaused}
            onClick={() => pause.set(!isPaused)}
          >
            {isPaused ? <Play size={13} aria-hidden /> : <Pause size={13} aria-hidden />}
          </Button>
        </Toggle>
      </div>
      {isShown && !isOfCalls && (histogram ? <HistogramView {...histogram} /> : <NoHistogram />)}
    </div>
  )
}

interface ToggleProps {
  readonly text: string
  readonly shortcut?: string
  readonly children: ReactElement<Record<string, unknown>>
}

const Toggle = ({ text, shortcut, children }: ToggleProps) => (
  <Tip text={text} shortcut={shortcut}>
    {children}
  </Tip>
)
