import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { SendingFields } from '../replay/sending-fields.tsx'
import { TargetField } from '../replay/target-field.tsx'
import styles from './editor.module.css'
import type { Sending } from './use-sending.ts'

/** Where the edited event goes, and how it is sent. */
export function SendPane({ sending: { target, setTarget, health } }: { readonly sending: Sending }) {
  const { replayOptions } = useAppState()
  const options = useStore(replayOptions)
  return (
    <div className={styles['send']}>
      <TargetField value={target} onChange={setTarget} health={health} />
      <SendingFields options={options} onChange={replayOptions.set} isEdited />
    </div>
  )
}
