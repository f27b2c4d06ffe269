import { ChevronDown, ChevronRight, Layers } from 'lucide-react'
import type { EventSummary } from '#shared/models.ts'
import { Tag } from '../../components/tag.tsx'
import { formatCount } from '../../lib/format-count.ts'
import { useOrganizationName } from '../facets/organization-names.ts'
import { burstText, organizationOf } from './burst-words.ts'
import { BurstState } from './row-state.tsx'
import { RowTime } from './row-time.tsx'
import styles from './row.module.css'

interface BurstRowProps {
  /** Newest first. */
  readonly rows: readonly EventSummary[]
  /** When the row above was received; null for none that was read. */
  readonly above: number | null
  readonly isOpen: boolean
}

/** Many events that one directory sent at once, as one row. */
export function BurstRow({ rows, above, isOpen }: BurstRowProps) {
  const [newest] = rows
  const { id = null, name = null } = organizationOf(rows) ?? {}
  const organization = useOrganizationName(id, name)
  if (!newest) return null
  const Icon = isOpen ? ChevronDown : ChevronRight
  return (
    <div className={styles['row']}>
      <RowTime at={newest.firstSeenAt} above={above} />
      <div role="gridcell">
        <span className={styles['words']}>Burst</span>
        <Icon size={16} aria-hidden />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- its text is its label */}
      <div role="gridcell" className={styles['main']}>
        <div className={styles['who']}>
          <b>
            <bdi>{organization ?? 'A directory'}</bdi>
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
      <BurstState rows={rows} />
    </div>
  )
}
