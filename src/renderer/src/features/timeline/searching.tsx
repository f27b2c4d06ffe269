import { LoaderCircle } from 'lucide-react'
import { useEffect, useState } from 'react'
import { plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import styles from './timeline.module.css'

const longMs = 10_000

/** Stands in for the rows of a list that takes its time, and says why it does. */
export function Searching({ isFiltered }: { readonly isFiltered: boolean }) {
  const { stats } = useAppState()
  const unindexed = useStore(stats).value?.unindexed ?? 0
  const [isLong, setIsLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), longMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className={styles['searching']} role="status">
      <LoaderCircle size={15} aria-hidden />
      <div>
        <p>{isFiltered ? 'Searching…' : 'Reading…'}</p>
        {isFiltered && unindexed > 0 && (
          <p>
            {plural(unindexed, 'event')} {unindexed === 1 ? 'is' : 'are'} not indexed yet.
          </p>
        )}
        {isFiltered && isLong && (
          <p>The index does not lead to what this filter asks for, so the stored texts are looked through.</p>
        )}
      </div>
    </div>
  )
}
