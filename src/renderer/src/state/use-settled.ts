import { useState } from 'react'
import type { ListStore } from './list-store.ts'
import { useStore } from './store.ts'

/** The wanted list once it has been read or could not be, until then the last one, so that the rows do not flicker. */
export function useSettled<T>(wanted: ListStore<T>): ListStore<T> {
  const [shown, setShown] = useState(wanted)
  const isSettled = useStore(wanted).status !== 'loading'
  if (isSettled && shown !== wanted) setShown(wanted)
  return isSettled ? wanted : shown
}
