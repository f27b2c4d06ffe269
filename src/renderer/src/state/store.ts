import { useSyncExternalStore } from 'react'

/** A value that changes over time, as React reads it. */
export interface Store<T> {
  getSnapshot(): T
  subscribe(listener: () => void): () => void
}

export interface WritableStore<T> extends Store<T> {
  set(value: T): void
}

/** `start` runs when the first reader comes, what it returns when the last one leaves; that may happen again. */
export function createStore<T>(initial: T, start?: () => () => void): WritableStore<T> {
  const listeners = new Set<() => void>()
  let snapshot = initial
  let stop: (() => void) | undefined

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      if (listeners.size === 1) stop = start?.()
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) stop?.()
      }
    },
    set(value) {
      if (Object.is(value, snapshot)) return
      snapshot = value
      listeners.forEach((listener) => listener())
    }
  }
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.getSnapshot)
}
