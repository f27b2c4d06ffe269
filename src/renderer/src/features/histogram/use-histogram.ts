import { useMemo, useState } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { createHistogram, type HistogramSpan } from '../../state/histogram.ts'
import type { LiveValue } from '../../state/live-value.ts'
import { createStore, useStore } from '../../state/store.ts'
import { barsOf, createTimeScale, type Bar, type TimeScale } from './scale.ts'
import type { TimeBounds } from './time-range.ts'

const mostBars = 90
/** Half as many as the core counts by the second, so that it never refuses. */
const mostBySecond = 10_000
const secondMs = 1_000
const minuteMs = 60_000
const dayMs = 86_400_000

export interface Histogram {
  readonly scale: TimeScale
  readonly bars: readonly Bar[]
  /** What of the scale is wanted: the range, else what is stored. */
  readonly from: number
  readonly to: number
}

/** Everything that was received, or what of it falls into the range; null until it is known or where there is nothing. */
export function useHistogram(range: TimeBounds | null): Histogram | null {
  const stored = useStoredSpan()
  const from = range?.from ?? stored.from
  const to = range?.before ?? stored.to
  const [byMinute, bySecond] = useMemo(() => {
    const scaleOf = (leastBarMs: number) =>
      from === null || to === null
        ? null
        : createTimeScale(from, Math.max(to, from + secondMs), mostBars, leastBarMs)
    return [scaleOf(minuteMs), scaleOf(secondMs)]
  }, [from, to])
  const minutes = useCounted(byMinute).value
  // The core counts seconds where there are few, and minutes tell how many there are.
  const isFine = bySecond?.counted === 'second' && minutes !== null && totalOf(minutes) <= mostBySecond
  const seconds = useCounted(isFine ? bySecond : null).value
  const scale = isFine ? bySecond : byMinute
  const counted = isFine ? seconds : minutes
  const latest = useMemo(
    () =>
      counted && scale && from !== null && to !== null
        ? { scale, bars: barsOf(scale, counted), from, to }
        : null,
    [scale, counted, from, to]
  )
  // While another scale is read, the bars of the last one stay.
  const [shown, setShown] = useState(latest)
  if (latest !== null && latest !== shown) setShown(latest)
  return stored.isEmpty ? null : (latest ?? shown)
}

interface StoredSpan {
  readonly isEmpty: boolean
  /** Null until it is known. */
  readonly from: number | null
  readonly to: number | null
}

/** From the first to the last minute in which anything was received. */
function useStoredSpan(): StoredSpan {
  const days = useBars({ from: 0, to: Number.MAX_SAFE_INTEGER, width: 'day' }).value
  const [firstDay, lastDay] = [days?.[0]?.at, days?.at(-1)?.at]
  const begin = useBars(firstDay === undefined ? null : dayFrom(firstDay)).value
  const end = useBars(lastDay === undefined || lastDay === firstDay ? null : dayFrom(lastDay)).value
  const first = begin?.[0]?.at
  const last = (lastDay === firstDay ? begin : end)?.at(-1)?.at
  return { isEmpty: days?.length === 0, from: first ?? null, to: last === undefined ? null : last + minuteMs }
}

const dayFrom = (at: number): HistogramSpan => ({ from: at, to: at + dayMs, width: 'minute' })

const totalOf = (bars: readonly Bar[]): number =>
  bars.reduce((sum, { events, rejected, unchecked }) => sum + events + rejected + unchecked, 0)

const unread = createStore<LiveValue<readonly Bar[]>>({ value: null, error: null })

function useBars(span: HistogramSpan | null): LiveValue<readonly Bar[]> {
  const client = useClient()
  const { from, to, width } = span ?? {}
  return useStore(
    useMemo(
      () =>
        from === undefined || to === undefined || width === undefined
          ? unread
          : createHistogram(client, { from, to, width }),
      [client, from, to, width]
    )
  )
}

const useCounted = (scale: TimeScale | null): LiveValue<readonly Bar[]> =>
  useBars(scale && { from: scale.from, to: scale.to, width: scale.counted })
