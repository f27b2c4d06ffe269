import type { Call } from '../commands.ts'
import type { Store } from '../store/client.ts'
import type { ExportStep } from '../store/export.ts'
import { HEADER } from './line.ts'

/** Pieces of an export, put together from small steps of the store, so that deliveries are taken in between. */
export function createExport(store: Store): Call<'deliveries.export'> {
  return async ({ query, after, maxBytes }) => {
    let text = after === undefined ? `${JSON.stringify(HEADER)}\n` : ''
    let bytes = text.length
    let deliveries = 0
    let isEmpty = true
    let next = after
    for (;;) {
      const step: ExportStep = await store.call('exportSome', {
        query,
        after: next,
        maxBytes: maxBytes - bytes,
        atLeastOne: isEmpty
      })
      text += step.text
      bytes += step.bytes
      deliveries += step.deliveries
      isEmpty &&= step.bytes === 0
      next = step.next ?? undefined
      if (step.next === null || step.isFull) break
    }
    const { verified, rejected, unchecked, interceptors } = await store.call('stats')
    // What a filter finds is not counted before it is read.
    const total = query?.trim() ? 0 : verified + rejected + unchecked + interceptors
    return { text, next: next ?? null, deliveries, total }
  }
}
