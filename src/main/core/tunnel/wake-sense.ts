import { networkInterfaces } from 'node:os'
import type { Clock } from '../ports.ts'

export interface WakeSenseOptions {
  readonly clock: Clock
  readonly everyMs?: number
  /** What this machine's place in the network is; any text that changes with it. */
  readonly networkNow?: () => string
}

/** More than this is not a busy moment of ours: the machine was asleep, or its clock was set. */
const LOST_TIME_MS = 10_000

/**
 * Notices that time was lost, as it is in sleep, and that the network is another one; calls `onWake` with which.
 * Works in every host. Returns a function that ends it.
 */
export function watchForWake(options: WakeSenseOptions, onWake: (why: string) => void): () => void {
  const { clock, everyMs = 2_000, networkNow = describeNetwork } = options
  let lookedAt = clock.now()
  let network = networkNow()
  const timer = setInterval(() => {
    const now = clock.now()
    const wasAway = now - lookedAt > everyMs + LOST_TIME_MS
    lookedAt = now
    const networkBefore = network
    network = networkNow()
    if (wasAway) onWake('Time was lost, as in sleep')
    else if (network !== networkBefore) onWake('The network changed')
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** The addresses that lead elsewhere. One of a link alone comes before there is a way out, and says nothing. */
function describeNetwork(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((all = []) =>
    all
      .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
      .map(({ address }) => address)
  )
  return addresses.toSorted().join(' ')
}
