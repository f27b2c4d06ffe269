import type { SelectionStore } from '../../state/selection-store.ts'
import { focusPane } from './panes.ts'

/** From an entity to its event, and from that to the timeline. */
export function goBack(selection: SelectionStore): void {
  if (selection.getSnapshot().entity === null) {
    selection.close()
    focusPane('timeline')
  } else {
    selection.closeEntity()
    focusPane('event')
  }
}
