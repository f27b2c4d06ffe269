import type { Entity, EntityEvent } from '#shared/entity-models.ts'
import { formatClock, formatDay } from '../../lib/format-time.ts'
import type { Label } from './positions.ts'
import type { EventInTime } from './scrubber.tsx'

/** About how wide a text is at the size of labels, with the room that keeps it from the next. */
export const widthOfLabel = (text: string): number => text.length * 6.2 + 10

const shortMoment = (at: number): string => formatDay(at) ?? formatClock(at)

interface Labelled {
  readonly entity: Entity
  /** The events that are dots. */
  readonly rows: readonly EntityEvent[]
  readonly shown: EntityEvent | undefined
  readonly base: EventInTime | null
  readonly placeOfEvent: (event: EventInTime) => number
  readonly placeAt: (time: number) => number
}

/** What may stand below the line, the most needed first. */
export function labelsOf({ entity, rows, shown, base, placeOfEvent, placeAt }: Labelled): Label[] {
  const label = (event: EventInTime, text: string): Label => ({
    key: event.id,
    place: placeOfEvent(event),
    text: `${text} ${shortMoment(event.happenedAt)}`
  })
  const wordOf = ({ action }: EventInTime) => (action === 'other' ? '' : action)
  const named = new Set([shown?.id, base?.id])
  const rest = rows.filter((row) => !named.has(row.id))
  const [first, ...others] = rest
  return [
    ...(shown ? [label(shown, base ? 'to' : wordOf(shown))] : []),
    ...(base ? [label(base, 'from')] : []),
    ...(rows.length > 0
      ? [
          ...(first ? [label(first, wordOf(first))] : []),
          ...others.toReversed().map((row) => label(row, wordOf(row)))
        ]
      : [
          { key: 'first', place: placeAt(entity.firstAt), text: shortMoment(entity.firstAt) },
          { key: 'last', place: placeAt(entity.lastAt), text: shortMoment(entity.lastAt) }
        ])
  ]
}
