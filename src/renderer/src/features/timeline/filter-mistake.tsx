import type { QueryError } from '#shared/query/parse-query.ts'
import styles from './filter-box.module.css'

/** So much of a long filter is shown to either side of what is wrong with it. */
const aroundLength = 24

interface MistakeProps {
  readonly filter: string
  readonly error: QueryError
}

/** Points at what cannot be read in a filter. */
export function FilterMistake({ filter, error: { at, length, message } }: MistakeProps) {
  const end = at + Math.max(1, length)
  const from = Math.max(0, at - aroundLength)
  const to = Math.min(filter.length, end + aroundLength)
  return (
    <div className={styles['mistake']}>
      <code>
        {from > 0 && '…'}
        {filter.slice(from, at)}
        <mark>{filter.slice(at, end)}</mark>
        {filter.slice(end, to)}
        {to < filter.length && '…'}
      </code>
      <p>{message}</p>
    </div>
  )
}
