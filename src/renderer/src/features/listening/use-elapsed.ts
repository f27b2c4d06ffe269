import { useEffect, useState } from 'react'

/** Whole seconds since the page first saw this key; a null key waits for nothing. */
export function useElapsedSeconds(key: string | null): number {
  const [seconds, setSeconds] = useState({ key, count: 0 })
  useEffect(() => {
    if (key === null) return undefined
    const start = performance.now()
    const timer = setInterval(
      () => setSeconds({ key, count: Math.floor((performance.now() - start) / 1_000) }),
      1_000
    )
    return () => clearInterval(timer)
  }, [key])
  return seconds.key === key ? seconds.count : 0
}
