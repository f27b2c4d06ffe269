import { ChevronLeft, ChevronRight, RotateCcw } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import field from '../../components/field.module.css'
import { editDraft, textOf, type Draft } from './draft.ts'
import { readBody } from './read-body.ts'
import styles from './simulator.module.css'

interface BodyEditorProps {
  readonly draft: Draft
  /** The first body that cannot be sent; -1 for none. */
  readonly wrong: number
}

/** What was made, one event at a time, to be read and changed before it is sent. */
export function BodyEditor({ draft, wrong }: BodyEditorProps) {
  const id = useId()
  const [index, setIndex] = useState(0)
  const count = draft.made.length
  const text = textOf(draft, index)
  const read = readBody(text)
  const error = 'error' in read ? read.error : null
  const isEdited = text !== draft.made[index]
  return (
    <div className={field['field']}>
      <div className={styles['bodyTools']}>
        <label htmlFor={id} className={field['label']}>
          Body
        </label>
        {count > 1 && (
          <>
            <Button
              size="small"
              isIcon
              aria-label="Event before"
              disabled={index === 0}
              onClick={() => setIndex(index - 1)}
            >
              <ChevronLeft size={14} aria-hidden />
            </Button>
            <span role="status">
              {index + 1} of {count}
            </span>
            <Button
              size="small"
              isIcon
              aria-label="Event after"
              disabled={index === count - 1}
              onClick={() => setIndex(index + 1)}
            >
              <ChevronRight size={14} aria-hidden />
            </Button>
          </>
        )}
        {wrong >= 0 && wrong !== index && (
          <Button size="small" onClick={() => setIndex(wrong)}>
            Event {wrong + 1} cannot be sent
          </Button>
        )}
        <span className={styles['spring']} />
        {isEdited && (
          <Button look="ghost" size="small" onClick={() => editDraft(index, draft.made[index] ?? '')}>
            <RotateCcw size={13} aria-hidden />
            As it was made
          </Button>
        )}
        <CopyButton text={() => ('body' in read ? read.body : text)} what="the body" />
      </div>
      <textarea
        id={id}
        className={styles['editor']}
        spellCheck={false}
        dir="ltr"
        aria-invalid={error !== null}
        aria-describedby={`${id}-hint`}
        value={text}
        onChange={({ target }) => editDraft(index, target.value)}
      />
      <p id={`${id}-hint`} className={field[error === null ? 'hint' : 'error']}>
        {error ?? 'Change what you like. It is sent as compact JSON, signed.'}
      </p>
    </div>
  )
}
