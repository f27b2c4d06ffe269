import { useRef, useState } from 'react'
import { ConfirmWhen } from '../../components/confirm.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Notice } from '../../components/notice.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { useClient } from '../../client/client-context.tsx'
import { formatBytes } from '../../lib/format-count.ts'
import { Button } from '../../components/button.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useRead } from '../../state/use-read.ts'
import { mostBytes } from './body-difference.ts'
import { editedEvent, type Edited } from './edited-event.ts'
import { EditorView } from './editor-view.tsx'

/** Whether there are edits that would be lost. */
export type HasEdits = () => boolean
const hasNone: HasEdits = () => false

/** Edits an event and sends it as edited. */
export function EditorDialog() {
  const { dialog } = useAppState()
  const isOpen = useStore(dialog) === 'editor'
  const edited = useStore(editedEvent)
  const hasEdits = useRef<HasEdits>(hasNone)
  const [leaving, setLeaving] = useState<(() => void) | null>(null)
  /** Does what would lose the edits, once the reader agrees where there are any. */
  const leave = (then: () => void) => {
    const go = () => {
      hasEdits.current = hasNone
      then()
    }
    if (hasEdits.current()) setLeaving(() => go)
    else go()
  }
  return (
    <Dialog
      size="large"
      isOpen={isOpen && edited !== null}
      onClose={() => leave(() => dialog.set(null))}
      title="Edit and replay"
      description="The event that was received stays as it is."
    >
      {edited && (
        <Loaded
          edited={edited}
          onHasEdits={(has) => {
            hasEdits.current = has
          }}
          onChoose={(variantId) => leave(() => editedEvent.set({ ...edited, variantId }))}
        />
      )}
      <ConfirmWhen
        isAsking={leaving !== null}
        onClose={() => setLeaving(null)}
        title="Discard your edits?"
        description="They are not saved as a variant. What was replayed already stays among the replays."
        action="Discard"
        refusal="Keep editing"
        onConfirm={() => leaving?.()}
      />
    </Dialog>
  )
}

interface LoadedProps {
  readonly edited: Edited
  readonly onHasEdits: (has: HasEdits) => void
  readonly onChoose: (variantId: string | null) => void
}

function Loaded({ edited: { eventId, variantId }, onHasEdits, onChoose }: LoadedProps) {
  const client = useClient()
  const { bodies } = useAppState()
  const [wantsAll, setWantsAll] = useState(false)
  const read = useRead(`${eventId} ${wantsAll}`, async () => {
    const [event, body, { rows }] = await Promise.all([
      client.call('events.get', { id: eventId }),
      bodies.read({ kind: 'event', id: eventId }, wantsAll),
      client.call('variants.list', { eventId })
    ])
    return { event, body, variants: rows }
  })
  if (read.status === 'loading') return <Waiting what="the event" />
  if (read.status === 'failed') return <Notice tone="bad">{read.error}</Notice>
  const { event, body, variants } = read.value
  if (body.bytes > mostBytes) {
    return (
      <Notice tone="warn">
        This body is {formatBytes(body.bytes)}. Up to {formatBytes(mostBytes)} can be edited and sent. It can
        still be replayed as it is.
      </Notice>
    )
  }
  if (!body.isWhole) {
    return (
      <Notice tone="warn">
        <p>
          This body is {formatBytes(body.bytes)}. It can be edited, but above 1 MB without completion, without
          marks at mistakes, and it is compared with the original only when you ask for it.
        </p>
        <Button size="small" onClick={() => setWantsAll(true)}>
          Edit it all the same
        </Button>
      </Notice>
    )
  }
  return (
    <EditorView
      key={eventId}
      event={event}
      original={body.text ?? ''}
      listed={variants}
      variantId={variantId}
      isHeavy={wantsAll}
      onHasEdits={onHasEdits}
      onChoose={onChoose}
    />
  )
}
