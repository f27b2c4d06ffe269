import { Dialog } from '../../components/dialog.tsx'
import { Empty, Notice } from '../../components/notice.tsx'
import { RotateCw } from 'lucide-react'
import { Waiting } from '../../components/waiting.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useAction } from '../shortcuts/use-action.ts'
import { DraftPanel } from './draft-panel.tsx'
import { ReplayList } from './replay-list.tsx'
import { ReplayPanel } from './replay-panel.tsx'
import styles from './replays.module.css'
import { replaysView, showReplays } from './replays-view.ts'
import { useEndToast } from './use-end-toast.ts'

/** Every replay with how it went, and the one that is about to be sent. */
export function ReplaysDialog() {
  const state = useAppState()
  const isOpen = useStore(state.dialog) === 'replays'
  useEndToast()
  useAction('replays', () => showReplays(state, null))
  return (
    <Dialog size="large" isOpen={isOpen} onClose={() => state.dialog.set(null)} title="Replays">
      <Content />
    </Dialog>
  )
}

function Content() {
  const { replays } = useAppState()
  const view = useStore(replaysView)
  const { value, error } = useStore(replays)
  if (!value) return error === null ? <Waiting what="the replays" /> : <Notice tone="bad">{error}</Notice>
  const shown = view ?? (value.rows[0] ? { show: 'replay' as const, id: value.rows[0].id } : null)
  if (!shown) {
    return (
      <Empty icon={RotateCw} title="Nothing has been replayed yet">
        <p>
          Replay one event with its Replay button. For many, pick rows in the timeline with Shift and the
          arrow keys or Shift and a click, or narrow it down with a filter and replay all that it finds.
        </p>
      </Empty>
    )
  }
  const id = shown.show === 'replay' ? shown.id : null
  return (
    <div className={styles['columns']}>
      <ReplayList
        page={value}
        chosen={id}
        onChoose={(next) => replaysView.set({ show: 'replay', id: next })}
      />
      <div className={styles['panel']}>
        {shown.show === 'draft' ? (
          <DraftPanel source={shown.source} />
        ) : (
          <ReplayPanel key={id} id={shown.id} />
        )}
      </div>
    </div>
  )
}
