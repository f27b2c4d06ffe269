/** What the page asks of the worker that reads a large payload, and what it hears back. */
export type ToJsonWorker =
  { readonly kind: 'read'; readonly text: string } | { readonly kind: 'find'; readonly wanted: string }

export type FromJsonWorker =
  | { readonly kind: 'read'; readonly count: number; readonly cells: Int32Array }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'found'; readonly hits: Int32Array }
