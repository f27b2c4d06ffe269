import { messageOf } from '#shared/errors.ts'
import type { Log } from '../ports.ts'
import type { Attempts } from './attempts.ts'

/**
 * Hands each new event on to every target of the endpoint that it came to, live, verbatim, in order of arrival
 * and one at a time per target. The queues hold ids only. What is still queued when the app ends, or when its
 * target is taken away, is not sent: the events are stored and can be replayed.
 */
export interface Forwarder {
  forward(eventId: string, endpointId: string): void
  close(): void
}

const PURPOSE = {
  kind: 'forward',
  replayId: null,
  mode: 'verbatim',
  deliveryId: 'same',
  typeNames: 'asSent'
} as const

interface Waiting {
  readonly eventId: string
  readonly endpointId: string
}

export function createForwarder(
  targetsOf: (endpointId: string) => readonly string[],
  attempts: Attempts,
  log: Log
): Forwarder {
  /** Those of targets at work; each ends with its last event. */
  const queues = new Map<string, Waiting[]>()
  let isClosed = false

  const handOn = async (target: string, { eventId, endpointId }: Waiting) => {
    if (!targetsOf(endpointId).includes(target)) return
    try {
      await attempts.make(eventId, await attempts.check(target), PURPOSE)
    } catch (error) {
      await attempts.refuse(eventId, target, PURPOSE, error).catch(() => undefined)
      log.warn('An event was not forwarded', { eventId, reason: messageOf(error) })
    }
  }
  const run = async (target: string, queue: Waiting[]) => {
    // By index: taking the first of a long array away costs as much as the array is long.
    for (let next = 0; next < queue.length && !isClosed; next++) {
      const waiting = queue[next]
      if (waiting) await handOn(target, waiting)
    }
    queues.delete(target)
  }

  return {
    forward(eventId, endpointId) {
      if (isClosed) return
      for (const target of targetsOf(endpointId)) {
        const queue = queues.get(target)
        if (queue) {
          queue.push({ eventId, endpointId })
          continue
        }
        const started = [{ eventId, endpointId }]
        queues.set(target, started)
        void run(target, started)
      }
    },
    close() {
      isClosed = true
    }
  }
}
