import { Copy } from 'lucide-react'
import { copyText } from './copy.ts'
import styles from './id-button.module.css'

interface IdButtonProps {
  readonly id: string
  readonly what: string
  /** Where it is not to be read as it is. */
  readonly shown?: string
}

/** An id in full; a click copies it. */
export function IdButton({ id, what, shown = id }: IdButtonProps) {
  return (
    <button
      type="button"
      className={styles['id']}
      title={`Copy ${what}`}
      aria-label={`Copy ${what} ${shown}`}
      onClick={() => void copyText(id, what)}
    >
      <code>
        <bdi>{shown}</bdi>
      </code>
      <Copy size={11} aria-hidden />
    </button>
  )
}
