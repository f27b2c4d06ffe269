import type { Call } from './commands.ts'
import type { Store } from './store/client.ts'
import type { DeletionStep } from './store/deletion-operations.ts'

export interface Deleting {
  readonly events: Call<'events.delete'>
  readonly deliveries: Call<'deliveries.delete'>
  readonly undo: Call<'deletions.undo'>
}

/** Goes through the store step by step, so that deliveries are taken in meanwhile. */
export function createDeleting(
  store: Store,
  promote: () => Promise<number>,
  onReplays: (ids: readonly string[]) => Promise<void>
): Deleting {
  const inSteps = async (
    step: (begun: { deletionId?: string; before?: string }) => Promise<DeletionStep>
  ) => {
    const { deletionId, ...first } = await step({})
    let { deleted, next } = first
    while (next !== null) {
      const more = await step({ deletionId, before: next })
      deleted += more.deleted
      next = more.next
    }
    return { deletionId, deleted }
  }
  return {
    events: (input) =>
      inSteps((begun) =>
        'ids' in input
          ? store.call('deleteEvents', input.ids)
          : store.call('deleteMatchingEvents', { ...begun, query: input.query })
      ),
    deliveries: (input) =>
      inSteps((begun) =>
        'ids' in input
          ? store.call('deleteDeliveries', input.ids)
          : store.call('deleteMatchingDeliveries', { ...begun, ...input })
      ),
    async undo({ deletionId }) {
      for (let restored = 0; ;) {
        const step = await store.call('undoDeletion', deletionId)
        restored += step.restored
        await onReplays(step.replayIds)
        if (!step.isDone) continue
        await promote() // by secrets that came while it was away
        return { restored }
      }
    }
  }
}
