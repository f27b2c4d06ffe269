import { parseQuery } from '#shared/query/parse-query.ts'
import { timeBounds } from '#shared/query/query.ts'

export interface TimeRange {
  readonly from: number
  readonly before: number
}

export interface TimeBounds {
  readonly from: number | null
  readonly before: number | null
}

/** The span that a filter leaves; null where it is open at both ends or cannot be read. */
export function rangeOf(filter: string, now: number): TimeBounds | null {
  const read = parseQuery(filter, now)
  if (!read.ok) return null
  const bounds = timeBounds(read.query)
  return bounds.from === null && bounds.before === null ? null : bounds
}

/** The filter with this span in place of the times that it named; null for no span. */
export function withRange(filter: string, range: TimeRange | null): string {
  const read = parseQuery(filter, Date.now())
  // What cannot be read is for the reader to mend.
  if (!read.ok) return filter
  let text = filter
  for (const { kind, at, length } of read.query.terms.toReversed()) {
    if (kind === 'before' || kind === 'after') text = text.slice(0, at) + text.slice(at + length)
  }
  const times = range ? [`after:${written(range.from)}`, `before:${written(range.before)}`] : []
  return [...text.split(/\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/), ...times].filter((part) => part !== '').join(' ')
}

/** In the reader's zone, as he would write it; in UTC for the hour that the clock shows twice. */
function written(at: number): string {
  const date = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  const local =
    `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}` +
    `T${two(date.getHours())}:${two(date.getMinutes())}${date.getSeconds() === 0 ? '' : `:${two(date.getSeconds())}`}`
  return Date.parse(local) === at ? local : date.toISOString()
}
