import { createStore, type Store } from './store.ts'

export interface LiveValue<T> {
  /** Null until it was read once. */
  readonly value: T | null
  /** Why the latest read failed, for the user; null when it did not. */
  readonly error: string | null
}

export interface LiveSource<T> {
  read(): Promise<T>
  /** Watches announcements: each changes the value, or asks for it to be read again. */
  watch(update: (change: (value: T) => T) => void, reread: () => void): () => void
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * One value kept current: watched first, then read. Updates that arrive while a read is in flight are applied
 * to its result, since they may be newer than it; where they are older, the announcement that follows mends it.
 */
export function createLiveValue<T>(source: LiveSource<T>): Store<LiveValue<T>> {
  let turns = 0
  let held: ((value: T) => T)[] | null = null

  const read = async () => {
    const turn = ++turns
    held ??= []
    try {
      const value = await source.read()
      if (turn !== turns) return
      const waiting = held
      held = null
      store.set({ value: waiting.reduce<T>((current, change) => change(current), value), error: null })
    } catch (error) {
      if (turn !== turns) return
      held = null
      store.set({ value: store.getSnapshot().value, error: messageOf(error) })
    }
  }
  const update = (change: (value: T) => T) => {
    if (held) return void held.push(change)
    const { value } = store.getSnapshot()
    if (value === null) void read()
    else store.set({ value: change(value), error: null })
  }
  const store = createStore<LiveValue<T>>({ value: null, error: null }, () => {
    const stop = source.watch(update, () => void read())
    void read()
    return () => {
      turns++
      held = null
      stop()
    }
  })
  return store
}
