import { useState } from 'react'
import type { ListStore } from './list-store.ts'
import { useStore } from './store.ts'

/** The wanted list once it has been read, until then the last one that was, so that the rows do not flicker. */
export function useSettled<T>(wanted: ListStore<T>): ListStore<T> {
  const [shown, setShown] = useState(wanted)
  const isRead = useStore(wanted).status === 'ready'
  if (isRead && shown !== wanted) setShown(wanted)
  return isRead ? wanted : shown
}
