import { useEffect, useMemo, useState } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { createHistogram } from '../../state/histogram.ts'
import { useStore } from '../../state/store.ts'
import { rangeOf, type TimeBounds } from './time-range.ts'
import { barsOf, createTimeScale, type Bar, type TimeScale } from './scale.ts'

const mostBars = 90
const leastSpanMs = 30 * 60_000
const minuteMs = 60_000

export interface Histogram {
  readonly scale: TimeScale
  readonly bars: readonly Bar[]
}

/** Everything that was received, or what of it falls into the range; null until it is known or where there is nothing. */
export function useHistogram(range: TimeBounds | null): Histogram | null {
  const client = useClient()
  const now = useMinute()
  const days = useStore(
    useMemo(() => createHistogram(client, { from: 0, to: Number.MAX_SAFE_INTEGER, width: 'day' }), [client])
  ).value
  const oldest = days?.[0]?.at ?? now
  // The day of the first event is read by the minute where all of it may have been today.
  const fromDay = range?.from ?? oldest
  const isShort = now - fromDay < 3 * 86_400_000
  const recent = useStore(
    useMemo(
      () =>
        createHistogram(client, {
          from: isShort ? fromDay : 0,
          to: isShort ? Number.MAX_SAFE_INTEGER : 0,
          width: 'minute'
        }),
      [client, fromDay, isShort]
    )
  ).value
  const first = isShort ? (recent?.[0]?.at ?? now) : fromDay
  const to = range?.before ?? now + minuteMs
  const from = range?.from ?? Math.min(first, to - leastSpanMs)
  const scale = useMemo(() => createTimeScale(from, Math.max(to, from + minuteMs), mostBars), [from, to])
  const counted = useStore(
    useMemo(
      () => createHistogram(client, { from: scale.from, to: scale.to, width: scale.counted }),
      [client, scale.from, scale.to, scale.counted]
    )
  ).value
  const bars = useMemo(() => (counted ? barsOf(scale, counted) : null), [scale, counted])
  if (days === null || days.length === 0 || bars === null) return null
  return { scale, bars }
}

/** The span that the filter leaves; ages such as `2h` count back from this minute. */
export function useRange(filter: string): TimeBounds | null {
  const now = useMinute()
  return useMemo(() => rangeOf(filter, now), [filter, now])
}

/** The time to the minute, so that bars move no more often. */
function useMinute(): number {
  const [now, setNow] = useState(floorMinute)
  useEffect(() => {
    const timer = setInterval(() => setNow(floorMinute()), 10_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

const floorMinute = (): number => Math.floor(Date.now() / minuteMs) * minuteMs
