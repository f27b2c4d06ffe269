import { useId } from 'react'
import { useWidth } from '../../lib/use-width.ts'
import { useAppState } from '../../state/app-state.ts'
import { Bars } from './bars.tsx'
import { spanText, sumOf, sumText } from './bar-words.ts'
import styles from './histogram.module.css'
import { ticksOf } from './scale.ts'
import { withRange } from './time-range.ts'
import { useBrush } from './use-brush.ts'
import type { Histogram } from './use-histogram.ts'

/** So much room a mark's text has. */
const tickPx = 64
/** The marks before the width is known. */
const likelyTicks = 6

/** What was received when, as bars to pick a range from. */
export function HistogramView({ scale, bars }: Histogram) {
  const { query } = useAppState()
  const help = useId()
  const [measure, width] = useWidth()
  const { from, to, barMs } = scale
  const setRange = (range: Parameters<typeof withRange>[1]) =>
    query.set(withRange(query.getSnapshot(), range))
  const { brush, at, plot } = useBrush({
    count: bars.length,
    start: Math.max(
      0,
      bars.findLastIndex((bar) => bar.events + bar.rejected + bar.unchecked > 0)
    ),
    onPick: (first, last) => setRange({ from: from + first * barMs, before: from + (last + 1) * barMs }),
    onClear: () => setRange(null)
  })
  const first = brush?.first ?? at
  const last = brush?.last ?? at
  const inBrush = `${spanText(from + first * barMs, from + (last + 1) * barMs)}: ${sumText(sumOf(bars.slice(first, last + 1)))}`
  const share = (index: number) => `${(index / bars.length) * 100}%`
  const ticks = ticksOf(from, to, width === 0 ? likelyTicks : Math.max(2, Math.floor(width / tickPx)))
  return (
    <div className={styles['histogram']}>
      <div
        ref={measure}
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
          ticks.map((tick) => {
            const part = (tick.at - from) / (to - from)
            // A text that would be cut off at the edge is left out; the mark is not.
            const isRoom = width === 0 || (1 - part) * width >= tickPx * 0.8
            return (
              <span key={tick.at} style={{ left: `${part * 100}%` }}>
                {isRoom ? tick.text : '\u00a0'}
              </span>
            )
          })
        )}
      </div>
    </div>
  )
}
