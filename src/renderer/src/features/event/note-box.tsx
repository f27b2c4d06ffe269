import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { MASK } from '#shared/redaction/masker.ts'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { focusPane } from '../frame/panes.ts'
import styles from './note-box.module.css'

interface NoteBoxProps {
  readonly eventId: string
  /** As stored. */
  readonly note: string | null
  /** Whether the reader asked to write. */
  readonly isWriting: boolean
  /** Called when the keyboard leaves. */
  readonly onDone: () => void
}

const maxLength = 20_000

/** The reader's own words about an event, stored when the keyboard leaves them. */
export function NoteBox({ eventId, note, isWriting, onDone }: NoteBoxProps) {
  const client = useClient()
  const box = useRef<HTMLTextAreaElement>(null)
  /** Null while what is shown is what is stored. */
  const [draft, setDraft] = useState<string | null>(null)
  const [isSaved, setIsSaved] = useState(false)
  useEffect(() => {
    if (isWriting) box.current?.focus()
  }, [isWriting])

  const save = async () => {
    const text = draft?.trim()
    if (text === undefined) return
    const isKept = await notify.whenFailed('Could not save the note', async () => {
      if (text !== (note ?? '')) await client.call('events.note', { id: eventId, text })
    })
    if (!isKept) return
    setDraft((current) => (current?.trim() === text ? null : current))
    setIsSaved(text !== (note ?? ''))
  }
  /** Another event may be opened in the middle of a sentence, and the page be left. */
  const saveOnLeave = useEffectEvent(() => void save())
  useEffect(() => {
    window.addEventListener('pagehide', saveOnLeave)
    return () => {
      window.removeEventListener('pagehide', saveOnLeave)
      saveOnLeave()
    }
  }, [])
  // What others may not read stands in its place: kept, it would be all that is left of the note.
  const isHidden = note?.includes(MASK) ?? false
  if (note === null && !isWriting && draft === null) return null
  return (
    <div className={styles['note']}>
      <textarea
        ref={box}
        aria-label="Note"
        placeholder="What is worth remembering about this event"
        rows={1}
        maxLength={maxLength}
        readOnly={isHidden}
        title={isHidden ? 'A part of it is masked, so it cannot be changed' : undefined}
        value={draft ?? note ?? ''}
        onChange={(event) => {
          setDraft(event.target.value)
          setIsSaved(false)
        }}
        onBlur={() => {
          void save()
          onDone()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            // At once: when the keyboard leaves, there must be nothing left to store.
            flushSync(() => setDraft(null))
            focusPane('event')
          } else if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          else void save()
          event.preventDefault()
        }}
      />
      <span className={styles['state']} role="status">
        {isSaved ? 'Saved' : ''}
      </span>
    </div>
  )
}
