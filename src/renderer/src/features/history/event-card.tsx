import { TriangleAlert } from 'lucide-react'
import type { EntityEvent } from '#shared/entity-models.ts'
import { formatCount } from '../../lib/format-count.ts'
import styles from './history.module.css'
import { formatMoment, sayChanged, sayMarks, sayWitness } from './say-event.ts'

interface EventCardProps {
  readonly event: EntityEvent
  readonly place: number
  readonly length: number
  readonly total: number
  readonly hint: string | null
}

const width = 280

/** Names the event below the pointer. What it says is part of the name of its dot as well. */
export function EventCard({ event, place, length, total, hint }: EventCardProps) {
  const changed = sayChanged(event)
  const left = Math.max(0, Math.min(place - width / 2, length - width))
  return (
    <div className={styles['card']} style={{ left }} aria-hidden>
      <b>
        <bdi>{event.type}</bdi>
      </b>
      <span>
        {formatMoment(event.happenedAt)}, {sayWitness(event)} · event {formatCount(event.position)} of{' '}
        {formatCount(total)}
      </span>
      {changed !== null && (
        <span>
          <bdi>{changed}</bdi>
        </span>
      )}
      {sayMarks(event).map((mark) => (
        <span key={mark} className={styles['warning']}>
          <TriangleAlert size={12} aria-hidden />
          {mark}
        </span>
      ))}
      {hint !== null && <small>{hint}</small>}
    </div>
  )
}
