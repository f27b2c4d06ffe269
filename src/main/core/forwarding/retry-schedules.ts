import type { Forwarding } from '#shared/endpoint-models.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/**
 * The pause after each try that was not accepted, ms. Scalekit documents three schedules in three places and
 * names none of them the true one, so the user chooses; each begins with a try at once.
 */
export const RETRY_SCHEDULES: Readonly<Record<Forwarding['retries'], readonly number[]>> = {
  off: [],
  eight: [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR],
  six: [5 * SECOND, 30 * SECOND, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE],
  four: [MINUTE, 5 * MINUTE, 15 * MINUTE]
}

/** Which try of a schedule it was, and what follows; `pauseMs` is null where nothing does. */
export function describeTry(tries: number, schedule: readonly number[], pauseMs: number | null): string {
  const which = `Try ${tries} of ${schedule.length + 1}.`
  if (pauseMs === null) return which
  return `${which} The next is due in ${inWords(pauseMs)}, if the app still runs and forwards there then.`
}

function inWords(ms: number): string {
  if (ms >= HOUR) return `${ms / HOUR} h`
  return ms >= MINUTE ? `${ms / MINUTE} min` : `${ms / SECOND} s`
}
