import type { KeyboardEvent, RefObject } from 'react'
import type { VirtualRowsHandle } from '../../components/virtual-rows-props.ts'
import { childCount, parentOf, type FlatJson } from '../../lib/flat-json.ts'
import { besides, rowOf } from '../../lib/json-rows.ts'

interface TreeKeys {
  readonly json: FlatJson
  readonly rows: Int32Array
  readonly list: RefObject<VirtualRowsHandle | null>
  readonly folded: ReadonlySet<number>
  readonly onFold: (folded: ReadonlySet<number>) => void
  readonly onMenu: (index: number, anchor: Element) => void
}

/**
 * Folds a tree by key, as trees are: in, out, to the parent, all beside. Letters find nothing, as they would in other
 * trees: they are keys of the app, which work in here as well, and `F` finds.
 */
export function useTreeKeys({ json, rows, list, folded, onFold, onMenu }: TreeKeys) {
  const isFoldable = (index: number) => childCount(json, index) > 0
  const unfold = (indexes: readonly number[]) => {
    const next = new Set(folded)
    for (const index of indexes) next.delete(index)
    onFold(next)
  }
  const fold = (index: number, isFolded: boolean) =>
    isFolded ? onFold(new Set([...folded, index])) : unfold([index])
  const onKey = (event: KeyboardEvent, row: number): boolean => {
    const index = rows[row]
    if (index === undefined) return false
    const isOpen = isFoldable(index) && !folded.has(index)
    const isMenuKey = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)
    if (isMenuKey || (event.key === 'Enter' && !isFoldable(index) && isRow(event.target))) {
      onMenu(index, event.target as Element)
    } else if (event.key === '*') unfold(besides(json, index))
    else if (event.key === 'ArrowRight') {
      if (isOpen) list.current?.moveTo(row + 1)
      else if (isFoldable(index)) fold(index, false)
    } else if (event.key === 'ArrowLeft') {
      if (isOpen) fold(index, true)
      else if (parentOf(json, index) >= 0) list.current?.moveTo(rowOf(rows, parentOf(json, index)))
    } else return false
    return true
  }
  return { isFoldable, fold, unfold, onKey }
}

const isRow = (target: EventTarget): boolean =>
  target instanceof HTMLElement && target.dataset['row'] !== undefined
