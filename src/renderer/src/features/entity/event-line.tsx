import { ArrowLeftRight, ArrowUpRight } from 'lucide-react'
import { visible } from '#shared/changes/plain-text.ts'
import { labelWithin } from '#shared/changes/sections.ts'
import type { Entity, EntityEvent } from '#shared/entity-models.ts'
import { ActionTile, TypeChip } from '../../components/action-tile.tsx'
import { Button } from '../../components/button.tsx'
import { Tag } from '../../components/tag.tsx'
import { formatCount } from '../../lib/format-count.ts'
import { formatClock, formatDay, formatInstant } from '../../lib/format-time.ts'
import { useAppState } from '../../state/app-state.ts'
import { useCompare } from '../changes/use-compare.ts'
import { conflictText, lateText } from '../event/event-words.ts'
import { sayWitness } from '../history/say-event.ts'
import styles from './entity.module.css'

interface EventLineProps {
  readonly event: EntityEvent
  readonly entity: Entity
  /** The event that the page stands at. */
  readonly point: string
  readonly isPoint: boolean
}

/** An event in the list of its entity. */
export function EventLine({ event, entity, point, isPoint }: EventLineProps) {
  const { happenedAt, position, type, canonicalType, action, deliveryCount } = event
  const day = formatDay(happenedAt)
  return (
    <div className={styles['event']}>
      <div role="gridcell" className={styles['position']}>
        <span className={styles['hidden']}>Event </span>
        {formatCount(position)}
      </div>
      <div role="gridcell" className={styles['time']}>
        <time
          dateTime={new Date(happenedAt).toISOString()}
          title={`${formatInstant(happenedAt)}\nIn order ${sayWitness(event)}`}
        >
          {formatClock(happenedAt)}
        </time>
        {day !== null && <small>{day}</small>}
      </div>
      <div role="gridcell">
        <ActionTile action={action} />
      </div>
      <div role="gridcell" className={styles['main']}>
        <div className={styles['changed']}>
          <Changed event={event} isFirst={event.id === entity.firstId} />
        </div>
        <div className={styles['what']}>
          <TypeChip type={type} action={action} />
          {type !== canonicalType && <Tag title={`Today's name is ${canonicalType}`}>legacy name</Tag>}
          {deliveryCount > 1 && (
            <Tag title={`Delivered ${formatCount(deliveryCount)} times`}>×{formatCount(deliveryCount)}</Tag>
          )}
          {event.late && (
            <Tag tone="warn" title={lateText}>
              late
            </Tag>
          )}
          {event.conflict && (
            <Tag tone="warn" title={conflictText}>
              conflict
            </Tag>
          )}
          {event.orderedBy !== 'occurred_at' && (
            <Tag isBare title="It says nothing better about when it happened">
              {sayWitness(event)}
            </Tag>
          )}
        </div>
      </div>
      <div role="gridcell" className={styles['tools']}>
        {isPoint ? <OpenButton id={event.id} /> : <CompareButton id={event.id} point={point} />}
      </div>
    </div>
  )
}

/** What it changed, by the first few paths. */
function Changed({ event, isFirst }: { readonly event: EntityEvent; readonly isFirst: boolean }) {
  const { changed, action } = event
  if (!changed) {
    if (action === 'deleted') return <span>Deleted</span>
    return <span className={styles['faint']}>{isFirst ? 'The first event' : 'Not compared'}</span>
  }
  if (changed.count === 0) return <span className={styles['faint']}>Nothing changed</span>
  const more = changed.count - changed.labels.length
  return (
    <>
      <span className={styles['hidden']}>Changed </span>
      <code title={changed.labels.join('\n')}>
        <bdi>{changed.labels.map((label) => visible(labelWithin('', label))).join(', ')}</bdi>
      </code>
      {more > 0 && <span className={styles['more']}>+{formatCount(more)} more</span>}
    </>
  )
}

function OpenButton({ id }: { readonly id: string }) {
  const { selection } = useAppState()
  return (
    <Button size="small" title="Open the event (Enter)" onClick={() => selection.open(id)}>
      <ArrowUpRight size={13} aria-hidden />
      Open
    </Button>
  )
}

/** For the pointer; the keyboard has the menu above the list. */
function CompareButton({ id, point }: { readonly id: string; readonly point: string }) {
  const compare = useCompare()
  return (
    <Button
      size="small"
      tabIndex={-1}
      className={styles['onHover']}
      title="Compare with the selected event"
      onClick={(event) => {
        event.stopPropagation()
        compare(id, point)
      }}
    >
      <ArrowLeftRight size={13} aria-hidden />
      Compare
    </Button>
  )
}
