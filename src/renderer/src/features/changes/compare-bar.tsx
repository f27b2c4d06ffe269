import { ArrowRightLeft, GitCompareArrows, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { actions } from '#shared/actions.ts'
import type { EventDetail } from '#shared/models.ts'
import { TypeChip } from '../../components/action-tile.tsx'
import { Button } from '../../components/button.tsx'
import { Instant } from '../../components/instant.tsx'
import { Pick } from '../../components/pick.tsx'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { nameOfEvent } from '../event/event-words.ts'
import { happenedAt } from '../history/say-event.ts'
import styles from './compare-bar.module.css'
import { layoutChoice } from './layout-choice.ts'
import { useMark } from './use-compare.ts'

const layoutOptions = [
  { value: 'inline', text: 'Inline' },
  { value: 'side', text: 'Side by side' }
] as const

interface CompareBarProps {
  readonly base: EventDetail
  readonly event: EventDetail
  /** True where the reader chose what to compare with. */
  readonly isChosen: boolean
  readonly copy: ReactNode
}

/** Which two events are compared, and how that is shown. */
export function CompareBar({ base, event, isChosen, copy }: CompareBarProps) {
  const { selection } = useAppState()
  const layout = useStore(layoutChoice)
  const toggleMark = useMark()
  const tellsName = base.entityId === null || base.entityId !== event.entityId
  const tellsType = tellsName || base.type !== event.type
  return (
    <div className={styles['bar']} role="group" aria-label="Comparison">
      <p>
        {tellsName ? 'Differences from' : 'Changes from'}
        <End event={base} tellsName={tellsName} tellsType={tellsType} word="from" />
        to
        <End event={event} tellsName={tellsName} tellsType={tellsType} word="to" />
      </p>
      <div className={styles['tools']}>
        <Button
          look="ghost"
          size="small"
          isIcon
          aria-label="Swap the two events"
          title="Swap the two events"
          onClick={() => selection.compare(event.id, base.id)}
        >
          <ArrowRightLeft size={14} aria-hidden />
        </Button>
        {isChosen && event.baseId !== null && (
          <Button
            look="ghost"
            size="small"
            title="Compare with the event before again"
            onClick={() => selection.compare(null, event.id)}
          >
            <Undo2 size={14} aria-hidden />
            The event before
          </Button>
        )}
        <Button
          look="ghost"
          size="small"
          isIcon
          aria-label="Mark for comparison with another event"
          title={`Mark for comparison with another event (${actions.mark.shown})`}
          onClick={() => toggleMark(event)}
        >
          <GitCompareArrows size={14} aria-hidden />
        </Button>
        <Pick
          label="Layout"
          isLabelHidden
          value={layout}
          options={layoutOptions}
          onChange={layoutChoice.set}
        />
        {copy}
      </div>
    </div>
  )
}

interface EndProps {
  readonly event: EventDetail
  /** Whether the two differ in that. */
  readonly tellsName: boolean
  readonly tellsType: boolean
  readonly word: 'from' | 'to'
}

function End({ event, tellsName, tellsType, word }: EndProps) {
  return (
    <span className={styles[word]}>
      {tellsType && <TypeChip type={event.type} action={event.action} />}
      {tellsName && (
        <b>
          <bdi>{nameOfEvent(event)}</bdi>
        </b>
      )}
      <Instant at={happenedAt(event)} />
    </span>
  )
}
