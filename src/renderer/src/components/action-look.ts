import { CircleDot, Minus, Pencil, Plus, ToggleLeft, ToggleRight, type LucideIcon } from 'lucide-react'
import type { EventSummary } from '#shared/models.ts'
import styles from './action-look.module.css'

type Action = EventSummary['action']

const looks: Readonly<Record<Action, { readonly icon: LucideIcon; readonly tone: string | undefined }>> = {
  created: { icon: Plus, tone: styles['created'] },
  updated: { icon: Pencil, tone: styles['updated'] },
  deleted: { icon: Minus, tone: styles['deleted'] },
  enabled: { icon: ToggleRight, tone: styles['toggled'] },
  disabled: { icon: ToggleLeft, tone: styles['toggled'] },
  other: { icon: CircleDot, tone: styles['other'] }
}

/** What an action looks like everywhere: the sign tells it, the colour repeats it. */
export const lookOf = (action: Action) => looks[action]
