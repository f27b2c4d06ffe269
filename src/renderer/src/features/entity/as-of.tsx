import { TypeChip } from '../../components/action-tile.tsx'
import { Instant } from '../../components/instant.tsx'
import { formatCount } from '../../lib/format-count.ts'
import type { History } from '../history/history-store.ts'
import styles from './entity.module.css'

interface AsOfProps {
  readonly history: History
  /** The event that the page stands at. */
  readonly point: string
}

/** As of which event the page tells. */
export function AsOf({ history: { entity, known }, point }: AsOfProps) {
  const event = known.get(point)
  if (!event) return 'Reading…'
  return (
    <span className={styles['asOf']}>
      <span>
        As of <Instant at={event.happenedAt} />, event {formatCount(event.position)} of{' '}
        {formatCount(entity.events)}
      </span>
      <TypeChip type={event.type} action={event.action} />
    </span>
  )
}
