import type { EntityEvent } from '#shared/entity-models.ts'
import type { EventSummary } from '#shared/models.ts'
import { visible } from '#shared/changes/plain-text.ts'
import { formatCount } from '../../lib/format-count.ts'
import { formatClock, formatDay } from '../../lib/format-time.ts'
import { shortType } from '#shared/short-type.ts'

/** When an event happened, by the best witness that there is. */
export const happenedAt = ({
  occurredAt,
  idMadeAt,
  firstSeenAt
}: Pick<EventSummary, 'occurredAt' | 'idMadeAt' | 'firstSeenAt'>): number =>
  occurredAt ?? idMadeAt ?? firstSeenAt

/** `15 Apr 14:30:45`; today's without the day. */
export const formatMoment = (at: number): string => [formatDay(at), formatClock(at)].filter(Boolean).join(' ')

const witnesses: Readonly<Record<EntityEvent['orderedBy'], string>> = {
  occurred_at: 'by occurred_at',
  id: 'by the time in its id',
  receipt: 'by its receipt'
}

/** Which witness tells when it happened, in words. */
export const sayWitness = ({ orderedBy }: Pick<EntityEvent, 'orderedBy'>): string => witnesses[orderedBy]

const words = new Intl.ListFormat('en')

/** What an event changed: `changed department and 3 more`; null where that is not known. */
export function sayChanged({ changed }: Pick<EntityEvent, 'changed'>): string | null {
  if (!changed) return null
  const { count, labels } = changed
  if (count === 0) return 'changed nothing'
  const shown = labels.slice(0, 3).map(visible)
  const more = count - shown.length
  return `changed ${words.format([...shown, ...(more > 0 ? [`${formatCount(more)} more`] : [])])}`
}

/** What is out of the ordinary about an event. */
export function sayMarks({
  late,
  conflict,
  deliveryCount
}: Pick<EntityEvent, 'late' | 'conflict' | 'deliveryCount'>): string[] {
  const marks: string[] = []
  if (late) marks.push('arrived after a later event')
  if (deliveryCount > 1) marks.push(`delivered ${formatCount(deliveryCount)} times`)
  if (conflict) marks.push('the same id came with another body')
  return marks
}

/** All of it in one line, for those who do not see the line of time. */
export function sayEvent(event: EntityEvent, total: number): string {
  const parts = [
    `Event ${formatCount(event.position)} of ${formatCount(total)}`,
    formatMoment(event.happenedAt),
    shortType(event.type),
    sayChanged(event),
    ...sayMarks(event)
  ]
  return parts.filter((part) => part !== null).join(', ')
}
