import { useState } from 'react'
import type { EventDetail } from '#shared/models.ts'
import type { Variant } from '#shared/replay-models.ts'
import { TypeChip } from '../../components/action-tile.tsx'
import type { HasEdits } from './editor-dialog.tsx'
import { nameOfEvent } from '../event/event-words.ts'
import styles from './editor.module.css'
import { EditorWork } from './editor-work.tsx'
import { VariantPick } from './variant-pick.tsx'

interface EditorViewProps {
  readonly event: EventDetail
  /** The body as received, decoded. */
  readonly original: string
  /** The variants as they were at the beginning. */
  readonly listed: readonly Variant[]
  readonly variantId: string | null
  readonly isHeavy: boolean
  readonly onHasEdits: (has: HasEdits) => void
  readonly onChoose: (variantId: string | null) => void
}

/** One event in the editor, with the choice of its variants. */
export function EditorView({ event, listed, variantId, onChoose, ...rest }: EditorViewProps) {
  const [variants, setVariants] = useState(listed)
  // The one that has just been saved is edited on, without another start.
  const [savedId, setSavedId] = useState<string | null>(null)
  const variant = variants.find(({ id }) => id === variantId) ?? null
  return (
    <>
      <div className={styles['which']}>
        <b>
          <bdi>{nameOfEvent(event)}</bdi>
        </b>
        <TypeChip type={event.type} action={event.action} isFull />
        <VariantPick
          variants={variants}
          chosen={savedId ?? variantId}
          onChoose={(id) => {
            setSavedId(null)
            onChoose(id)
          }}
          onRemoved={(rows) => {
            setVariants(rows)
            setSavedId(null)
            onChoose(null)
          }}
        />
      </div>
      <EditorWork
        key={variantId ?? 'original'}
        event={event}
        variant={variant}
        onSaved={(saved) => {
          setVariants((all) => [...all.filter(({ id }) => id !== saved.id), saved])
          setSavedId(saved.id)
        }}
        {...rest}
      />
    </>
  )
}
