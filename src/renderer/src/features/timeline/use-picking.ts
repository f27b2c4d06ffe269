import { useRef, type KeyboardEvent, type MouseEvent } from 'react'
import type { Line } from './fold-bursts.ts'
import type { Lines } from './lines.ts'
import { isPicked, picked, rangeOf, usePicked, type End } from './picked.ts'

interface PickingInput<T> {
  readonly rows: readonly T[]
  readonly lines: Lines<T>
  /** The line that has the keyboard, also while it is not among those that were read. */
  readonly active: Line<T> | undefined
  readonly timeOf: (row: T) => number
  /** What the timeline lists, as a query; null where rows are no events, of which nothing is picked. */
  readonly query: string | null
  readonly moveTo: (index: number) => void
}

const moves = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End']

/** Picks rows with Shift and a key that moves or a click, however far apart, and all of them with Ctrl or Cmd and A. */
export function usePicking<T extends { readonly id: string }>(input: PickingInput<T>) {
  const { rows, lines, active, timeOf, query, moveTo } = input
  const now = usePicked(query)
  const anchor = useRef<readonly End[]>([])

  const endOf = (row: T) => ({ id: row.id, at: timeOf(row) })
  const endsOf = (line: Line<T> | undefined): readonly End[] => {
    if (!line) return []
    const own = line.kind === 'row' ? [line.row] : [line.rows[0], line.rows.at(-1)]
    return own.flatMap((row) => (row ? [endOf(row)] : []))
  }
  /** The head and the end of the list need not be read to be picked up to. */
  const unread = (index: number): readonly End[] => {
    if (index === 0) return [{ id: null, at: Date.now() }]
    return index === lines.count - 1 ? [{ id: null, at: 0 }] : []
  }
  const pickTo = (index: number) => {
    const target = lines.at(index)
    const ends = target ? endsOf(target) : unread(index)
    if (query === null || ends.length === 0) return
    if (now === null || anchor.current.length === 0) {
      const begun = endsOf(active)
      anchor.current = begun.length > 0 ? begun : ends
    }
    picked.set({ kind: 'range', query, ...rangeOf(rows.map(endOf), [...anchor.current, ...ends]) })
  }
  const onKey = ({ key, shiftKey }: KeyboardEvent, target: number | undefined): boolean => {
    if (query === null) return false
    if (key === 'Escape' && now !== null) {
      picked.set(null)
      return true
    }
    if (!shiftKey || target === undefined || !moves.includes(key)) return false
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
    /** Whether all of a line is picked. */
    isPicked: (line: Line<T> | undefined) =>
      line !== undefined &&
      (line.kind === 'burst' ? line.rows : [line.row]).every((row) => isPicked(now, endOf(row)))
  }
}
