import { Copy } from 'lucide-react'
import { copyText } from './copy.ts'
import styles from './id-button.module.css'

/** An id in full; a click copies it. */
export function IdButton({ id, what }: { readonly id: string; readonly what: string }) {
  return (
    <button
      type="button"
      className={styles['id']}
      title={`Copy ${what}`}
      aria-label={`Copy ${what} ${id}`}
      onClick={() => void copyText(id, what)}
    >
      <code>
        <bdi>{id}</bdi>
      </code>
      <Copy size={11} aria-hidden />
    </button>
  )
}
