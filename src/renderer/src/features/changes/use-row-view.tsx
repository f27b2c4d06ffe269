import { useState, type ReactNode } from 'react'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { layoutChoice } from './layout-choice.ts'
import { RowMenu, type Attended } from './row-menu.tsx'
import type { RowView } from './row-view.ts'

/** What rows share, and the one menu that they all open. */
export function useRowView(
  given: Pick<RowView, 'blame' | 'until' | 'entityId' | 'eventId'>
): readonly [RowView, ReactNode] {
  const { selection } = useAppState()
  const layout = useStore(layoutChoice)
  const [attended, setAttended] = useState<Attended | null>(null)
  const view = {
    ...given,
    layout,
    onOpen: (id: string) => selection.compare(null, id),
    onAttend: setAttended
  }
  const rowMenu = attended && (
    <RowMenu key={attended.pointer} attended={attended} onClose={() => setAttended(null)} />
  )
  return [view, rowMenu]
}
