import { Popover } from '@base-ui/react/popover'
import { ListRestart, PencilLine, RotateCw } from 'lucide-react'
import { useState, type SubmitEvent } from 'react'
import { actions } from '#shared/actions.ts'
import { Button } from '../../components/button.tsx'
import popup from '../../components/popup.module.css'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import styles from './replay.module.css'
import { showReplays } from './replays-view.ts'
import { pendingReplays, pendingText, replayKey } from './run-replay.ts'
import { SendingFields } from './sending-fields.tsx'
import { stalenessOf } from './sending-words.ts'
import { TargetField } from './target-field.tsx'
import { isSendable, useHealth } from './use-health.ts'

/** Where Scalekit's sample app takes webhooks. */
const firstTarget = 'http://localhost:3000/api/webhook/user-access'

interface ReplayFormProps {
  readonly eventId: string
  readonly receivedAt: number
  readonly onReplay: (target: string) => void
  readonly onEdit: () => void
  readonly onClose: () => void
}

/** Where to replay one event, and how. */
export function ReplayForm({ eventId, receivedAt, onReplay, onEdit, onClose }: ReplayFormProps) {
  const state = useAppState()
  const options = useStore(state.replayOptions)
  const chosen = useStore(state.settings).value?.replayTarget ?? firstTarget
  const [url, setUrl] = useState(chosen)
  const [openedAt] = useState(Date.now)
  const health = useHealth(url)
  const target = url.trim()
  const isPending = useStore(pendingReplays).has(replayKey(eventId, target))
  const canSend = target !== '' && !isPending && isSendable(health)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (canSend) onReplay(target)
  }
  return (
    <form className={styles['form']} onSubmit={submit}>
      <Popover.Title className={popup['title']}>Replay</Popover.Title>
      <TargetField value={url} onChange={setUrl} health={health} />
      <SendingFields
        options={options}
        onChange={state.replayOptions.set}
        staleness={stalenessOf(receivedAt, openedAt)}
      />
      <div className={styles['ways']}>
        <Button type="submit" look="primary" disabled={!canSend} title={isPending ? pendingText : undefined}>
          <RotateCw size={14} aria-hidden />
          Replay now
        </Button>
        <Button onClick={onEdit} title={`Edit and replay (${actions.edit.shown})`}>
          <PencilLine size={14} aria-hidden />
          Edit and replay
        </Button>
        <Button
          look="ghost"
          title={`All replays (${actions.replays.shown})`}
          onClick={() => {
            onClose()
            showReplays(state, null)
          }}
        >
          <ListRestart size={14} aria-hidden />
          All replays
        </Button>
      </div>
    </form>
  )
}
