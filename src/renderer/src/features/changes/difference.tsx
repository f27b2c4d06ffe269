import { isQuiet, sectionOf } from '#shared/changes/sections.ts'
import type { EventDetail } from '#shared/models.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { formatCount } from '../../lib/format-count.ts'
import { nameOfEvent } from '../event/event-words.ts'
import { happenedAt } from '../history/say-event.ts'
import { CallOuts } from './call-outs.tsx'
import styles from './changes.module.css'
import { CompareBar } from './compare-bar.tsx'
import { mostListed, type Diff } from './diff.ts'
import { CopyMenu } from './copy-menu.tsx'
import { NothingChanged } from './nothing-changed.tsx'
import { Sections } from './sections.tsx'
import type { Blame } from './use-blame.ts'
import { useCallOuts } from './use-call-outs.ts'
import { useRowView } from './use-row-view.tsx'

interface DifferenceProps {
  readonly base: EventDetail
  readonly event: EventDetail
  readonly isChosen: boolean
  readonly diff: Diff
  readonly blame: Blame
  /** Asks for the unchanged values, where they are not listed yet. */
  readonly onList: (() => void) | null
}

/** All that two events differ in. */
export function Difference({ base, event, isChosen, diff, blame, onList }: DifferenceProps) {
  const { rows, unchanged, warnings } = diff
  // Events that name no entity have none in common.
  const isSameEntity = base.entityId !== null && base.entityId === event.entityId
  const isBackwards = isSameEntity && happenedAt(base) > happenedAt(event)
  const found = useCallOuts(event, rows)
  // What another entity has, or what was undone on the way back, is nothing that happened to this one.
  const callOuts = isSameEntity && !isBackwards ? found : []
  const [view, menu] = useRowView({
    blame,
    until: base.id === event.baseId ? happenedAt(event) : null,
    entityId: isSameEntity ? event.entityId : null,
    eventId: event.id
  })
  const comparison = {
    who: isSameEntity ? nameOfEvent(event) : `${nameOfEvent(base)} and ${nameOfEvent(event)}`,
    from: { id: base.id, type: base.type, at: happenedAt(base) },
    to: { id: event.id, type: event.type, at: happenedAt(event) },
    callOuts,
    rows,
    unchanged,
    warnings
  }
  const saysNothing = rows.every((row) => isQuiet(row) || sectionOf(row.pointer) === 'Envelope')
  return (
    <>
      <CompareBar base={base} event={event} isChosen={isChosen} copy={<CopyMenu comparison={comparison} />} />
      <div className={styles['page']}>
        <Kinds base={base} event={event} isBackwards={isBackwards} />
        {warnings.map((warning) => (
          <Notice key={warning} tone="warn">
            {warning}
          </Notice>
        ))}
        <CallOuts callOuts={callOuts} />
        {saysNothing && isSameEntity && (
          <NothingChanged isRespelt={rows.some(isQuiet)} isNext={base.id === event.baseId} />
        )}
        <Sections diff={diff} view={view} from={happenedAt(base)} to={happenedAt(event)} />
        <Rest diff={diff} onList={onList} />
      </div>
      {menu}
    </>
  )
}

/** Says so where the two events are about different things. */
function Kinds({
  base,
  event,
  isBackwards
}: Pick<DifferenceProps, 'base' | 'event'> & { readonly isBackwards: boolean }) {
  const isOtherKind = base.object !== null && event.object !== null && base.object !== event.object
  if (isBackwards) {
    return (
      <Notice tone="info">
        Backwards: from a later event to an earlier one, so nothing changed in this direction.
      </Notice>
    )
  }
  if (base.entityId === event.entityId && !isOtherKind) return null
  return (
    <Notice tone="info">
      {isOtherKind ? (
        <>
          These events are of different kinds, <bdi>{base.object}</bdi> and <bdi>{event.object}</bdi>.
        </>
      ) : (
        'These events are about two different entities.'
      )}{' '}
      What differs between them was not changed by either.
    </Notice>
  )
}

/** How much did not change and is not listed. */
function Rest({ diff: { unchanged, same }, onList }: Pick<DifferenceProps, 'diff' | 'onList'>) {
  const rest = unchanged - same.length
  if (rest <= 0) return null
  return (
    <p className={styles['rest']}>
      {formatCount(rest)} {same.length > 0 && 'more '}unchanged, not listed.{' '}
      {onList && (
        <Button size="small" onClick={onList}>
          List {rest > mostListed ? `the first ${formatCount(mostListed)}` : 'them'}
        </Button>
      )}
    </p>
  )
}
