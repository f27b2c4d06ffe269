import type { MouseEvent } from 'react'
import type { EntityEvent } from '#shared/entity-models.ts'
import { classNames } from '../../lib/class-names.ts'
import { lookOf } from '../../components/action-look.ts'
import styles from './history.module.css'
import { sayEvent } from './say-event.ts'

interface DotProps {
  readonly event: EntityEvent
  readonly place: number
  readonly total: number
  /** What it is to the comparison, if anything. */
  readonly role: 'shown' | 'base' | null
  readonly onPoint: (id: string) => void
  readonly onBase: ((id: string) => void) | undefined
  readonly onHover: (hovered: { event: EntityEvent; place: number } | null) => void
}

/** An event on the line of time, for the pointer: the keyboard steps with the handles. */
export function Dot({ event, place, total, role, onPoint, onBase, onHover }: DotProps) {
  const { icon: Icon, tone } = lookOf(event.action)
  const isMarked = event.late || event.conflict
  const choose = ({ altKey }: MouseEvent) => {
    // The line may move under the pointer.
    onHover(null)
    if (altKey && onBase) onBase(event.id)
    else onPoint(event.id)
  }
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classNames(styles['dot'], tone, isMarked && styles['marked'], role && styles[role])}
      style={{ left: place }}
      aria-label={sayEvent(event, total)}
      onClick={choose}
      onPointerEnter={() => onHover({ event, place })}
      onPointerLeave={() => onHover(null)}
    >
      <Icon size={10} strokeWidth={3} aria-hidden />
    </button>
  )
}
