import { formatClock, formatDay, formatInstant } from '../../lib/format-time.ts'
import styles from './row.module.css'

export function RowTime({ at }: { readonly at: number }) {
  const day = formatDay(at)
  return (
    <div role="gridcell" className={styles['time']}>
      <time dateTime={new Date(at).toISOString()} title={formatInstant(at)}>
        {formatClock(at)}
      </time>
      {day !== null && <small>{day}</small>}
    </div>
  )
}
