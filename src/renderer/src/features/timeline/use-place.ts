import { useEffect, useEffectEvent, useLayoutEffect, useRef, type RefObject } from 'react'
import type { VirtualRowsHandle } from '../../components/virtual-rows-props.ts'
import { useAppState } from '../../state/app-state.ts'
import { useRowHeight } from '../../lib/use-row-height.ts'
import { keepPlace, readKeptPlace } from '../../state/kept-place.ts'
import type { ListState, ListStore } from '../../state/list-model.ts'
import { fromHash, toHash } from '../../state/selection-store.ts'
import { useStore } from '../../state/store.ts'
import type { Lines } from './lines.ts'

/** So many rows of what is newer stand above the selected one. */
const rowsAbove = 4

/** Where to go as soon as that part of the list has been read. */
type Goal =
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'step'; readonly id: string; readonly step: number }
  | { readonly kind: 'top'; readonly id: string; readonly within: number }

interface PlaceInput<T> {
  readonly store: ListStore<T>
  readonly list: ListState<T>
  readonly lines: Lines<T>
  readonly rows: RefObject<VirtualRowsHandle | null>
}

/** Goes to places in the list that may have to be read first, and keeps the one where the reader is over a restart. */
export function usePlace<T extends { readonly id: string }>({ store, list, lines, rows }: PlaceInput<T>) {
  const { selection, query } = useAppState()
  const goal = useRef<Goal | null>(null)
  const isBack = useRef(false)
  const here = useRef<{ id: string; within: number } | null>(null)
  const selected = useStore(selection)
  const filter = useStore(query)

  useLayoutEffect(() => {
    const now = goal.current
    if (now === null) return
    if (now.kind === 'index') {
      const index = Math.min(now.index, lines.count - 1)
      if (!lines.at(index)) return
      goal.current = null
      return rows.current?.moveTo(index)
    }
    const index = lines.lineOfId(now.id)
    if (index < 0) return
    goal.current = null
    if (now.kind === 'step') rows.current?.moveTo(index + now.step)
    else rows.current?.scrollToRow(index, now.within)
  }, [lines, rows])

  const seek = (next: Goal & { readonly id: string }, otherwise: () => void) => {
    goal.current = next
    const look = async () => {
      if ((await store.seek(next.id)) >= 0 || goal.current !== next) return
      goal.current = null
      otherwise()
    }
    void look()
  }

  // The first list of a start goes on where the last run was.
  const isReady = list.status === 'ready'
  useEffect(() => {
    if (!isReady || isBack.current) return
    isBack.current = true
    const kept = takeKeptPlace()
    if (kept?.top && kept.query === query.getSnapshot() && kept.view === selection.getSnapshot().view) {
      seek({ kind: 'top', ...kept.top }, () => {})
    }
  })

  // Once a filter is cleared, the selected row of what it found stays in sight among all the others.
  const withinSight = -rowsAbove * useRowHeight()
  const before = useRef(store)
  useEffect(() => {
    const old = before.current
    before.current = store
    const { id } = selection.getSnapshot()
    if (old === store || id === null || query.getSnapshot() !== '') return
    if (!old.getSnapshot().rows.some((row) => row.id === id)) return
    const index = lines.lineOfId(id)
    if (index < 0) seek({ kind: 'top', id, within: withinSight }, () => {})
    else rows.current?.scrollToRow(index, withinSight)
    // oxlint-disable-next-line react/exhaustive-deps -- it is done once for each list
  }, [store])

  const keep = () =>
    keepPlace({ hash: toHash(selection.getSnapshot()), query: query.getSnapshot(), top: here.current })
  const keepNow = useEffectEvent(keep)
  useEffect(() => {
    if (isReady) keepNow()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- it is kept anew whenever one of them changes
  }, [isReady, selected, filter])

  return {
    /** To a line that was not read yet. */
    goToIndex: (index: number) => void (goal.current = { kind: 'index', index }),
    /** To the neighbour of a row that is not among those that were read. */
    stepFrom: (id: string, step: number) => seek({ kind: 'step', id, step }, () => rows.current?.moveTo(0)),
    /** True while a row is looked for: what is in view until then is of no interest. */
    isSeeking: () => goal.current !== null && goal.current.kind !== 'index',
    forget: () => void (goal.current = null),
    noteTop(id: string | null, within: number) {
      here.current = id === null ? null : { id, within }
      keep()
    }
  }
}

let isTaken = false

/** Once in a run: what comes later is where the reader goes by himself. */
function takeKeptPlace() {
  const kept = isTaken ? null : readKeptPlace()
  isTaken = true
  return kept && { ...kept, view: fromHash(kept.hash).view }
}
