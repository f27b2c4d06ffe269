import { CirclePause, CirclePlay, ListX, RotateCw, Trash2 } from 'lucide-react'
import { actions } from '#shared/actions.ts'
import type { CommandInput } from '#shared/contract.ts'
import type { Replay } from '#shared/replay-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Confirm } from '../../components/confirm.tsx'
import { notify } from '../../components/notify.ts'
import { Tip } from '../../components/tip.tsx'
import { formatCount, plural } from '../../lib/format-count.ts'
import { BaselineControl } from './baseline-control.tsx'
import styles from './replays.module.css'
import { endedOf, isOver, replaysView } from './replays-view.ts'
import { useDeleteReplay } from './use-delete-replay.ts'

type Action = CommandInput<'replays.control'>['action']

/** What can be done with a replay. */
export function ReplayControls({ replay }: { readonly replay: Replay }) {
  const client = useClient()
  const { id, state, total, accepted } = replay
  const control = (action: Action) =>
    void notify.whenFailed(`Could not ${action} the replay`, () =>
      client.call('replays.control', { id, action })
    )
  const remove = useDeleteReplay()
  const rest = total - endedOf(replay)
  const draft = (kind: 'again' | 'failures') =>
    replaysView.set({ show: 'draft', source: { kind, of: replay } })
  return (
    <div className={styles['controls']}>
      {state === 'running' && (
        <Button onClick={() => control('pause')}>
          <CirclePause size={14} aria-hidden />
          Pause
        </Button>
      )}
      {(state === 'paused' || state === 'interrupted') && (
        <Button look="primary" onClick={() => control('resume')}>
          <CirclePlay size={14} aria-hidden />
          Resume, {formatCount(rest)} to send
        </Button>
      )}
      {!isOver(replay) && (
        <Confirm
          trigger={<Button />}
          title="Cancel this replay?"
          description={`${plural(rest, 'event')} will not be sent, and what waits for an answer is given up. It cannot be resumed; what was answered stays.`}
          action="Cancel the replay"
          refusal="Let it go on"
          onConfirm={() => control('cancel')}
        >
          Cancel…
        </Confirm>
      )}
      {isOver(replay) && total > accepted && total > 1 && (
        <Button onClick={() => draft('failures')}>
          <ListX size={14} aria-hidden />
          Replay the {formatCount(total - accepted)} not accepted…
        </Button>
      )}
      {isOver(replay) && (
        <>
          <Button onClick={() => draft('again')}>
            <RotateCw size={14} aria-hidden />
            Run again…
          </Button>
          <BaselineControl key={id} replay={replay} />
        </>
      )}
      {state !== 'running' && (
        <Tip text="Delete this replay; it can be undone" shortcut={actions.delete.shown}>
          <Button onClick={() => remove(replay)}>
            <Trash2 size={14} aria-hidden />
            Delete
          </Button>
        </Tip>
      )}
    </div>
  )
}
