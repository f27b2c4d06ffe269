import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()

/** A switch that this browser or desktop profile remembers. */
export function useRemembered(key: string, otherwise: boolean): readonly [boolean, (value: boolean) => void] {
  const value = useSyncExternalStore(
    (onChange) => {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    () => localStorage.getItem(key)
  )
  return [
    value === null ? otherwise : value === 'true',
    (next) => {
      localStorage.setItem(key, String(next))
      for (const listener of listeners) listener()
    }
  ]
}
