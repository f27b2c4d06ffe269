import type { Pace, Replay } from '#shared/replay-models.ts'
import type { AppState, ReplayOptions } from '../../state/app-state.ts'
import { createStore } from '../../state/store.ts'

/** Which events are to be sent. */
export type Source =
  | { readonly kind: 'events'; readonly ids: readonly string[] }
  | { readonly kind: 'query'; readonly query: string }
  | { readonly kind: 'failures'; readonly of: Replay }
  | { readonly kind: 'again'; readonly of: Replay }

/** What the dialog of replays shows: one of them, or one that is yet to be confirmed; null for the latest. */
export type ReplaysView =
  | { readonly show: 'replay'; readonly id: string }
  | { readonly show: 'draft'; readonly source: Source }
  | null

export const replaysView = createStore<ReplaysView>(null)

export function showReplays({ dialog }: Pick<AppState, 'dialog'>, view: ReplaysView): void {
  replaysView.set(view)
  dialog.set('replays')
}

/** How a replay of many goes on its way, as it was last chosen. */
export const paceChoice = createStore<{ readonly pace: Pace; readonly concurrency: number }>({
  pace: { kind: 'fast' },
  concurrency: 8
})

export const optionsOf = ({ mode, deliveryId, typeNames, marker }: ReplayOptions): ReplayOptions => ({
  mode,
  deliveryId,
  typeNames,
  marker
})

export const isOver = ({ state }: Replay): boolean => state === 'done' || state === 'cancelled'

/** What of it was answered or failed. */
export const endedOf = ({ accepted, refused, failed }: Replay): number => accepted + refused + failed
