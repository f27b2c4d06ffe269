import type { RefObject } from 'react'
import type { VirtualRowsHandle } from '../../components/virtual-rows-props.ts'
import { useAppState } from '../../state/app-state.ts'
import type { ListState } from '../../state/list-model.ts'
import { useAction } from '../shortcuts/use-action.ts'
import type { Lines } from './lines.ts'
import { useDelete } from './use-delete.ts'
import type { ActiveLine } from './use-lines.ts'
import type { usePlace } from './use-place.ts'
import type { useActiveKey } from './use-row-actions.ts'

interface RowKeysInput<T> {
  readonly list: ListState<T>
  readonly lines: Lines<T>
  readonly rows: RefObject<VirtualRowsHandle | null>
  readonly place: ReturnType<typeof usePlace>
  readonly active: ActiveLine<T>
  readonly activeKey: ReturnType<typeof useActiveKey>
  readonly nameOf: (row: T) => string
}

/** The keys of the timeline that work wherever the reader is: to the rows before and after, and to delete one. */
export function useRowKeys<T extends { readonly id: string }>(input: RowKeysInput<T>): void {
  const { list, lines, rows, place, active, activeKey, nameOf } = input
  const { selection } = useAppState()
  const remove = useDelete()
  const isActiveRead = activeKey.key !== null && lines.indexOf(activeKey.key) >= 0
  const move = (step: number) => {
    place.forget()
    if (isActiveRead) rows.current?.moveTo(active.index + step)
    else if (activeKey.id === null) rows.current?.moveTo(0)
    else place.stepFrom(activeKey.id, step)
  }
  useAction('next', () => move(1))
  useAction('previous', () => move(-1))
  useAction('delete', () => {
    const selected = list.rows.find((each) => each.id === selection.getSnapshot().id)
    return selected ? remove(selected.id, nameOf(selected)) : false
  })
}
