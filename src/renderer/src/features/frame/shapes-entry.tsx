import { FileDiff } from 'lucide-react'
import { classNames } from '../../lib/class-names.ts'
import { formatCount } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import styles from './views.module.css'

/** What came, went or changed in the payloads. */
export function ShapesEntry() {
  const { shapes, dialog } = useAppState()
  const unseen = useStore(shapes).value?.unseen ?? 0
  return (
    <li className={styles['brief']}>
      <button
        type="button"
        className={classNames(styles['view'], unseen > 0 && styles['unseen'])}
        aria-haspopup="dialog"
        title={unseen > 0 ? `Payload changes: ${formatCount(unseen)} not seen yet` : 'Payload changes'}
        onClick={() => dialog.set('shapes')}
      >
        <FileDiff size={15} aria-hidden />
        <span className={styles['name']}>Payload changes</span>
        {unseen > 0 && (
          <span className={styles['count']}>
            {formatCount(unseen)}
            <span className={styles['words']}> new</span>
          </span>
        )}
      </button>
    </li>
  )
}
