import { CircleAlert, CircleCheck, Info, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'
import styles from './notice.module.css'
import type { Tone } from './tag.tsx'

const icons: Readonly<Record<Tone, LucideIcon>> = {
  good: CircleCheck,
  warn: TriangleAlert,
  bad: CircleAlert,
  info: Info,
  plain: Info
}

interface NoticeProps {
  readonly tone?: Tone
  /** Read out at once by screen readers, for what just went wrong. */
  readonly isAlert?: boolean
  readonly children: ReactNode
}

/** A sentence or two that stand out from what is around them. */
export function Notice({ tone = 'plain', isAlert = false, children }: NoticeProps) {
  const Icon = icons[tone]
  return (
    <div
      className={classNames(styles['notice'], tone !== 'plain' && styles[tone])}
      role={isAlert ? 'alert' : undefined}
    >
      <Icon size={15} aria-hidden />
      <div className={styles['body']}>{children}</div>
    </div>
  )
}

interface EmptyProps {
  readonly icon?: LucideIcon
  readonly title: string
  readonly children?: ReactNode
  /** What to do next, as buttons. */
  readonly actions?: ReactNode
  /** Another way to go on, below the buttons. */
  readonly footer?: ReactNode
}

/** What a pane says when it has nothing to show: why, and the next thing to do. */
export function Empty({ icon: Icon, title, children, actions, footer }: EmptyProps) {
  return (
    <div className={styles['empty']}>
      {Icon && <Icon size={28} strokeWidth={1.5} aria-hidden />}
      <h2>{title}</h2>
      {children}
      {actions && <div className={styles['actions']}>{actions}</div>}
      {footer}
    </div>
  )
}
