import { useId } from 'react'
import { useAppState } from '../../state/app-state.ts'
import { Bars } from './bars.tsx'
import { spanText, sumOf, sumText } from './bar-words.ts'
import styles from './histogram.module.css'
import { ticksOf } from './scale.ts'
import { withRange } from './time-range.ts'
import { useBrush } from './use-brush.ts'
import type { Histogram } from './use-histogram.ts'

const mostTicks = 6

/** What was received when, as bars to pick a range from. */
export function HistogramView({ scale, bars }: Histogram) {
  const { query } = useAppState()
  const help = useId()
  const { from, to, barMs } = scale
  const setRange = (range: Parameters<typeof withRange>[1]) =>
    query.set(withRange(query.getSnapshot(), range))
  const { brush, at, plot } = useBrush({
    count: bars.length,
    onPick: (first, last) => setRange({ from: from + first * barMs, before: from + (last + 1) * barMs }),
    onClear: () => setRange(null)
  })
  const first = brush?.first ?? at
  const last = brush?.last ?? at
  const inBrush = `${spanText(from + first * barMs, from + (last + 1) * barMs)}: ${sumText(sumOf(bars.slice(first, last + 1)))}`
  const share = (index: number) => `${(index / bars.length) * 100}%`
  return (
    <div className={styles['histogram']}>
      <div
        className={styles['plot']}
        role="slider"
        tabIndex={0}
        aria-label="Received over time"
        aria-valuemin={1}
        aria-valuemax={bars.length}
        aria-valuenow={at + 1}
        aria-valuetext={inBrush}
        aria-describedby={help}
        {...plot}
      >
        <Bars bars={bars} />
        {brush && (
          <span
            className={styles['brush']}
            style={{ left: share(brush.first), width: share(brush.last + 1 - brush.first) }}
          />
        )}
      </div>
      <p id={help} className={styles['help']}>
        Arrow keys go from bar to bar, with Shift they pick several. Enter filters the list by them, Escape
        takes the range back.
      </p>
      <div className={styles['ticks']} aria-hidden>
        {brush ? (
          <span className={styles['said']}>{inBrush}</span>
        ) : (
          ticksOf(from, to, mostTicks).map((tick) => (
            <span key={tick.at} style={{ left: `${((tick.at - from) / (to - from)) * 100}%` }}>
              {tick.text}
            </span>
          ))
        )}
      </div>
    </div>
  )
}
