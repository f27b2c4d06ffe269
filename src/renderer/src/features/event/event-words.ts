import type { EventSummary } from '#shared/models.ts'
import { spellOutBidi } from '../../lib/bidi.ts'

export const conflictText = 'The same id, another body: a later delivery said something else under this id.'
export const lateText = 'Arrived after a later event of the same entity.'

/** What people call an event: its entity's name as far as it has one. */
export const nameOfEvent = ({
  label,
  entityId,
  id
}: Pick<EventSummary, 'label' | 'entityId' | 'id'>): string => spellOutBidi(label ?? entityId ?? id)
