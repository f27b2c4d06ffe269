import { formatClock, formatDay, formatInstant } from '../../lib/format-time.ts'
import { useToday } from '../../lib/use-today.ts'
import styles from './row.module.css'

interface RowTimeProps {
  readonly at: number
  /** When the row above was received; null for none that was read. */
  readonly above: number | null
}

/** When a row was received: to the millisecond, since many come within a second; its day where that is not today. */
export function RowTime({ at, above }: RowTimeProps) {
  const today = useToday()
  const day = formatDay(at, today)
  const isFirstOfDay = above === null || new Date(above).toDateString() !== new Date(at).toDateString()
  return (
    <div role="gridcell" className={styles['time']}>
      <time dateTime={new Date(at).toISOString()} title={formatInstant(at)}>
        {formatClock(at)}
        <small>.{String(at % 1_000).padStart(3, '0')}</small>
      </time>
      {day !== null && <span className={isFirstOfDay ? styles['day'] : styles['sameDay']}>{day}</span>}
    </div>
  )
}
