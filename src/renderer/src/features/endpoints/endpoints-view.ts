import type { AppState } from '../../state/app-state.ts'
import { createStore } from '../../state/store.ts'

export type Section = 'address' | 'secrets' | 'forwarding' | 'failures' | 'answers' | 'decisions'

/** What the dialog of endpoints shows. */
export interface EndpointsView {
  /** Null for the first endpoint. */
  readonly id: string | null
  readonly section: Section
}

const first: EndpointsView = { id: null, section: 'address' }

export const endpointsView = createStore<EndpointsView>(first)

export function showEndpoint({ dialog }: Pick<AppState, 'dialog'>, view: EndpointsView): void {
  endpointsView.set(view)
  dialog.set('endpoints')
}

export function forgetEndpoint(): void {
  endpointsView.set(first)
}
