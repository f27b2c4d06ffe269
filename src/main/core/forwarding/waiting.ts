import { messageOf } from '#shared/errors.ts'
import type { Log } from '../ports.ts'
import type { NewAttempt } from '../store/attempts.ts'
import type { Store } from '../store/client.ts'

/** Stores what waits for its turn; resolves with its number, with null where that could not be. Never rejects. */
export type KeepWaiting = (attempt: NewAttempt) => Promise<number | null>

/** Whatever begins to wait within one turn of the event loop, or while the store writes, is one write. */
export function createWaiting(store: Pick<Store, 'call'>, log: Log): KeepWaiting {
  let arrived: { readonly attempt: NewAttempt; resolve(key: number | null): void }[] = []
  let isWriting = false
  const write = async () => {
    while (arrived.length > 0) {
      const batch = arrived
      arrived = []
      try {
        const keys = await store.call(
          'keepWaiting',
          batch.map(({ attempt }) => attempt)
        )
        for (const [index, { resolve }] of batch.entries()) resolve(keys[index] ?? null)
      } catch (error) {
        log.warn('Events that wait for a forward target were not noted', { reason: messageOf(error) })
        for (const { resolve } of batch) resolve(null)
      }
    }
    isWriting = false
  }
  return (attempt) => {
    const { promise, resolve } = Promise.withResolvers<number | null>()
    arrived.push({ attempt, resolve })
    if (!isWriting) {
      isWriting = true
      setImmediate(() => void write())
    }
    return promise
  }
}
