import { FileDiff } from 'lucide-react'
import { classNames } from '../../lib/class-names.ts'
import { formatCount } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import styles from './views.module.css'

/** What came, went or changed in the payloads, once there was something. */
export function ShapesEntry() {
  const { shapes, dialog } = useAppState()
  const { value } = useStore(shapes)
  if (!value || (value.rows.length === 0 && value.unseen === 0)) return null
  return (
    <li>
      <button
        type="button"
        className={classNames(styles['view'], value.unseen > 0 && styles['unseen'])}
        aria-haspopup="dialog"
        title={value.unseen > 0 ? `${formatCount(value.unseen)} not seen yet` : undefined}
        onClick={() => dialog.set('shapes')}
      >
        <FileDiff size={15} aria-hidden />
        <span className={styles['name']}>Payload changes</span>
        {value.unseen > 0 && (
          <span className={styles['count']}>
            {formatCount(value.unseen)}
            <span className={styles['words']}> new</span>
          </span>
        )}
      </button>
    </li>
  )
}
