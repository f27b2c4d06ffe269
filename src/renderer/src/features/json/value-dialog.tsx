import { useState } from 'react'
import { CopyButton } from '../../components/copy-button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { plural } from '../../lib/format-count.ts'
import { findHere } from './json-document.ts'
import { TextPanel } from './text-panel.tsx'
import styles from './body-view.module.css'

export interface WholeValue {
  readonly path: string
  readonly text: string
}

interface ValueDialogProps {
  /** Null while it is closed. */
  readonly value: WholeValue | null
  readonly onClose: () => void
}

/** A long text of a payload in full: certificates, pictures, JSON within JSON. */
export function ValueDialog({ value, onClose }: ValueDialogProps) {
  return (
    <Dialog
      isOpen={value !== null}
      onClose={onClose}
      title={value?.path ?? ''}
      description={value && plural(value.text.length, 'character')}
      size="large"
    >
      {value && <WholeText text={value.text} />}
    </Dialog>
  )
}

function WholeText({ text }: { readonly text: string }) {
  const [wanted, set] = useState('')
  return (
    <div className={styles['body']}>
      <TextPanel
        text={text}
        findInText={(looked) => findHere(text, looked)}
        wanted={{ text: wanted, set }}
        tools={(own) => (
          <div className={styles['tools']}>
            {own}
            <CopyButton text={() => text} what="the value" isWordy />
          </div>
        )}
        notes={null}
      />
    </div>
  )
}
