import { Popover } from '@base-ui/react/popover'
import { RotateCw, Save } from 'lucide-react'
import { useState, type SubmitEvent } from 'react'
import type { Variant } from '#shared/replay-models.ts'
import { Button } from '../../components/button.tsx'
import { TextField } from '../../components/field.tsx'
import popup from '../../components/popup.module.css'
import { classNames } from '../../lib/class-names.ts'
import { shownKeys } from '../../lib/shown-keys.ts'
import { OutcomeTag } from '../replay/outcome.tsx'
import styles from './editor.module.css'
import type { Sending } from './use-sending.ts'

interface EditorActionsProps {
  readonly sending: Sending
  readonly size: string
  readonly saved: Variant | null
  readonly isNaming: boolean
  readonly onNaming: (isNaming: boolean) => void
  readonly onSave: (name: string, asNew: boolean) => Promise<void>
  readonly onReplay: () => void
  readonly onAnswer: () => void
}

/** Saves and sends what is edited. */
export function EditorActions(props: EditorActionsProps) {
  const { sending, size, saved, onSave, onReplay, onAnswer } = props
  const { target, answer, isPending, canSend } = sending
  // While nothing can be sent, a press shows what is missing.
  const word = canSend ? 'Replay as edited' : 'Choose a target'
  return (
    <div className={styles['actions']}>
      <span className={styles['facts']}>
        {size}
        {saved && (
          <>
            , variant <bdi>{saved.name}</bdi>
          </>
        )}
      </span>
      {answer && (
        <button type="button" className={styles['outcome']} onClick={onAnswer} title="Show the answer">
          <OutcomeTag attempt={answer} />
        </button>
      )}
      {saved && <Button onClick={() => void onSave(saved.name, false)}>Save</Button>}
      <SaveAs {...props} />
      <Button
        look="primary"
        aria-disabled={isPending}
        title={`${target.trim() === '' ? 'Choose a target' : target.trim()} (${shownKeys('Ctrl/⌘ Enter')})`}
        onClick={onReplay}
      >
        <RotateCw size={14} aria-hidden />
        {isPending ? 'Sending…' : word}
      </Button>
    </div>
  )
}

function SaveAs({
  saved,
  isNaming,
  onNaming,
  onSave
}: Pick<EditorActionsProps, 'saved' | 'isNaming' | 'onNaming' | 'onSave'>) {
  const [name, setName] = useState('')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    onNaming(false)
    void onSave(name.trim(), true).then(() => setName(''))
  }
  return (
    <Popover.Root open={isNaming} onOpenChange={onNaming}>
      <Popover.Trigger render={<Button />}>
        <Save size={14} aria-hidden />
        {saved ? 'Save as another…' : 'Save as a variant…'}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" align="end" sideOffset={6} className={popup['layer']}>
          <Popover.Popup className={classNames(popup['popup'], styles['naming'])}>
            <form onSubmit={submit}>
              <TextField
                label="Name of the variant"
                hint="It is kept beside the event, and goes with it."
                value={name}
                maxLength={100}
                onChange={(event) => setName(event.target.value)}
              />
              <Button type="submit" look="primary" disabled={name.trim() === ''}>
                Save
              </Button>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
