import { formatClock, formatDay, formatInstant } from '../lib/format-time.ts'

/** A moment in the reader's zone; the exact instant shows on hover. */
export function Instant({ at, className }: { readonly at: number; readonly className?: string | undefined }) {
  const day = formatDay(at)
  return (
    <time className={className} dateTime={new Date(at).toISOString()} title={formatInstant(at)}>
      {day === null ? formatClock(at) : `${day} ${formatClock(at)}`}
    </time>
  )
}
