import { Popover } from '@base-ui/react/popover'
import { ChevronDown, RotateCw } from 'lucide-react'
import { actions } from '#shared/actions.ts'
import { Button } from '../../components/button.tsx'
import popup from '../../components/popup.module.css'
import { Tip } from '../../components/tip.tsx'
import { classNames } from '../../lib/class-names.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { openEditor } from '../editor/edited-event.ts'
import { ReplayForm } from './replay-form.tsx'
import styles from './replay.module.css'
import { pendingReplays, pendingText, replayKey } from './run-replay.ts'
import { replayForm, useReplay, useReplayTo } from './use-replay.ts'

interface ReplayControlProps {
  readonly eventId: string
  /** When what is shown of it arrived. */
  readonly receivedAt: number
}

/** Replays to the target that was used last; the first time, or on request, asks where to and how. */
export function ReplayControl({ eventId, receivedAt }: ReplayControlProps) {
  const { settings, selection, dialog } = useAppState()
  const target = useStore(settings).value?.replayTarget ?? null
  const isOpen = useStore(replayForm) === eventId
  const pending = useStore(pendingReplays)
  const isPending = target !== null && pending.has(replayKey(eventId, target))
  const replayTo = useReplayTo()
  const replayNow = useReplay()
  // The pane may still hold the last event for a blink: never send another one than the reader chose.
  const isChosen = () => selection.getSnapshot().id === eventId
  const replay = () => {
    if (isChosen()) replayNow(eventId)
  }
  const edit = () => {
    if (!isChosen()) return
    replayForm.set(null)
    openEditor(dialog, eventId)
  }

  return (
    <Popover.Root open={isOpen} onOpenChange={(open) => replayForm.set(open ? eventId : null)}>
      <span className={styles['split']}>
        <Tip
          text={isPending ? pendingText : `Replay to ${target ?? 'your app'}`}
          shortcut={actions.replay.shown}
        >
          {/* Not `disabled`, which would take away the keyboard and the tooltip. */}
          <Button look="primary" className={styles['main']} aria-disabled={isPending} onClick={replay}>
            <RotateCw size={14} aria-hidden />
            Replay
          </Button>
        </Tip>
        <Popover.Trigger
          render={
            <Button
              look="primary"
              isIcon
              className={styles['more']}
              aria-label="Replay options"
              title="Replay options, edit and replay, all replays"
            />
          }
        >
          <ChevronDown size={14} aria-hidden />
        </Popover.Trigger>
      </span>
      <Popover.Portal>
        <Popover.Positioner align="end" sideOffset={6} className={popup['layer']}>
          <Popover.Popup className={classNames(popup['popup'], styles['popup'])}>
            <ReplayForm
              eventId={eventId}
              receivedAt={receivedAt}
              onReplay={(url) => replayTo(eventId, url)}
              onEdit={edit}
              onClose={() => replayForm.set(null)}
            />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
