import { formatCount, plural } from '../../lib/format-count.ts'
import type { Bar } from './scale.ts'

const moment = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23'
})
const toTheSecond = new Intl.DateTimeFormat(undefined, {
  ...moment.resolvedOptions(),
  second: '2-digit'
} as Intl.DateTimeFormatOptions)
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })

/** `24 Nov, 09:30 – 25 Nov, 11:00`; whole days without the hours. */
export function spanText(from: number, to: number): string {
  const isDays = [from, to].every((at) => new Date(at).getHours() === 0 && new Date(at).getMinutes() === 0)
  if (isDays && to - from >= 86_400_000) return date.formatRange(new Date(from), new Date(to - 1))
  const isWhole = from % 60_000 === 0 && to % 60_000 === 0
  return (isWhole ? moment : toTheSecond).formatRange(new Date(from), new Date(to))
}

export interface Sums {
  readonly events: number
  readonly rejected: number
  readonly unchecked: number
}

export const sumOf = (bars: readonly Bar[]): Sums =>
  bars.reduce<Sums>(
    (sum, bar) => ({
      events: sum.events + bar.events,
      rejected: sum.rejected + bar.rejected,
      unchecked: sum.unchecked + bar.unchecked
    }),
    { events: 0, rejected: 0, unchecked: 0 }
  )

/** `312 events, 4 rejected, 1 unchecked`; what there is none of is left out. */
export function sumText({ events, rejected, unchecked }: Sums): string {
  return [
    plural(events, 'event'),
    ...(rejected > 0 ? [`${formatCount(rejected)} rejected`] : []),
    ...(unchecked > 0 ? [`${formatCount(unchecked)} unchecked`] : [])
  ].join(', ')
}
