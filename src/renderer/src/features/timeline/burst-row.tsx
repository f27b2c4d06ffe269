import { ChevronDown, ChevronRight, Layers } from 'lucide-react'
import type { EventSummary } from '#shared/models.ts'
import { Tag } from '../../components/tag.tsx'
import { formatCount } from '../../lib/format-count.ts'
import { burstName, burstText } from './burst-words.ts'
import { RowTime } from './row-time.tsx'
import styles from './row.module.css'

interface BurstRowProps {
  /** Newest first. */
  readonly rows: readonly EventSummary[]
  readonly isOpen: boolean
}

/** Many events that one directory sent at once, as one row. */
export function BurstRow({ rows, isOpen }: BurstRowProps) {
  const [newest] = rows
  if (!newest) return null
  const Icon = isOpen ? ChevronDown : ChevronRight
  return (
    <div className={styles['row']}>
      <RowTime at={newest.firstSeenAt} />
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- it has one */}
      <div role="gridcell" aria-expanded={isOpen} aria-label={isOpen ? 'Burst, unfolded' : 'Burst, folded'}>
        <Icon size={16} aria-hidden />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- its text is its label */}
      <div role="gridcell" className={styles['main']}>
        <div className={styles['who']}>
          <b>
            <bdi>{burstName(rows)}</bdi>
          </b>
          <Tag icon={Layers} title="Received within a minute, from one directory">
            {formatCount(rows.length)}
          </Tag>
        </div>
        <div className={styles['what']}>
          <span className={styles['where']} title={burstText(rows)}>
            {burstText(rows)}
          </span>
        </div>
      </div>
    </div>
  )
}
