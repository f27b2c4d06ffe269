const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23'
})
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
const exact = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
  timeZoneName: 'short'
})

/** The time of day in the reader's zone, to the second. */
export const formatClock = (ms: number): string => clock.format(ms)

/** The day where it is not today's, with the year where it is not this year's. */
export function formatDay(ms: number, now = Date.now()): string | null {
  const [date, today] = [new Date(ms), new Date(now)]
  if (date.toDateString() === today.toDateString()) return null
  return (date.getFullYear() === today.getFullYear() ? day : dayOfYear).format(date)
}

/** The exact instant, in the reader's zone and in UTC. */
export const formatInstant = (ms: number): string => `${exact.format(ms)}\n${new Date(ms).toISOString()}`

/** `0.4 ms`, `12 ms`, `1.24 s`, `75 s` */
export function formatDuration(ms: number): string {
  if (ms >= 10_000) return `${Math.round(ms / 1_000)} s`
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(2)} s`
  return ms < 1 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`
}

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000] as const

/** A span as people say it, however long: `340 ms`, `12 s`, `5 min`, `3.5 h`, `2 d`. */
export function formatSpan(ms: number): string {
  if (ms < 2 * minuteMs) return formatDuration(ms)
  if (ms < 2 * hourMs) return `${Math.round(ms / minuteMs)} min`
  return ms < 2 * dayMs ? `${Number((ms / hourMs).toFixed(1))} h` : `${Math.round(ms / dayMs)} d`
}
