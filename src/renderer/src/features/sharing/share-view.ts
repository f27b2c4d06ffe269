import type { Redaction } from '#shared/share-models.ts'
import type { AppState } from '../../state/app-state.ts'
import { createStore } from '../../state/store.ts'

/** Which events are to be shared. */
export type ShareSource =
  | { readonly kind: 'events'; readonly ids: readonly string[] }
  /** An empty query finds all. */
  | { readonly kind: 'query'; readonly query: string }

/** What the share dialog was opened for; null where nothing was said. */
export const shareSource = createStore<ShareSource | null>(null)

export function openShare({ dialog }: Pick<AppState, 'dialog'>, source: ShareSource | null): void {
  shareSource.set(source)
  dialog.set('share')
}

export function closeShare({ dialog }: Pick<AppState, 'dialog'>): void {
  shareSource.set(null)
  dialog.set(null)
}

export type Format = 'ndjson' | 'html'

export interface ShareChoice {
  readonly redaction: Redaction
  readonly format: Format
}

/** As it was last chosen. At first everything is taken out: whoever wants to show more says so. */
export const shareChoice = createStore<ShareChoice>({
  redaction: { people: true, ids: true, organizations: true, paths: [] },
  format: 'ndjson'
})

/** As the commands take it. */
export function selectionOf(source: ShareSource): { eventIds?: string[]; query?: string } {
  if (source.kind === 'events') return { eventIds: [...source.ids] }
  return source.query === '' ? {} : { query: source.query }
}
