import { messageOf } from '#shared/errors.ts'
import type { Log } from '../ports.ts'
import type { Attempts } from './attempts.ts'

/**
 * Hands each new event on to every configured target, live, verbatim, in order of arrival and one at a time
 * per target. The queue holds ids only. What is still queued when the app ends is not sent: the events are
 * stored and can be replayed.
 */
export interface Forwarder {
  forward(eventId: string): void
  close(): void
}

export function createForwarder(targets: readonly string[], attempts: Attempts, log: Log): Forwarder {
  const queues = targets.map((target) => createQueue(target, attempts, log))
  return {
    forward: (eventId) => queues.forEach((queue) => queue.add(eventId)),
    close: () => queues.forEach((queue) => queue.stop())
  }
}

const PURPOSE = {
  kind: 'forward',
  replayId: null,
  mode: 'verbatim',
  deliveryId: 'same',
  typeNames: 'asSent'
} as const

function createQueue(target: string, attempts: Attempts, log: Log) {
  let waiting: string[] = []
  let isRunning = false
  let isStopped = false
  const run = async () => {
    isRunning = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      for (const eventId of batch) {
        if (isStopped) return
        try {
          await attempts.make(eventId, await attempts.check(target), PURPOSE)
        } catch (error) {
          await attempts.refuse(eventId, target, PURPOSE, error).catch(() => undefined)
          log.warn('An event was not forwarded', {
            eventId,
            reason: messageOf(error)
          })
        }
      }
    }
    isRunning = false
  }
  return {
    add(eventId: string) {
      if (isStopped) return
      waiting.push(eventId)
      if (!isRunning) void run()
    },
    stop() {
      isStopped = true
    }
  }
}
