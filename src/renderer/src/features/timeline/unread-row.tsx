import styles from './row.module.css'

/** Holds the place of a row that is being read. */
export function UnreadRow() {
  return (
    <div className={styles['row']}>
      <div role="gridcell" className={styles['unread']}>
        <span className={styles['words']}>Being read</span>
      </div>
    </div>
  )
}
