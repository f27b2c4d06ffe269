import type { EventDetail } from '#shared/models.ts'
import { Tabs, type TabEntry } from '../../components/tabs.tsx'
import { AttemptView } from '../replay/attempt-view.tsx'
import { DifferencePane } from './difference-pane.tsx'
import styles from './editor.module.css'
import { editableHeaders } from './outgoing-headers.ts'
import { SendPane } from './send-pane.tsx'
import type { Draft } from './use-draft.ts'
import type { Sending } from './use-sending.ts'

export type Seen = 'changes' | 'send' | 'answer'

interface OutcomePanesProps {
  readonly event: EventDetail
  readonly original: string
  readonly draft: Draft
  readonly sending: Sending
  readonly isHeavy: boolean
  readonly seen: Seen
  readonly onSee: (seen: Seen) => void
}

/** What the edits change, where they go, and once they were sent, what was answered. */
export function OutcomePanes({ event, original, draft, sending, isHeavy, seen, onSee }: OutcomePanesProps) {
  const { answer } = sending
  const tabs: readonly TabEntry<Seen>[] = [
    {
      value: 'changes',
      text: 'Changes',
      panel: () => (
        <DifferencePane
          original={original}
          text={draft.text}
          originalHeaders={editableHeaders(event.delivery.headers)}
          headers={draft.headers}
          isHeavy={isHeavy}
        />
      )
    },
    { value: 'send', text: 'Send', panel: () => <SendPane sending={sending} /> },
    ...(answer === null
      ? []
      : [{ value: 'answer' as const, text: 'Answer', panel: () => <AttemptView attempt={answer} /> }])
  ]
  return (
    <section className={styles['column']} aria-label="What comes of it">
      <Tabs label="What comes of it" tabs={tabs} value={seen} onChange={onSee} isLasting />
    </section>
  )
}
