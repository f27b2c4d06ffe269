import type { Hits } from '../../lib/find-in-text.ts'

/** In the values of a payload, or in its text as it is written. */
export type FindIn = 'values' | 'text'

/** What the page asks of the worker that reads a large body, and what it hears back. */
export type ToJsonWorker =
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'find'; readonly wanted: string; readonly in: FindIn }

export type FromJsonWorker =
  | { readonly kind: 'read'; readonly count: number; readonly cells: Int32Array }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'found'; readonly hits: Hits }
