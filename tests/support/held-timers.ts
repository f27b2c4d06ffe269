import type { Clock } from '../../src/main/core/ports.ts'

interface Timer {
  readonly ms: number
  callBack(): void
}

/** Timers that a test runs out by hand, and a clock that it can set. */
export function createHeldTimers(): {
  readonly clock: Required<Clock>
  /** Sets the clock to so many milliseconds beside the true time. */
  set(aside: number): void
  /** Those that run, in the order in which they were started. */
  running(): number[]
  /** Runs one out that was started for so long; waits for it where there is none yet. */
  runOut(ms: number): Promise<void>
} {
  const timers = new Set<Timer>()
  const awaited = new Map<number, () => void>()
  let beside = 0
  const find = (ms: number) => [...timers].find((timer) => timer.ms === ms)
  return {
    clock: {
      now: () => Date.now() + beside,
      after(ms, callBack) {
        const timer = { ms, callBack }
        timers.add(timer)
        awaited.get(ms)?.()
        return () => void timers.delete(timer)
      }
    },
    set(aside) {
      beside = aside
    },
    running: () => [...timers].map(({ ms }) => ms),
    async runOut(ms) {
      if (!find(ms)) await new Promise<void>((resolve) => awaited.set(ms, resolve))
      awaited.delete(ms)
      const timer = find(ms)
      if (timer) timers.delete(timer)
      timer?.callBack()
    }
  }
}
