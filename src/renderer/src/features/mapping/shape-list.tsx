import { ArrowRight, Plus, Replace, Unplug, type LucideIcon } from 'lucide-react'
import type { ShapeChange } from '#shared/mapping-models.ts'
import { Button } from '../../components/button.tsx'
import { Instant } from '../../components/instant.tsx'
import { PathText } from '../../components/path-text.tsx'
import { Tag, type Tone } from '../../components/tag.tsx'
import { spellOutBidi } from '../../lib/bidi.ts'
import { formatClock, formatInstant } from '../../lib/format-time.ts'
import { useAppState } from '../../state/app-state.ts'
import { kindWords, shownShapePath } from './shape-words.ts'
import styles from './shapes.module.css'

const looks: Readonly<Record<ShapeChange['kind'], { icon: LucideIcon; tone: Tone }>> = {
  appeared: { icon: Plus, tone: 'good' },
  vanished: { icon: Unplug, tone: 'bad' },
  retyped: { icon: Replace, tone: 'warn' }
}

interface ShapeListProps {
  readonly changes: readonly ShapeChange[]
  /** Ids of those that the reader sees for the first time. */
  readonly fresh: ReadonlySet<string>
  /** Whether the day is said above the list. */
  readonly isOfOneDay?: boolean
  readonly onLeave?: () => void
}

/** Fields that came, went or changed their type, each with the event that shows it. */
export function ShapeList({ changes, fresh, isOfOneDay = false, onLeave }: ShapeListProps) {
  return (
    <ul className={styles['list']}>
      {changes.map((change) => (
        <ShapeRow
          key={change.id}
          change={change}
          isFresh={fresh.has(change.id)}
          isOfOneDay={isOfOneDay}
          onLeave={onLeave}
        />
      ))}
    </ul>
  )
}

interface ShapeRowProps {
  readonly change: ShapeChange
  readonly isFresh: boolean
  readonly isOfOneDay: boolean
  readonly onLeave: (() => void) | undefined
}

function ShapeRow({ change, isFresh, isOfOneDay, onLeave }: ShapeRowProps) {
  const { selection } = useAppState()
  const { icon, tone } = looks[change.kind]
  const { eventId, before, after } = change
  const show = (id: string) => {
    selection.show('events')
    selection.open(id)
    onLeave?.()
  }
  return (
    <li className={styles['row']}>
      <span className={styles['kind']}>
        <Tag icon={icon} tone={tone}>
          {kindWords[change.kind]}
        </Tag>
        {isFresh && <Tag tone="info">new</Tag>}
      </span>
      <div className={styles['what']}>
        <p>
          <bdi>{spellOutBidi(change.text)}</bdi>
        </p>
        <p className={styles['facts']}>
          <code title={spellOutBidi(change.path)}>
            <PathText text={shownShapePath(change)} />
          </code>
          {change.kind === 'retyped' && (
            <span>
              {before} <ArrowRight size={11} aria-label="became" /> {after}
            </span>
          )}
          <span>{change.type}</span>
          {change.organizationName !== null && <bdi>{change.organizationName}</bdi>}
        </p>
      </div>
      <span className={styles['when']}>
        {isOfOneDay ? (
          <time dateTime={new Date(change.at).toISOString()} title={formatInstant(change.at)}>
            {formatClock(change.at)}
          </time>
        ) : (
          <Instant at={change.at} />
        )}
        {eventId === null ? (
          <span className={styles['gone']}>event deleted</span>
        ) : (
          <Button
            look="ghost"
            size="small"
            aria-label={`Show the event: ${change.text}`}
            onClick={() => show(eventId)}
          >
            Show the event
          </Button>
        )}
      </span>
    </li>
  )
}
