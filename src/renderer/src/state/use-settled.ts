import { useState } from 'react'
import type { ListStore } from './list-store.ts'
import { useStore } from './store.ts'

/** The wanted list once it has been read, until then the one before it, so that the rows do not flicker. */
export function useSettled<T>(wanted: ListStore<T>): ListStore<T> {
  const [shown, setShown] = useState(wanted)
  const isLoading = useStore(wanted).status === 'loading'
  if (!isLoading && shown !== wanted) setShown(wanted)
  return isLoading ? shown : wanted
}
