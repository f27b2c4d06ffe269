import { useEffect, useState } from 'react'
import { plural } from '../../lib/format-count.ts'
import styles from './timeline.module.css'

const quietMs = 5_000

/** Tells screen readers how many rows came, at most every few seconds. */
export function Arrivals({ count, label }: { readonly count: number; readonly label: string }) {
  const [told, setTold] = useState({ count, text: '' })
  useEffect(() => {
    if (count === told.count) return undefined
    const timer = setTimeout(() => {
      const arrived = count - told.count
      setTold({ count, text: arrived > 0 ? `${plural(arrived, 'new row')} in ${label}` : '' })
    }, quietMs)
    return () => clearTimeout(timer)
  }, [count, told, label])
  return (
    <p role="status" className={styles['arrivals']}>
      {told.text}
    </p>
  )
}
