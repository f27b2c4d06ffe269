import { useRef, type KeyboardEvent, type MouseEvent } from 'react'
import { idsBetween, isPicked, picked, usePicked } from './picked.ts'

interface PickingInput {
  readonly rows: readonly { readonly id: string }[]
  readonly activeIndex: number
  /** What the timeline lists, as a query; null where rows are no events, of which nothing is picked. */
  readonly query: string | null
  readonly moveTo: (index: number) => void
}

/** Picks rows with Shift and the arrow keys or a click, and all of them with Ctrl or Cmd and A. */
export function usePicking({ rows, activeIndex, query, moveTo }: PickingInput) {
  const now = usePicked(query)
  // By id, since rows come and go above it.
  const anchor = useRef<string | null>(null)

  const pickTo = (index: number) => {
    if (query === null) return
    const known = anchor.current === null ? -1 : rows.findIndex(({ id }) => id === anchor.current)
    const from = now === null || known < 0 ? Math.max(0, activeIndex < 0 ? index : activeIndex) : known
    anchor.current = rows[from]?.id ?? null
    picked.set({ kind: 'rows', query, ids: idsBetween(rows, from, index) })
  }
  const onKey = ({ key, shiftKey }: KeyboardEvent, index: number): boolean => {
    if (query === null) return false
    if (key === 'Escape' && now !== null) {
      picked.set(null)
      return true
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[key]
    if (!shiftKey || step === undefined) return false
    const target = Math.max(0, Math.min(index + step, rows.length - 1))
    pickTo(target)
    moveTo(target)
    return true
  }
  /** On the way down, so that a click that picks opens nothing. */
  const onClickCapture = (event: MouseEvent) => {
    if (query === null || !(event.target instanceof Element)) return
    const row = event.target.closest<HTMLElement>('[data-row]')
    if (!row) return
    if (!event.shiftKey) return picked.set(null)
    event.preventDefault()
    event.stopPropagation()
    pickTo(Number(row.dataset['row']))
    return undefined
  }
  const onKeyDownCapture = (event: KeyboardEvent) => {
    const isAll = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key === 'a'
    if (!isAll || query === null || rows.length === 0) return
    event.preventDefault()
    picked.set({ kind: 'all', query })
  }
  /** A drag over text is none of picking. */
  const onMouseDownCapture = (event: MouseEvent) => {
    if (event.shiftKey && query !== null) event.preventDefault()
  }
  return {
    onKey,
    box: { onClickCapture, onKeyDownCapture, onMouseDownCapture },
    isPicked: (id: string) => isPicked(now, id)
  }
}
