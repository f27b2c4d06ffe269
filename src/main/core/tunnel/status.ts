import { isDeepStrictEqual } from 'node:util'
import type { TunnelStatus, WayIn } from '#shared/listening-models.ts'
import type { Clock } from '../ports.ts'

/** The status of one way in, and who follows it. */
export interface StatusBoard {
  status(): TunnelStatus
  /** What is left out is null. */
  publish(next: Partial<TunnelStatus> & Pick<TunnelStatus, 'state'>): void
  onChange(listener: () => void): () => void
}

export function createStatusBoard(kind: WayIn, clock: Clock): StatusBoard {
  const blank = { kind, publicUrl: null, code: null, reason: null, action: null, latencyMs: null }
  const listeners = new Set<() => void>()
  let status: TunnelStatus = { ...blank, state: 'stopped', since: clock.now() }
  return {
    status: () => status,
    publish(next) {
      const since = next.state === status.state ? status.since : clock.now()
      const full = { ...blank, ...next, since }
      if (isDeepStrictEqual(full, status)) return
      status = full
      for (const listener of listeners) listener()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    }
  }
}
