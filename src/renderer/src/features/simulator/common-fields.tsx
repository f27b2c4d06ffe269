import type { Dialect } from '#shared/simulator-models.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Pick } from '../../components/pick.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useListening } from '../listening/use-listening.ts'
import { choices, choose } from './choices.ts'
import styles from './simulator.module.css'

const dialects: readonly { readonly value: Dialect; readonly text: string }[] = [
  { value: 'okta', text: 'Okta' },
  { value: 'entra', text: 'Entra ID' },
  { value: 'google', text: 'Google' },
  { value: 'jumpcloud', text: 'JumpCloud' },
  { value: 'onelogin', text: 'OneLogin' },
  { value: 'ping', text: 'Ping' }
]

/** Whose `raw_attributes` users and groups come with. */
export function DialectPick() {
  const { dialect } = useStore(choices)
  return (
    <Pick
      label="Directory"
      value={dialect}
      options={dialects}
      onChange={(picked) => choose({ dialect: picked })}
    />
  )
}

export function NamesPick() {
  const { names } = useStore(choices)
  return (
    <Pick
      label="Type names"
      value={names}
      options={[
        { value: 'current', text: 'Current' },
        { value: 'legacy', text: 'Legacy', hint: 'As before January 2025, like scalekit.dir.user.create' }
      ]}
      onChange={(picked) => choose({ names: picked })}
    />
  )
}

export function EntrancePick() {
  const { entrance } = useStore(choices)
  return (
    <Pick
      label="Sent to"
      value={entrance}
      options={[
        { value: 'receiver', text: 'Receiver', hint: 'Straight to the receiver on this machine' },
        { value: 'public', text: 'Public URL', hint: 'Out to the internet and back in, as Scalekit sends' }
      ]}
      onChange={(picked) => choose({ entrance: picked })}
    />
  )
}

/** Says why nothing can be sent at the moment, and what opens the way; nothing while it is open. */
export function ClosedEntrance() {
  const { entrance } = useStore(choices)
  const { dialog } = useAppState()
  const { status, open } = useListening()
  if (!status) return null
  const isClosed =
    entrance === 'receiver' ? status.receiver.state !== 'listening' : status.tunnel.state !== 'online'
  if (!isClosed) return null
  return (
    <Notice tone="warn">
      <div className={styles['closed']}>
        <span>
          {entrance === 'receiver'
            ? 'The receiver is stopped, so nothing can be sent to it.'
            : 'There is no public URL at the moment, so nothing can be sent through one.'}
        </span>
        <Button size="small" onClick={() => (entrance === 'receiver' ? open() : dialog.set('tunnel'))}>
          {entrance === 'receiver' ? 'Start listening' : 'Choose a way in'}
        </Button>
      </div>
    </Notice>
  )
}
