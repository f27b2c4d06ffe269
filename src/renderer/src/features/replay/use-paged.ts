import { useEffect, useMemo, useRef } from 'react'
import { useStore } from '../../state/store.ts'
import { createPagedList, type PagedSource } from './paged-list.ts'

const refreshMs = 500

/** A paged list for as long as the key stays; it is read again, at most twice a second, whenever the mark changes. */
export function usePaged<T>(key: string, source: PagedSource<T>, mark: unknown) {
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the key stands for everything that the source closes over
  const list = useMemo(() => createPagedList(source), [key])
  const known = useRef(mark)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    if (known.current === mark) return
    known.current = mark
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      list.refresh()
    }, refreshMs)
  }, [list, mark])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [list]
  )
  return { ...useStore(list), loadMore: list.loadMore }
}
