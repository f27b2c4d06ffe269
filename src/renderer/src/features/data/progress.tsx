import { Progress as Base } from '@base-ui/react/progress'
import { Button } from '../../components/button.tsx'
import styles from './data.module.css'

interface ProgressProps {
  readonly label: string
  readonly done: number
  /** Null where nobody knows. */
  readonly total: number | null
  /** How far it is, in words. */
  readonly text: string
  readonly onCancel: () => void
}

/** How far a transfer is, with the way out. */
export function Progress({ label, done, total, text, onCancel }: ProgressProps) {
  const value = total === null ? null : Math.min(100, (done / Math.max(1, total)) * 100)
  return (
    <div className={styles['progress']}>
      <Base.Root value={value} aria-label={label} aria-valuetext={text}>
        <Base.Track className={styles['track']}>
          <Base.Indicator className={styles['bar']} />
        </Base.Track>
      </Base.Root>
      <span>{text}</span>
      <Button size="small" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  )
}
