/** The SDK's window, both ways. */
export const TOLERANCE_S = 300

export type TimestampForm =
  | 'seconds'
  | 'milliseconds'
  | 'microseconds'
  | 'nanoseconds'
  | 'fraction'
  | 'date'
  | 'trailing_text'
  | 'not_a_number'

export interface ReadTimestamp {
  readonly text: string
  readonly form: TimestampForm
  /** The time it means, in whole seconds; null where it means none. */
  readonly seconds: number | null
  /** The number that the SDK takes it for; null where it finds none. */
  readonly sdkSeconds: number | null
}

/** Seconds since 1970 beyond which a number is a finer unit; the first of them is in the year 5138. */
const UNITS: readonly [atLeast: number, form: TimestampForm, perSecond: number][] = [
  [1e17, 'nanoseconds', 1e9],
  [1e14, 'microseconds', 1e6],
  [1e11, 'milliseconds', 1e3]
]

export function readTimestamp(text: string): ReadTimestamp {
  const parsed = Number.parseInt(text, 10)
  const sdkSeconds = Number.isSafeInteger(parsed) ? parsed : null
  const read = (form: TimestampForm, seconds: number | null) => ({ text, form, seconds, sdkSeconds })
  if (/^\s*-?\d+(\.\d+)?\s*$/.test(text)) {
    const number = Number(text)
    const [, unit, perSecond] = UNITS.find(([atLeast]) => number >= atLeast) ?? []
    if (unit && perSecond) return read(unit, Math.floor(number / perSecond))
    return read(text.includes('.') ? 'fraction' : 'seconds', Math.floor(number))
  }
  if (/^\s*(\d{4}-\d\d-\d\d|[A-Z][a-z]{2}, \d)/.test(text)) {
    const date = Date.parse(text)
    if (!Number.isNaN(date)) return read('date', Math.floor(date / 1000))
  }
  return sdkSeconds === null ? read('not_a_number', null) : read('trailing_text', sdkSeconds)
}

/** Seconds by which a timestamp lies before the receipt; negative for one in the future. */
export const skewOf = (seconds: number, receivedAtMs: number): number =>
  Math.floor(receivedAtMs / 1000) - seconds

export function describeSkew(skew: number): string {
  if (skew === 0) return 'the second of its arrival'
  const span = Math.abs(skew)
  const seconds = `${span} s`
  const inWords = span < 120 ? seconds : `${seconds} (${describeSpan(span)})`
  return `${inWords} ${skew > 0 ? 'before' : 'after'} its arrival`
}

export function describeSpan(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  if (seconds < 7_200) return `${Math.floor(seconds / 60)} min`
  return seconds < 172_800 ? `${Math.floor(seconds / 3_600)} h` : `${Math.floor(seconds / 86_400)} days`
}

/** A time in words, or null for one that no calendar holds. */
export function dateOf(seconds: number): string | null {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? null : date.toISOString().replace('.000Z', 'Z')
}
