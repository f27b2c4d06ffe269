import { useEffect, useEffectEvent, useState } from 'react'
import type { EventDetail } from '#shared/models.ts'
import type { Variant } from '#shared/replay-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Notice } from '../../components/notice.tsx'
import { notify } from '../../components/notify.ts'
import { Tabs, type TabEntry } from '../../components/tabs.tsx'
import { plural } from '../../lib/format-count.ts'
import { messageOf } from '../../state/live-value.ts'
import { CodeEditor } from './code-editor.tsx'
import { EditorActions } from './editor-actions.tsx'
import type { HasEdits } from './editor-dialog.tsx'
import styles from './editor.module.css'
import { HeaderFields } from './header-fields.tsx'
import { OutcomePanes, type Seen } from './outcome-panes.tsx'
import { useDraft } from './use-draft.ts'
import { useKnownFields } from './use-known-fields.ts'
import { useSending } from './use-sending.ts'

interface EditorWorkProps {
  readonly event: EventDetail
  readonly original: string
  readonly variant: Variant | null
  readonly isHeavy: boolean
  readonly onHasEdits: (has: HasEdits) => void
  readonly onSaved: (variant: Variant) => void
}

type Written = 'body' | 'headers'

/** Body and headers on one side, what they change and what came of sending them on the other. */
export function EditorWork({ event, original, variant, isHeavy, onHasEdits, onSaved }: EditorWorkProps) {
  const client = useClient()
  const draft = useDraft(event, original, variant)
  const fields = useKnownFields(original, event.type)
  const sending = useSending(event.id)
  const [saved, setSaved] = useState(variant)
  const [isNaming, setIsNaming] = useState(false)
  const [written, setWritten] = useState<Written>('body')
  const [seen, setSeen] = useState<Seen>('changes')
  // In place, beside what it is about.
  const [trouble, setTrouble] = useState<string | null>(null)
  const attempt = async (failure: string, work: () => Promise<void>) => {
    setTrouble(null)
    await work().catch((error: unknown) => setTrouble(`${failure}: ${messageOf(error)}`))
  }

  const hasEdits = useEffectEvent(draft.hasEdits)
  const register = useEffectEvent(onHasEdits)
  useEffect(() => {
    register(() => hasEdits())
    return () => register(() => false)
  }, [])

  const replay = () => {
    if (sending.isPending) return
    if (!sending.canSend) return setSeen('send')
    void attempt('It was not sent', async () => {
      await sending.send(saved && !draft.hasEdits() ? { variantId: saved.id } : { edited: draft.content() })
      setSeen('answer')
    })
    return undefined
  }
  const save = (name: string, asNew: boolean) =>
    attempt('It was not saved', async () => {
      const kept = await client.call('variants.save', {
        ...(saved && !asNew && { id: saved.id }),
        eventId: event.id,
        name,
        ...draft.content()
      })
      draft.markSaved()
      setSaved(kept)
      onSaved(kept)
      notify.done(`Saved as "${kept.name}"`, undefined, undefined, 'variant')
    })

  const writing: readonly TabEntry<Written>[] = [
    {
      value: 'body',
      text: 'Body',
      panel: () => (
        <CodeEditor
          text={draft.start}
          label="Body of the event"
          isHeavy={isHeavy}
          fields={fields}
          onChange={draft.setText}
          onRun={replay}
          onSave={() => (saved ? void save(saved.name, false) : setIsNaming(true))}
        />
      )
    },
    {
      value: 'headers',
      text: 'Headers',
      count: draft.headers.length,
      panel: () => <HeaderFields headers={draft.headers} onChange={draft.setHeaders} />
    }
  ]
  return (
    <>
      <div className={styles['columns']}>
        <section className={styles['column']} aria-label="What is sent">
          <Tabs label="What is sent" tabs={writing} value={written} onChange={setWritten} isLasting />
        </section>
        <OutcomePanes
          event={event}
          original={original}
          draft={draft}
          sending={sending}
          isHeavy={isHeavy}
          seen={seen}
          onSee={setSeen}
        />
      </div>
      {trouble !== null && (
        <Notice tone="bad" isAlert>
          {trouble}
        </Notice>
      )}
      <EditorActions
        sending={sending}
        size={plural(draft.text.length, 'character')}
        saved={saved}
        isNaming={isNaming}
        onNaming={setIsNaming}
        onSave={save}
        onReplay={replay}
        onAnswer={() => setSeen('answer')}
      />
    </>
  )
}
