import { randomUUID } from 'node:crypto'
import type { ParsedInput } from '#shared/contract.ts'
import type { Log } from '../ports.ts'
import type { Store } from '../store/client.ts'
import type { Attempts } from './attempts.ts'

/** Sends stored events again because a person asked for it. */
export interface Replays {
  /** Checks target and events, then sends one after the other in the background. */
  start(input: ParsedInput<'replays.start'>): Promise<{ replayId: string }>
}

export function createReplays({
  attempts,
  store,
  log
}: {
  attempts: Attempts
  store: Store
  log: Log
}): Replays {
  return {
    async start({ eventIds, target, mode, deliveryId, typeNames }) {
      const checked = await attempts.check(target)
      const replayId = `rep_${randomUUID()}`
      const purpose = { kind: 'replay', replayId, mode, deliveryId, typeNames } as const
      const [first, ...others] = eventIds
      if (first === undefined) return { replayId }
      for (const eventId of others) await store.call('requireEvent', eventId)
      // What is wrong with the request itself is the caller's to know; what became of the rest is told by attempts.
      const begun = Promise.withResolvers<void>()
      const sendOthers = async () => {
        for (const eventId of others) {
          try {
            await attempts.make(eventId, checked, purpose)
          } catch (error) {
            await attempts.refuse(eventId, checked.url.href, purpose, error)
          }
        }
      }
      attempts
        .make(first, checked, purpose, begun.resolve)
        .then(sendOthers)
        .catch((error: unknown) => {
          begun.reject(error)
          log.warn('A replay stopped early', { replayId, reason: String(error) })
        })
      await begun.promise
      return { replayId }
    }
  }
}
