import { useState } from 'react'
import type { Entity, Membership } from '#shared/entity-models.ts'
import { Empty, Notice } from '../../components/notice.tsx'
import { VirtualRows } from '../../components/virtual-rows.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import styles from './entity.module.css'
import { MemberRow } from './member-row.tsx'
import { PointNotes } from './point-notes.tsx'
import type { MembersAt } from './use-members.ts'
import type { Point } from './use-point.ts'

const rowHeight = 54

type Line =
  | { readonly kind: 'part'; readonly part: 'present' | 'past'; readonly count: number }
  | { readonly kind: 'member'; readonly member: Membership }

interface MembersTabProps {
  readonly entity: Entity
  readonly point: Point
  readonly of: 'Members' | 'Groups'
  readonly members: MembersAt
  /** Whether nothing is older than the first event. */
  readonly isBorn: boolean
}

/** Who is in a group at the point in time, and who once was; of a user the groups. */
export function MembersTab({ entity, point, of, members, isBorn }: MembersTabProps) {
  const { list, error, isBusy, loadMore } = members
  const { selection } = useAppState()
  const [active, setActive] = useState<string | null>(null)
  if (!list) {
    if (error === null) return <Waiting what={of === 'Members' ? 'the members' : 'the groups'} />
    return (
      <div className={styles['notes']}>
        <Notice tone="bad">{error}</Notice>
      </div>
    )
  }
  const lines = toLines(list.rows, list.present, list.past)
  return (
    <div className={styles['page']} aria-busy={isBusy}>
      {error !== null && (
        <div className={styles['notes']}>
          <Notice tone="bad">{error}</Notice>
        </div>
      )}
      <PointNotes point={point} skipped={list.skipped} />
      {lines.length === 0 ? (
        <None of={of} />
      ) : (
        <div className={styles['rows']}>
          <VirtualRows
            role="grid"
            label={of}
            count={lines.length}
            total={list.present + list.past + Math.sign(list.present) + Math.sign(list.past)}
            rowHeight={rowHeight}
            keyOf={(index) => keyOfLine(lines[index])}
            row={(index) => {
              const line = lines[index]
              if (line?.kind === 'part') return <PartRow part={line.part} count={line.count} of={of} />
              const isActive = keyOfLine(line) === active
              return (
                line && <MemberRow member={line.member} entity={entity} isBorn={isBorn} isActive={isActive} />
              )
            }}
            activeIndex={lines.findIndex((line) => keyOfLine(line) === active)}
            onActivate={(index) => setActive(keyOfLine(lines[index]))}
            onOpen={(index, byKey) => {
              const line = lines[index]
              if (!byKey || line?.kind !== 'member' || !line.member.known) return
              selection.openEntity(line.member.memberId, null)
            }}
            onNearEnd={loadMore}
          />
        </div>
      )}
    </div>
  )
}

/** Both parts have their head as soon as their first row is there. */
function toLines(rows: readonly Membership[], present: number, past: number): readonly Line[] {
  const lines = rows.map((member): Line => ({ kind: 'member', member }))
  const head = (part: 'present' | 'past', count: number): Line[] =>
    count === 0 ? [] : [{ kind: 'part', part, count }]
  return [
    ...head('present', present),
    ...lines.slice(0, present),
    ...(rows.length > present || present === 0 ? head('past', past) : []),
    ...lines.slice(present)
  ]
}

const keyOfLine = (line: Line | undefined): string =>
  line?.kind === 'member' ? `${line.member.memberId} ${line.member.joinedId}` : (line?.part ?? '')

interface PartRowProps {
  readonly part: 'present' | 'past'
  readonly count: number
  readonly of: 'Members' | 'Groups'
}

function PartRow({ part, count, of }: PartRowProps) {
  const name =
    of === 'Members'
      ? { present: 'In the group', past: 'Left the group' }[part]
      : { present: 'In these groups', past: 'Once in these groups' }[part]
  return (
    <div className={styles['part']}>
      <div role="gridcell">
        <b>{name}</b>
        <span>{of === 'Members' ? plural(count, 'member') : plural(count, 'group')}</span>
      </div>
    </div>
  )
}

function None({ of }: { readonly of: 'Members' | 'Groups' }) {
  return of === 'Members' ? (
    <Empty title="No members">
      <p>
        No event up to this point lists a member. Providers send members in a group's{' '}
        <code>raw_attributes.members</code>, if at all.
      </p>
    </Empty>
  ) : (
    <Empty title="In no group">
      <p>
        No event up to this point puts this user in a group: <code>data.groups</code> is null or empty.
      </p>
    </Empty>
  )
}
