import { useAppState } from '../../state/app-state.ts'

/** Leaves a dialog for an event and what was answered to it. */
export function useOpenEvent(): (eventId: string) => void {
  const { selection, dialog } = useAppState()
  return (eventId) => {
    dialog.set(null)
    selection.show('events')
    selection.open(eventId)
    selection.openTab('replays')
  }
}
