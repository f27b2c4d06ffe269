import type { Log } from '../../core/ports.ts'

export interface Shutdown {
  /** What is added last is closed first. */
  add(close: () => Promise<void>): void
  /** Closes everything and exits, at the latest after five seconds. */
  end(exitCode: number): Promise<never>
}

const DEADLINE_MS = 4_800
/** npm passes on a signal that the terminal has sent to everyone already: that is still the first one. */
const SAME_SIGNAL_MS = 1_000

/** Ends the process in order at the first signal, and at once at a second one. */
export function createShutdown(log: Log): Shutdown {
  const closers: (() => Promise<void>)[] = []
  let endingSince: number | null = null

  const end = async (exitCode: number): Promise<never> => {
    endingSince = performance.now()
    setTimeout(() => {
      log.warn('Not everything could be closed in time. What was acknowledged is stored all the same.')
      process.exit(exitCode)
    }, DEADLINE_MS)
    for (const close of closers.toReversed()) {
      await close().catch((error: unknown) => log.error('Could not be closed in order', { error }))
    }
    process.exit(exitCode)
  }

  const onSignal = () => {
    if (endingSince === null) void end(0)
    else if (performance.now() - endingSince > SAME_SIGNAL_MS) process.exit(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)

  return { add: (close) => void closers.push(close), end }
}
