import type { Attempt } from '#shared/models.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { AttemptView } from '../replay/attempt-view.tsx'
import { OutcomeTag } from '../replay/outcome.tsx'
import { SendingFields } from '../replay/sending-fields.tsx'
import { TargetField } from '../replay/target-field.tsx'
import type { Health } from '../replay/use-health.ts'
import styles from './editor.module.css'

interface SendPaneProps {
  readonly target: string
  readonly onTarget: (target: string) => void
  readonly health: Health
  /** What the last replay of the edits got; null before there was one. */
  readonly answer: Attempt | null
}

/** Where the edited event goes, how it is sent, and what was answered. */
export function SendPane({ target, onTarget, health, answer }: SendPaneProps) {
  const { replayOptions } = useAppState()
  const options = useStore(replayOptions)
  return (
    <div className={styles['send']}>
      {answer && (
        <section aria-label="Answer" className={styles['answer']}>
          <h3>
            Answer <OutcomeTag attempt={answer} />
          </h3>
          <AttemptView attempt={answer} />
        </section>
      )}
      <TargetField value={target} onChange={onTarget} health={health} />
      <SendingFields options={options} onChange={replayOptions.set} isEdited />
    </div>
  )
}
