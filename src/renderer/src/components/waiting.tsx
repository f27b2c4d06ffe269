import styles from './waiting.module.css'

/** Stands where something is being read; it speaks up only when that takes longer than a blink. */
export function Waiting({ what }: { readonly what: string }) {
  return (
    <p className={styles['waiting']} role="status">
      Reading {what}…
    </p>
  )
}
