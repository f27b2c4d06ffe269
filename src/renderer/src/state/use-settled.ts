import { useEffect, useState } from 'react'
import type { ListStore } from './list-model.ts'
import { useStore } from './store.ts'

const blinkMs = 150

interface Settled<T> {
  readonly store: ListStore<T>
  /** Whether the list is being read for longer than a blink. */
  readonly isLate: boolean
}

/**
 * The wanted list; for the blink until it has been read or could not be, the last one, so that the rows do not
 * flicker. No longer, since they would stand there as if the new filter had found them.
 */
export function useSettled<T>(wanted: ListStore<T>): Settled<T> {
  const [last, setLast] = useState(wanted)
  const [isLate, setIsLate] = useState(false)
  const isReading = useStore(wanted).status === 'loading'
  useEffect(() => {
    if (!isReading) return undefined
    const timer = setTimeout(() => setIsLate(true), blinkMs)
    return () => {
      clearTimeout(timer)
      setIsLate(false)
    }
  }, [isReading])
  if (!isReading && last !== wanted) setLast(wanted)
  return isReading && !isLate ? { store: last, isLate: false } : { store: wanted, isLate: isReading }
}
