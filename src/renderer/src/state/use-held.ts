import { useEffect, useState } from 'react'

const holdMs = 150

/** A value, and for the blink until the next one is there, the last: going from row to row must not flicker. */
export function useHeld<T>(value: T | null): T | null {
  const [held, setHeld] = useState(value)
  if (value !== null && value !== held) setHeld(value)
  useEffect(() => {
    if (value !== null) return undefined
    const timer = setTimeout(() => setHeld(null), holdMs)
    return () => clearTimeout(timer)
  }, [value])
  return value ?? held
}
