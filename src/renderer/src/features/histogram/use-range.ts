import { useEffect, useMemo, useState } from 'react'
import { rangeOf, type TimeBounds } from './time-range.ts'

const minuteMs = 60_000

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
