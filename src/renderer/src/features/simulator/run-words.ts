import type { Simulation } from '#shared/simulator-models.ts'
import { formatCount, plural } from '../../lib/format-count.ts'

const units = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000]
] as const

/** Roughly how long, in the largest unit of which there are two: `3 months`, `90 minutes`, `1 second`. */
export function formatSpan(ms: number): string {
  const [name, size] = units.find(([, each]) => ms >= 2 * each) ??
    units[units.length - 1] ?? ['second', 1_000]
  return plural(Math.max(1, Math.round(ms / size)), name)
}

/** `Joiner`, or `Load of 20 a second for 10 s`. */
export const nameOf = ({ kind, what }: Simulation): string => (kind === 'load' ? `Load of ${what}` : what)

/** Whether it ended otherwise than it should, by itself. */
export const isFailed = ({ state, accepted, total }: Simulation): boolean =>
  state === 'failed' || (state === 'done' && accepted < total)

/** How a simulation is or ended, in a sentence without its end. */
export function sayRun({ state, total, sent, accepted, refused, perSecond, kind }: Simulation): string {
  const rate = kind === 'load' && perSecond !== null ? `, ${formatCount(perSecond)} a second` : ''
  const not = refused > 0 ? `, ${formatCount(refused)} not` : ''
  switch (state) {
    case 'running':
      return `${formatCount(sent)} of ${formatCount(total)} sent, ${formatCount(accepted)} accepted${not}${rate}`
    case 'done':
      return accepted === total
        ? `${total === 1 ? 'Accepted' : `All ${formatCount(total)} accepted`}${rate}`
        : `${formatCount(accepted)} of ${formatCount(total)} accepted${not}${rate}`
    case 'stopped':
      return `Stopped after ${plural(sent, 'delivery', 'deliveries')}, ${formatCount(accepted)} accepted${not}`
    case 'failed':
      return accepted === 0
        ? 'Nothing was accepted'
        : `${formatCount(accepted)} of ${formatCount(total)} accepted`
  }
}

export type StepState = 'waiting' | 'sending' | 'answered'

/** How far a step of a story is: each delivery is answered before the next one is sent. */
export function stepState(index: number, { sent, accepted, refused }: Simulation): StepState {
  if (index < accepted + refused) return 'answered'
  return index < sent ? 'sending' : 'waiting'
}
