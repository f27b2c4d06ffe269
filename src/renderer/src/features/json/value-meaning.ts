import { timeOfScalekitId } from '#shared/scalekit-id.ts'
import { formatInstant } from '../../lib/format-time.ts'
import type { FlatKind } from '../../lib/flat-json.ts'

const dateTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/
/** Names whose numbers are times, in seconds or milliseconds since 1970. */
const timeName = /(?:_at|At|time|timestamp|date|expires?|expiry|_on|^iat|^exp|^nbf)$/i
const [secondsFrom, secondsTo] = [946_684_800, 4_102_444_800]

/** What a value says to those who can read it: the moment that it stands for; null for what speaks for itself. */
export function meaningOf(kind: FlatKind, name: string | number | null, value: string): string | null {
  const at = timeOf(kind, name, value)
  return at && `${at.what} ${formatInstant(at.ms)}`
}

function timeOf(
  kind: FlatKind,
  name: string | number | null,
  value: string
): { readonly ms: number; readonly what: string } | null {
  if (kind === 'string') {
    const made = timeOfScalekitId(value)
    if (made !== null) return { ms: made, what: 'By its digits, this id was made' }
    const written = dateTime.test(value) ? Date.parse(value) : Number.NaN
    return Number.isNaN(written) ? null : { ms: written, what: 'In your time zone' }
  }
  if (kind !== 'number' || typeof name !== 'string' || !timeName.test(name)) return null
  const number = Number(value)
  if (number >= secondsFrom && number <= secondsTo) return { ms: number * 1_000, what: 'As seconds' }
  const isMilliseconds = number >= secondsFrom * 1_000 && number <= secondsTo * 1_000
  return isMilliseconds ? { ms: number, what: 'As milliseconds' } : null
}
