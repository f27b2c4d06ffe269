import { useSyncExternalStore } from 'react'

const startOfDay = (offsetDays: number): number => {
  const now = new Date()
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + offsetDays).getTime()
}

/** When this day began, so that what says `today` says so no longer than it is. */
export function useToday(): number {
  return useSyncExternalStore(watchMidnight, () => startOfDay(0))
}

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined

/** One timer for all: there are as many readers as rows. */
function watchMidnight(onChange: () => void): () => void {
  listeners.add(onChange)
  const wait = () => {
    timer = setTimeout(
      () => {
        for (const listener of listeners) listener()
        wait()
      },
      startOfDay(1) - Date.now()
    )
  }
  if (timer === undefined) wait()
  return () => {
    listeners.delete(onChange)
    if (listeners.size > 0) return
    clearTimeout(timer)
    timer = undefined
  }
}
