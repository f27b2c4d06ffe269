import { useEffect, useRef, useState } from 'react'

/** The latest value that was there for the same subject: it stands until the next one has been read. */
export function useKept<T>(value: T | null, subject: string): T | null {
  const [kept, setKept] = useState({ subject, value })
  if (value !== null && (kept.value !== value || kept.subject !== subject)) setKept({ subject, value })
  return value ?? (kept.subject === subject ? kept.value : null)
}

const restMs = 120

/** A value once it rests: one that changes rapidly, as under a held key, is not taken at every step. */
export function useResting<T>(value: T): T {
  const [resting, setResting] = useState(value)
  const changedAt = useRef(0)
  useEffect(() => {
    const isRapid = performance.now() - changedAt.current < restMs
    changedAt.current = performance.now()
    const timer = setTimeout(() => setResting(value), isRapid ? restMs : 0)
    return () => clearTimeout(timer)
  }, [value])
  return resting
}
