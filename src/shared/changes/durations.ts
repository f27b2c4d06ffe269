const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * How long it is from one time to another, for people, in either order: "14 months", "3 days", "2 hours", "12 s". In the
 * largest unit that has passed, never rounded up; months and years by the UTC calendar.
 */
export function formatSpan(fromMs: number, toMs: number): string {
  const [from, to] = fromMs <= toMs ? [fromMs, toMs] : [toMs, fromMs]
  const months = monthsBetween(new Date(from), new Date(to))
  if (months >= 24) {
    const years = count(Math.floor(months / 12), 'year')
    return months % 12 === 0 ? years : `${years} ${count(months % 12, 'month')}`
  }
  if (months >= 1) return count(months, 'month')
  const ms = to - from
  if (ms >= DAY) return count(Math.floor(ms / DAY), 'day')
  if (ms >= HOUR) return count(Math.floor(ms / HOUR), 'hour')
  if (ms >= MINUTE) return count(Math.floor(ms / MINUTE), 'minute')
  return ms >= SECOND ? `${Math.floor(ms / SECOND)} s` : 'less than 1 s'
}

/** Full months: the one to the same day of the next month is full, wherever that day is missing the one after. */
function monthsBetween(from: Date, to: Date): number {
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth()
  return sinceMonthStart(to) < sinceMonthStart(from) ? months - 1 : months
}

/** Not by `Date.UTC`, which takes the year 1, a zero time to many a program, for 1901. */
const sinceMonthStart = (date: Date): number =>
  (date.getUTCDate() - 1) * DAY +
  date.getUTCHours() * HOUR +
  date.getUTCMinutes() * MINUTE +
  date.getUTCSeconds() * SECOND +
  date.getUTCMilliseconds()

const count = (value: number, unit: string): string => `${value} ${unit}${value === 1 ? '' : 's'}`
