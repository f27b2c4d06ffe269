import { CircleCheck, CircleX, LoaderCircle, NotebookPen, RotateCw, Star } from 'lucide-react'
import type { EventSummary } from '#shared/models.ts'
import { Mark } from '../../components/mark.tsx'
import { Tag } from '../../components/tag.tsx'
import { formatCount } from '../../lib/format-count.ts'
import { OutcomeTag } from '../replay/outcome.tsx'
import { sumOutcomes } from './burst-words.ts'
import styles from './row.module.css'

/** What became of an event: the outcome of its last attempt, how often it was delivered, and what the reader made of it. */
export function RowState({ event }: { readonly event: EventSummary }) {
  const { lastAttempt, deliveryCount } = event
  return (
    <div role="gridcell" className={styles['outcome']}>
      {lastAttempt && <OutcomeTag attempt={lastAttempt} isBare />}
      <div className={styles['marks']}>
        {deliveryCount > 1 && (
          <span className={styles['times']} title={`Delivered ${formatCount(deliveryCount)} times`}>
            <span className={styles['words']}>Delivered </span>×{formatCount(deliveryCount)}
          </span>
        )}
        {event.noted && <Mark icon={NotebookPen} text="Has a note" />}
        {event.starred && <Mark icon={Star} text="Starred" isFilled />}
        {event.replayed && lastAttempt?.kind !== 'replay' && <Mark icon={RotateCw} text="Was replayed" />}
        {lastAttempt && <span className={styles['kind']}>{lastAttempt.kind}</span>}
      </div>
    </div>
  )
}

/** The same of a burst: whatever is not as it should be comes first. */
export function BurstState({ rows }: { readonly rows: readonly EventSummary[] }) {
  const { sent, accepted, pending } = sumOutcomes(rows)
  const bad = sent - accepted - pending
  if (sent === 0) return null
  return (
    <div role="gridcell" className={styles['outcome']}>
      {bad > 0 && (
        <Tag isBare tone="bad" icon={CircleX}>
          {formatCount(bad)} not OK
        </Tag>
      )}
      {bad === 0 && pending > 0 && (
        <Tag isBare icon={LoaderCircle}>
          {formatCount(pending)} sending
        </Tag>
      )}
      {bad === 0 && pending === 0 && (
        <Tag isBare tone="good" icon={CircleCheck}>
          {accepted === rows.length ? 'All OK' : `${formatCount(accepted)} OK`}
        </Tag>
      )}
    </div>
  )
}
