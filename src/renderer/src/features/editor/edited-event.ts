import type { AppState } from '../../state/app-state.ts'
import { createStore } from '../../state/store.ts'

/** What the editor holds: an event as it is, or one of its variants. */
export interface Edited {
  readonly eventId: string
  readonly variantId: string | null
}

export const editedEvent = createStore<Edited | null>(null)

export function openEditor(
  dialog: AppState['dialog'],
  eventId: string,
  variantId: string | null = null
): void {
  editedEvent.set({ eventId, variantId })
  dialog.set('editor')
}
