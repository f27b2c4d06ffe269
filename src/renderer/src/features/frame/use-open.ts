import { useAppState } from '../../state/app-state.ts'
import { focusPane } from './panes.ts'

/** Opens an event or a delivery for whoever comes from outside the page: by a link or a notification. */
export function useOpen(): (id: string) => void {
  const { selection, dialog } = useAppState()
  return (id) => {
    // What is being written in the editor would be lost; everything else opens as it was.
    if (dialog.getSnapshot() !== 'editor') dialog.set(null)
    selection.open(id)
    focusPane('event')
  }
}
