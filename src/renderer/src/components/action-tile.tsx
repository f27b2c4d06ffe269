import { CircleDot, Minus, Pencil, Plus, ToggleLeft, ToggleRight, type LucideIcon } from 'lucide-react'
import type { EventSummary } from '#shared/models.ts'
import { classNames } from '../lib/class-names.ts'
import { shortType } from '../lib/short-type.ts'
import styles from './action-tile.module.css'

type Action = EventSummary['action']

const looks: Readonly<Record<Action, { readonly icon: LucideIcon; readonly tone: string }>> = {
  created: { icon: Plus, tone: 'created' },
  updated: { icon: Pencil, tone: 'updated' },
  deleted: { icon: Minus, tone: 'deleted' },
  enabled: { icon: ToggleRight, tone: 'toggled' },
  disabled: { icon: ToggleLeft, tone: 'toggled' },
  other: { icon: CircleDot, tone: 'other' }
}

/** What happened to the entity, as a coloured icon; the type chip beside it says it in words. */
export function ActionTile({ action }: { readonly action: Action }) {
  const { icon: Icon, tone } = looks[action]
  return (
    <span className={classNames(styles['tile'], styles[tone])}>
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
    <span className={classNames(styles['chip'], styles[looks[action].tone])} title={type}>
      {isFull ? type : shortType(type)}
    </span>
  )
}
