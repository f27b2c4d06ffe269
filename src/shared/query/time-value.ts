import type { TimeValue } from './query.ts'

const HOUR_MS = 3_600_000
const AGE_UNITS: Readonly<Record<string, { readonly ms: number; readonly name: string }>> = {
  m: { ms: 60_000, name: 'minute' },
  h: { ms: HOUR_MS, name: 'hour' },
  d: { ms: 24 * HOUR_MS, name: 'day' }
}
const AGE = /^(\d{1,6})([mhd])$/
const DATE =
  /^(\d{4})-(\d\d)-(\d\d)(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(\.\d{1,3})?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?$/
/** Meant as a date or a date and time, whether or not there is such a one. */
const DATE_SHAPE = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * Reads a date, a date and time (local without a zone), `today`, `yesterday` or an age such as `2h`.
 * Returns what is wrong with it, in words that follow the value, where it is none of these.
 */
export function readTime(value: string, now: number): TimeValue | string {
  const word = value.toLowerCase()
  if (word === 'today') return { written: word, instant: startOfDay(now, 0) }
  if (word === 'yesterday') return { written: word, instant: startOfDay(now, -1) }

  const [, count, unit] = AGE.exec(word) ?? []
  if (count !== undefined && unit !== undefined) {
    return { written: `${Number(count)}${unit}`, instant: now - Number(count) * (AGE_UNITS[unit]?.ms ?? 0) }
  }

  const written = value.toUpperCase()
  if (!DATE_SHAPE.test(written)) {
    return 'is not a time. Write a date (2026-11-01), a date and time (2026-11-01T10:30), today, yesterday, or an age (30m, 2h, 7d).'
  }
  const [, year, month, day] = DATE.exec(written) ?? []
  if (!isDay(Number(year), Number(month), Number(day))) return 'is not in the calendar or on the clock.'
  // Without the time `Date.parse` would take the date for one in UTC.
  return { written, instant: Date.parse(written.includes('T') ? written : `${written}T00:00`) }
}

function startOfDay(now: number, offsetDays: number): number {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + offsetDays).getTime()
}

/** `Date.parse` takes 30 February for 2 March. */
const isDay = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()

/** When a row was received, to be put after "received". */
export function describeTime(side: 'before' | 'after', written: string): string {
  const [, count, unit] = AGE.exec(written) ?? []
  if (count !== undefined && unit !== undefined) {
    const age = `${count} ${AGE_UNITS[unit]?.name ?? ''}${count === '1' ? '' : 's'}`
    return side === 'before' ? `more than ${age} ago` : `in the last ${age}`
  }
  const [, year, month, day, hour, minute, second, fraction = '', zone = ''] = DATE.exec(written) ?? []
  if (year === undefined) return side === 'before' ? `before ${written}` : `since the start of ${written}`

  const date = `${Number(day)} ${MONTHS[Number(month) - 1] ?? ''} ${year}`
  const time = hour === undefined ? '' : ` ${hour}:${minute}${second ? `:${second}${fraction}` : ''}`
  const moment = `${date}${time}${zone === 'Z' ? ' UTC' : zone && ` ${zone}`}`
  return side === 'before' ? `before ${moment}` : `from ${moment} on`
}
