import type { Story } from '#shared/simulator-models.ts'
import { formatSpan } from './run-words.ts'
import type { Tempo } from './choices.ts'

/** As the core takes it: null for as fast as answers come. */
export function speedOf(tempo: Tempo, times: number): number | null {
  if (tempo === 'fast') return null
  return tempo === 'real' ? 1 : times
}

/** How long a story takes, and what that is of real life. */
export function sayDuration({ spanMs }: Pick<Story, 'spanMs'>, speed: number | null): string {
  if (speed === null) return `${formatSpan(spanMs)} of real life at once, ending now`
  if (speed === 1) return `Takes ${formatSpan(spanMs)}, as long as in real life`
  return `${formatSpan(spanMs)} of real life in ${formatSpan(spanMs / speed)}`
}

/** Who starts this should know that nobody keeps it going once the app is closed. */
export const isLong = ({ spanMs }: Pick<Story, 'spanMs'>, speed: number | null): boolean =>
  speed !== null && spanMs / speed > 600_000
