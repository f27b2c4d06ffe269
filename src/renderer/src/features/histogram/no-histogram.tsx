import styles from './histogram.module.css'

/** The room of a histogram that is not known yet, or of which nothing was received: what is below stays where it is. */
export function NoHistogram() {
  return (
    <div className={styles['histogram']} aria-hidden>
      <div className={styles['none']} />
      <div className={styles['ticks']} />
    </div>
  )
}
