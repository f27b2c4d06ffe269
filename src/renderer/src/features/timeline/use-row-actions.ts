import { useState, type KeyboardEvent, type RefObject } from 'react'
import { isDeliveryId } from '#shared/delivery-id.ts'
import type { VirtualRowsHandle } from '../../components/virtual-rows-props.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useCompare } from '../changes/use-compare.ts'
import { focusPane } from '../frame/panes.ts'
import type { Line } from './fold-bursts.ts'
import type { Lines } from './lines.ts'

interface RowActionsInput<T> {
  readonly lines: Lines<T>
  readonly rows: RefObject<VirtualRowsHandle | null>
  /** To a line that was not read yet. */
  readonly goToIndex: (index: number) => void
  readonly sayOfBurst: (rows: readonly T[], word: 'open' | 'folded') => void
}

/** Which line is active: the burst that the reader is on, else the selected row's. */
export function useActiveKey() {
  const { selection } = useAppState()
  const { id } = useStore(selection)
  const [burst, setBurst] = useState<{ key: string; id: string | null } | null>(null)
  return {
    id,
    // A row that is selected elsewhere takes the keyboard back from the burst.
    key: burst?.id === id ? burst.key : id,
    onBurst: (key: string | null) => setBurst(key === null ? null : { key, id })
  }
}

/** What keys and clicks do on the lines of the timeline. */
export function useRowActions<T extends { readonly id: string }>(
  { lines, rows, goToIndex, sayOfBurst }: RowActionsInput<T>,
  { id, onBurst }: ReturnType<typeof useActiveKey>
) {
  const { selection } = useAppState()
  const compare = useCompare()
  const toggle = (line: Line<T> & { kind: 'burst' }) => {
    onBurst(line.key)
    sayOfBurst(line.rows, line.isOpen ? 'folded' : 'open')
  }
  return {
    onActivate(index: number) {
      const line = lines.at(index)
      if (!line) return goToIndex(index)
      onBurst(line.kind === 'burst' ? line.key : null)
      if (line.kind === 'row') selection.select(line.row.id)
    },
    onOpen(index: number, byKey: boolean) {
      const line = lines.at(index)
      if (line?.kind === 'burst') return toggle(line)
      if (line) selection.open(line.row.id)
      if (byKey) focusPane('event')
    },
    onOther(index: number) {
      const line = lines.at(index)
      if (line?.kind !== 'row' || line.row.id === id) return
      // Only events are compared; a delivery without one opens.
      if (id === null || isDeliveryId(id) || isDeliveryId(line.row.id)) selection.open(line.row.id)
      else compare(line.row.id, id)
    },
    /** Folds and unfolds; true for what was handled. */
    onFoldKey({ key, shiftKey }: KeyboardEvent, index: number): boolean {
      const line = lines.at(index)
      if (!line || shiftKey || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return false
      if (line.kind === 'burst') {
        if ((key === 'ArrowRight') !== line.isOpen) toggle(line)
        else if (line.isOpen) rows.current?.moveTo(index + 1)
        return true
      }
      if (key !== 'ArrowLeft' || !line.isInBurst) return false
      let up = index
      while (lines.at(up)?.kind === 'row') up--
      rows.current?.moveTo(up)
      return true
    }
  }
}
