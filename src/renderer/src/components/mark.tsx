import type { LucideIcon } from 'lucide-react'
import styles from './mark.module.css'

interface MarkProps {
  readonly icon: LucideIcon
  /** What it stands for, in words. */
  readonly text: string
  readonly isFilled?: boolean
}

/** A small sign in a dense row; its words show on hover and are read out. */
export function Mark({ icon: Icon, text, isFilled = false }: MarkProps) {
  return (
    <span className={styles['mark']} title={text}>
      <Icon size={13} aria-hidden fill={isFilled ? 'currentColor' : 'none'} />
      <span className={styles['words']}>{text}</span>
    </span>
  )
}
