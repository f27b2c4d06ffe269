import type { Clock } from '../ports.ts'

/** Calls back once, after so many milliseconds; the result calls it off. */
export function startTimer(clock: Clock, ms: number, callBack: () => void): () => void {
  if (clock.after) return clock.after(ms, callBack)
  const timer = setTimeout(callBack, ms)
  return () => clearTimeout(timer)
}

/** `over` resolves after so many milliseconds, or as soon as the signal is aborted. */
export function startWait(
  clock: Clock,
  ms: number,
  signal: AbortSignal
): { readonly over: Promise<void>; callOff(): void } {
  if (signal.aborted) return { over: Promise.resolve(), callOff: () => undefined }
  const { promise, resolve } = Promise.withResolvers<void>()
  const stop = () => resolve()
  const callOff = startTimer(clock, ms, stop)
  signal.addEventListener('abort', stop)
  return {
    over: promise,
    callOff() {
      callOff()
      signal.removeEventListener('abort', stop)
    }
  }
}
