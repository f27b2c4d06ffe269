import { useEffect, useEffectEvent, useState } from 'react'
import type { Attempt, EventDetail } from '#shared/models.ts'
import type { Variant } from '#shared/replay-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Notice } from '../../components/notice.tsx'
import { notify } from '../../components/notify.ts'
import { Tabs, type TabEntry } from '../../components/tabs.tsx'
import { plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { messageOf } from '../../state/live-value.ts'
import { useStore } from '../../state/store.ts'
import { pendingReplays, replayKey, runReplay } from '../replay/run-replay.ts'
import { isSendable, useHealth } from '../replay/use-health.ts'
import { CodeEditor } from './code-editor.tsx'
import { DifferencePane } from './difference-pane.tsx'
import { EditorActions } from './editor-actions.tsx'
import type { HasEdits } from './editor-dialog.tsx'
import styles from './editor.module.css'
import { HeaderFields } from './header-fields.tsx'
import { editableHeaders } from './outgoing-headers.ts'
import { SendPane } from './send-pane.tsx'
import { useDraft } from './use-draft.ts'
import { useKnownFields } from './use-known-fields.ts'

interface EditorWorkProps {
  readonly event: EventDetail
  readonly original: string
  readonly variant: Variant | null
  readonly isHeavy: boolean
  readonly onHasEdits: (has: HasEdits) => void
  readonly onSaved: (variant: Variant) => void
}

type Written = 'body' | 'headers'
type Seen = 'changes' | 'send'

/** Body and headers on one side, what they change and what came of sending them on the other. */
export function EditorWork({ event, original, variant, isHeavy, onHasEdits, onSaved }: EditorWorkProps) {
  const client = useClient()
  const { settings, replayOptions } = useAppState()
  const draft = useDraft(event, original, variant)
  const fields = useKnownFields(original, event.type)
  const [saved, setSaved] = useState(variant)
  const [written, setWritten] = useState<Written>('body')
  const [seen, setSeen] = useState<Seen>('changes')
  const [target, setTarget] = useState(settings.getSnapshot().value?.replayTarget ?? '')
  const [answer, setAnswer] = useState<Attempt | null>(null)
  // In place, as a toast would cover the buttons.
  const [trouble, setTrouble] = useState<string | null>(null)
  const attempt = async (failure: string, work: () => Promise<void>) => {
    setTrouble(null)
    await work().catch((error: unknown) => setTrouble(`${failure}: ${messageOf(error)}`))
  }
  const health = useHealth(target)
  const url = target.trim()
  const isPending = useStore(pendingReplays).has(replayKey(event.id, url))
  const canSend = url !== '' && isSendable(health) && !isPending

  const hasEdits = useEffectEvent(draft.hasEdits)
  const register = useEffectEvent(onHasEdits)
  useEffect(() => {
    register(() => hasEdits())
    return () => register(() => false)
  }, [])

  const replay = () => {
    if (!canSend) return setSeen('send')
    const work = async () => {
      if (url !== settings.getSnapshot().value?.replayTarget) {
        await client.call('settings.set', { replayTarget: url })
      }
      const sent = saved && !draft.hasEdits() ? { variantId: saved.id } : { edited: draft.content() }
      const options = { ...replayOptions.getSnapshot(), mode: 'resign' as const }
      setAnswer(await runReplay(client, { eventId: event.id, target: url, ...options, ...sent }))
      setSeen('send')
    }
    void attempt('It was not sent', work)
    return undefined
  }
  const save = async (name: string, asNew: boolean) => {
    await attempt('It was not saved', async () => {
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
  }
  const [isNaming, setIsNaming] = useState(false)

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
  const seeing: readonly TabEntry<Seen>[] = [
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
    {
      value: 'send',
      text: 'Send',
      panel: () => <SendPane target={target} onTarget={setTarget} health={health} answer={answer} />
    }
  ]
  return (
    <>
      <div className={styles['columns']}>
        <section className={styles['column']} aria-label="What is sent">
          <Tabs label="What is sent" tabs={writing} value={written} onChange={setWritten} isLasting />
        </section>
        <section className={styles['column']} aria-label="What comes of it">
          <Tabs label="What comes of it" tabs={seeing} value={seen} onChange={setSeen} isLasting />
        </section>
      </div>
      {trouble !== null && (
        <Notice tone="bad" isAlert>
          {trouble}
        </Notice>
      )}
      <EditorActions
        target={url}
        size={plural(draft.text.length, 'character')}
        answer={answer}
        isPending={isPending}
        isSendable={canSend || isPending}
        saved={saved}
        isNaming={isNaming}
        onNaming={setIsNaming}
        onSave={save}
        onReplay={replay}
        onAnswer={() => setSeen('send')}
      />
    </>
  )
}
