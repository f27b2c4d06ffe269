import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'
import styles from './tag.module.css'

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'plain'

interface TagProps {
  readonly tone?: Tone
  readonly icon?: LucideIcon
  /** Without its background, for dense rows. */
  readonly isBare?: boolean
  readonly title?: string | undefined
  readonly children: ReactNode
}

/** A few words with a tone; the words carry the meaning, the colour only repeats it. */
export function Tag({ tone = 'plain', icon: Icon, isBare = false, title, children }: TagProps) {
  return (
    <span
      className={classNames(styles['tag'], tone !== 'plain' && styles[tone], isBare && styles['bare'])}
      title={title}
    >
      {Icon && <Icon size={12} strokeWidth={2.25} aria-hidden />}
      {children}
    </span>
  )
}
