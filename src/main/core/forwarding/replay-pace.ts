import { assertNever } from '#shared/errors.ts'
import type { Pace } from '#shared/replay-models.ts'

/** When the events of a run are due. Times are milliseconds since its start. */
export interface Pacer {
  /** When the event is due that was received then and is the n-th of the run, from 0. */
  dueAt(receivedAt: number, index: number): number
  /** What to ask for now, as the n-th: how many at most, and received until when. Null: nothing before `wakeAt`. */
  claim(
    elapsed: number,
    index: number,
    atOnce: number
  ): { readonly limit: number; readonly until: number | null } | null
  wakeAt(index: number, nextReceivedAt: number | null): number
  /** How long the rest takes at least; null where that depends on the target alone. */
  remaining(elapsed: number, rest: number, lastReceivedAt: number): number | null
}

/** Events are taken from the store a little before they are due, and no earlier: they then count as under way. */
const AHEAD_MS = 100

export function createPacer(pace: Pace): Pacer {
  switch (pace.kind) {
    case 'fast':
      return {
        dueAt: () => 0,
        claim: (_elapsed, _index, atOnce) => ({ limit: atOnce, until: null }),
        wakeAt: () => 0,
        remaining: () => null
      }
    case 'rate': {
      const everyMs = 1_000 / pace.perSecond
      return {
        dueAt: (_receivedAt, index) => index * everyMs,
        claim(elapsed, index, atOnce) {
          const limit = Math.min(atOnce, Math.floor((elapsed + AHEAD_MS) / everyMs) + 1 - index)
          return limit > 0 ? { limit, until: null } : null
        },
        wakeAt: (index) => index * everyMs - AHEAD_MS,
        remaining: (_elapsed, rest) => rest * everyMs
      }
    }
    case 'gaps': {
      /** When the first event of the run was received: that is its start. */
      let base: number | null = null
      const timeOf = (receivedAt: number) => (base === null ? 0 : (receivedAt - base) / pace.speed)
      return {
        dueAt(receivedAt) {
          base ??= receivedAt
          return timeOf(receivedAt)
        },
        claim: (elapsed, _index, atOnce) =>
          base === null
            ? { limit: 1, until: null }
            : { limit: atOnce, until: base + (elapsed + AHEAD_MS) * pace.speed },
        wakeAt: (_index, next) => (next === null ? 0 : timeOf(next) - AHEAD_MS),
        remaining: (elapsed, _rest, lastReceivedAt) =>
          base === null ? null : Math.max(0, timeOf(lastReceivedAt) - elapsed)
      }
    }
    default:
      return assertNever(pace)
  }
}
