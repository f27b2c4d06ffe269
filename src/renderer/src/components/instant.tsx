import { formatClock, formatDay, formatInstant } from '../lib/format-time.ts'

interface InstantProps {
  readonly at: number
  /** Whether the day is enough, except for today's. */
  readonly isRough?: boolean
  readonly className?: string | undefined
}

/** A moment in the reader's zone; the exact instant shows on hover. */
export function Instant({ at, isRough = false, className }: InstantProps) {
  const day = formatDay(at)
  const clock = day === null || !isRough ? formatClock(at) : null
  return (
    <time className={className} dateTime={new Date(at).toISOString()} title={formatInstant(at)}>
      {[day, clock].filter((part) => part !== null).join(' ')}
    </time>
  )
}
