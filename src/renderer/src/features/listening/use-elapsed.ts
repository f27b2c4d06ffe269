import { useEffect, useState } from 'react'

/** Whole seconds since the page first saw this key, or since then where that was earlier; a null key waits for nothing. */
export function useElapsedSeconds(key: string | null, since: number | null = null): number {
  const [seconds, setSeconds] = useState({ key, count: 0 })
  useEffect(() => {
    if (key === null) return undefined
    const start = since ?? performance.now()
    const count = () => setSeconds({ key, count: Math.floor((performance.now() - start) / 1_000) })
    const timer = setInterval(count, 1_000)
    return () => clearInterval(timer)
  }, [key, since])
  return seconds.key === key ? seconds.count : 0
}
