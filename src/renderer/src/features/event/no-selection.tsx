import { Layers } from 'lucide-react'
import { Empty } from '../../components/notice.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { MarkBar } from '../changes/mark-bar.tsx'
import { useViewCounts } from '../timeline/use-view-counts.ts'
import styles from './event.module.css'

/** What the pane shows before a row was chosen. */
export function NoSelection() {
  const { selection } = useAppState()
  const { view } = useStore(selection)
  const count = useViewCounts()[view]
  const isOfEvents = view === 'events' || view === 'starred'
  if (count !== 0) {
    return (
      <>
        <MarkBar eventId={null} />
        <Empty icon={Layers} title={isOfEvents ? 'No event selected' : 'No delivery selected'}>
          <p>
            Choose a row on the left, or press <kbd className={styles['key']}>J</kbd> for the first one.
          </p>
        </Empty>
      </>
    )
  }
  return view === 'events' ? (
    <Empty icon={Layers} title="Events open here">
      <p>What changed, the payload, its headers, why its signature holds, and every replay.</p>
    </Empty>
  ) : null
}
