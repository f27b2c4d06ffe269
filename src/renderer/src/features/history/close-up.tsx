import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { EntityEvent } from '#shared/entity-models.ts'
import { Button } from '../../components/button.tsx'
import { formatCount } from '../../lib/format-count.ts'
import { Dot } from './dot.tsx'
import styles from './history.module.css'
import { gap } from './positions.ts'
import { formatMoment } from './say-event.ts'
import type { Hovered } from './scrubber.tsx'

interface CloseUpProps {
  /** In order, as many as there is room for. */
  readonly rows: readonly EntityEvent[]
  readonly total: number
  readonly roleOf: (id: string) => 'shown' | 'base' | null
  readonly onPoint: (id: string) => void
  readonly onBase: ((id: string) => void) | undefined
  readonly onHover: (hovered: Hovered | null) => void
  /** Go on to either side; null at the end. */
  readonly onOlder: (() => void) | null
  readonly onNewer: (() => void) | null
}

/** Where events crowd on the line of time, some of them side by side in their order. */
export function CloseUp(props: CloseUpProps) {
  const { rows, total, roleOf, onPoint, onBase, onHover, onOlder, onNewer } = props
  const [first, last] = [rows[0], rows.at(-1)]
  return (
    <div className={styles['closeUp']} role="group" aria-label="Some of the events side by side">
      <p>
        {first && last && (
          <>
            Events {formatCount(first.position)} to {formatCount(last.position)} in order,{' '}
            {formatMoment(first.happenedAt)} to {formatMoment(last.happenedAt)}
          </>
        )}
        <Button size="small" look="ghost" disabled={!onOlder} onClick={() => onOlder?.()}>
          <ChevronLeft size={13} aria-hidden />
          Earlier
        </Button>
        <Button size="small" look="ghost" disabled={!onNewer} onClick={() => onNewer?.()}>
          Later
          <ChevronRight size={13} aria-hidden />
        </Button>
      </p>
      <div className={styles['line']}>
        {rows.map((event, index) => (
          <Dot
            key={event.id}
            event={event}
            place={index * gap}
            total={total}
            role={roleOf(event.id)}
            onPoint={onPoint}
            onBase={onBase}
            onHover={onHover}
          />
        ))}
      </div>
    </div>
  )
}
