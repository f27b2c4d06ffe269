import { LogOut, UserCheck } from 'lucide-react'
import type { Entity, Membership } from '#shared/entity-models.ts'
import { spellOutBidi } from '../../lib/bidi.ts'
import { classNames } from '../../lib/class-names.ts'
import { EntityLink } from './entity-link.tsx'
import styles from './entity.module.css'
import { EventLink } from './event-link.tsx'

interface MemberRowProps {
  readonly member: Membership
  readonly entity: Entity
  /** Whether nothing is older than the first event. */
  readonly isBorn: boolean
  /** Only the active row's links are stops of the Tab key. */
  readonly isActive: boolean
}

/** Who was in it in the first event that is known may have been before. */
const ongoing = { atStart: 'at least since', later: 'since' } as const
const ended = { atStart: 'joined by', later: 'joined' } as const

/** A member or a group, with the time of the membership in words and as a stretch of the entity's time. */
export function MemberRow({ member, entity, isBorn, isActive }: MemberRowProps) {
  const { memberId, label, known, joinedAt, joinedId, isStart, leftAt, leftId } = member
  const tabIndex = isActive ? 0 : -1
  const hasLeft = leftAt !== null && leftId !== null
  const Icon = hasLeft ? LogOut : UserCheck
  return (
    <div className={styles['member']}>
      <div role="gridcell" className={styles['path']}>
        <span className={styles['name']}>
          <Icon size={13} aria-hidden />
          {known ? (
            <EntityLink id={memberId} name={label ?? memberId} tabIndex={tabIndex} />
          ) : (
            <bdi title="No event of it has been received">{spellOutBidi(label ?? memberId)}</bdi>
          )}
        </span>
        {label !== null && (
          <code>
            <bdi>{memberId}</bdi>
          </code>
        )}
      </div>
      <div role="gridcell" className={styles['span']}>
        <small>
          {(hasLeft ? ended : ongoing)[isStart && !isBorn ? 'atStart' : 'later']}{' '}
          <EventLink id={joinedId} at={joinedAt} tabIndex={tabIndex} />
          {hasLeft && (
            <>
              , left <EventLink id={leftId} at={leftAt} tabIndex={tabIndex} />
            </>
          )}
        </small>
        <Stretch entity={entity} from={joinedAt} to={leftAt} />
      </div>
    </div>
  )
}

function Stretch({
  entity,
  from,
  to
}: {
  readonly entity: Entity
  readonly from: number
  readonly to: number | null
}) {
  const length = Math.max(1, entity.lastAt - entity.firstAt)
  const share = (at: number) => Math.min(1, Math.max(0, (at - entity.firstAt) / length)) * 100
  const start = share(from)
  const end = to === null ? 100 : share(to)
  return (
    <span className={styles['stretch']} aria-hidden>
      <span
        className={classNames(to !== null && styles['ended'])}
        style={{ left: `${start}%`, width: `${Math.max(1, end - start)}%` }}
      />
    </span>
  )
}
