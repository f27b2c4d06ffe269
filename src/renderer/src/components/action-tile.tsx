import type { EventSummary } from '#shared/models.ts'
import { classNames } from '../lib/class-names.ts'
import { shortType } from '#shared/short-type.ts'
import { lookOf } from './action-look.ts'
import styles from './action-tile.module.css'

type Action = EventSummary['action']

/** What happened to the entity, as a coloured icon; the type chip beside it says it in words. */
export function ActionTile({ action }: { readonly action: Action }) {
  const { icon: Icon, tone } = lookOf(action)
  return (
    <span className={classNames(styles['tile'], tone)}>
      <Icon size={13} strokeWidth={2.5} aria-hidden />
    </span>
  )
}

interface TypeChipProps {
  readonly type: string
  readonly action: Action
  /** The whole name, where there is room for it. */
  readonly isFull?: boolean
}

export function TypeChip({ type, action, isFull = false }: TypeChipProps) {
  return (
    <span className={classNames(styles['chip'], lookOf(action).tone)} title={type}>
      {isFull ? type : shortType(type)}
    </span>
  )
}
