import type { EventSummary } from '#shared/models.ts'
import { spellOutBidi } from '../../lib/bidi.ts'
import { formatSpan } from '../../lib/format-time.ts'

export const conflictText = 'The same id, another body: a later delivery said something else under this id.'
export const lateText = 'Arrived after a later event of the same entity.'

/** What people call an event: its entity's name as far as it has one. */
export const nameOfEvent = ({
  label,
  entityId,
  id
}: Pick<EventSummary, 'label' | 'entityId' | 'id'>): string => spellOutBidi(label ?? entityId ?? id)

const [aMoment, long] = [1_000, 3_600_000]

/** How long after it happened an event was received, where that is worth saying. */
export function delayOf({ occurredAt, firstSeenAt }: Pick<EventSummary, 'occurredAt' | 'firstSeenAt'>): {
  readonly text: string
  readonly isLong: boolean
} | null {
  if (occurredAt === null) return null
  const delay = firstSeenAt - occurredAt
  if (delay < -aMoment) return { text: `${formatSpan(-delay)} before the time it gives`, isLong: true }
  return delay < aMoment ? null : { text: `${formatSpan(delay)} later`, isLong: delay >= long }
}
