import {
  ArrowLeftRight,
  ArrowRight,
  Equal,
  Minus,
  Pencil,
  Plus,
  Replace,
  type LucideIcon
} from 'lucide-react'
import { Fragment, useState } from 'react'
import type { DiffKind, DiffRow } from '#shared/diff-models.ts'
import type { EventDetail } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { Button } from '../../components/button.tsx'
import { Instant } from '../../components/instant.tsx'
import { Empty, Notice } from '../../components/notice.tsx'
import { Tag, type Tone } from '../../components/tag.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { groupDiff, labelWithin, summarizeDiff, type DiffGroup } from '../../lib/diff-groups.ts'
import { plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useRead } from '../../state/use-read.ts'
import styles from './changes.module.css'

/** What changed since the event before this one of the same entity. */
export function ChangesTab({ event }: { readonly event: EventDetail }) {
  const { previousId } = event
  if (previousId !== null) return <Comparison event={event} previousId={previousId} />
  return event.entityId === null ? (
    <Empty icon={Equal} title="Nothing to compare with">
      <p>This event names no entity, so there is no earlier state of it.</p>
    </Empty>
  ) : (
    <Empty icon={Equal} title="The first event of this entity">
      <p>
        No earlier event of <bdi>{event.label ?? event.entityId}</bdi> has been received. From the next one
        on, this tab shows what changed.
      </p>
    </Empty>
  )
}

function Comparison({ event, previousId }: { readonly event: EventDetail; readonly previousId: string }) {
  const client = useClient()
  const diff = useRead(`${previousId} ${event.id}`, () =>
    client.call('events.diff', { from: previousId, to: event.id })
  )
  if (diff.status === 'loading') return <Waiting what="the changes" />
  if (diff.status === 'failed') {
    return (
      <div className={styles['page']}>
        <Notice tone="warn">{diff.error}</Notice>
      </div>
    )
  }
  const { rows, unchanged } = diff.value
  return (
    <div className={styles['page']}>
      <History event={event} previousId={previousId} />
      {rows.length === 0 && <Notice tone="info">Nothing changed: both payloads hold the same values.</Notice>}
      {groupDiff(rows).map((group) => (
        <Group key={group.title} group={group} />
      ))}
      <p className={styles['unchanged']}>{plural(unchanged, 'value')} unchanged</p>
    </div>
  )
}

const historyLimit = 500

/** Where this event stands among those of its entity, with a step to either side. */
function History({ event, previousId }: { readonly event: EventDetail; readonly previousId: string }) {
  const client = useClient()
  const { selection } = useAppState()
  const history = useRead(event.id, () =>
    client.call('events.history', { id: event.id, limit: historyLimit })
  )
  if (history.status !== 'ready') return <div className={styles['history']} />
  const { rows } = history.value
  const at = rows.findIndex((row) => row.id === event.id)
  const previous = rows.find((row) => row.id === previousId)
  const next = at > 0 ? rows[at - 1] : undefined
  const open = (id: string) => {
    selection.open(id)
    selection.openTab('changes')
  }
  return (
    <div className={styles['history']}>
      <span>
        {at >= 0 && rows.length < historyLimit && (
          <>
            Event {rows.length - at} of {rows.length} of{' '}
            <b>
              <bdi>{event.label ?? event.entityId}</bdi>
            </b>
            {previous && ', '}
          </>
        )}
        {previous && (
          <>
            compared with <Instant at={previous.occurredAt ?? previous.firstSeenAt} />
          </>
        )}
      </span>
      <Button size="small" onClick={() => open(previousId)}>
        Earlier
      </Button>
      <Button size="small" disabled={!next} onClick={() => next && open(next.id)}>
        Later
      </Button>
    </div>
  )
}

const pageSize = 200

function Group({ group }: { readonly group: DiffGroup }) {
  const [shown, setShown] = useState(pageSize)
  return (
    <section className={styles['group']} aria-label={group.title}>
      <header>
        <h3>{group.title}</h3>
        <span>{summarizeDiff(group.rows)}</span>
      </header>
      <ul>
        {group.rows.slice(0, shown).map((row) => (
          <ChangeRow key={`${row.kind} ${row.pointer}`} title={group.title} row={row} />
        ))}
      </ul>
      {group.rows.length > shown && (
        <Button size="small" onClick={() => setShown(shown + pageSize)}>
          Show {plural(Math.min(pageSize, group.rows.length - shown), 'more change', 'more changes')}
        </Button>
      )}
    </section>
  )
}

const kinds: Readonly<Record<DiffKind, { icon: LucideIcon; tone: Tone; word: string }>> = {
  added: { icon: Plus, tone: 'good', word: 'added' },
  removed: { icon: Minus, tone: 'bad', word: 'removed' },
  changed: { icon: Pencil, tone: 'warn', word: 'changed' },
  moved: { icon: ArrowLeftRight, tone: 'info', word: 'moved' },
  retyped: { icon: Replace, tone: 'warn', word: 'retyped' }
}

function ChangeRow({ title, row }: { readonly title: string; readonly row: DiffRow }) {
  const { icon, tone, word } = kinds[row.kind]
  const hasBefore = row.kind !== 'added'
  const hasAfter = row.kind !== 'removed'
  return (
    <li className={styles['row']}>
      <Tag tone={tone} icon={icon} isBare>
        {word}
      </Tag>
      <code className={styles['label']} title={row.pointer}>
        <Path text={labelWithin(title, row.label) || 'the whole document'} />
      </code>
      <span className={styles['values']}>
        {hasBefore && (
          <del>
            <Value value={row.before} text={row.beforeText} isQuoted={row.kind === 'retyped'} />
          </del>
        )}
        {hasBefore && hasAfter && <ArrowRight size={13} aria-label="became" />}
        {hasAfter && (
          <ins>
            <Value value={row.after} text={row.afterText} isQuoted={row.kind === 'retyped'} />
          </ins>
        )}
      </span>
    </li>
  )
}

/** A path that breaks between its steps before it breaks within one. */
function Path({ text }: { readonly text: string }) {
  return text.split(/(?<=[.\]])/).map((step, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- steps repeat and never move
    <Fragment key={index}>
      {step}
      <wbr />
    </Fragment>
  ))
}

const maxShown = 3_000

interface ValueProps {
  readonly value: DiffRow['before']
  /** Its JSON text, exact to the digit. */
  readonly text: string | null
  /** Tells text from what only looks the same, like `"1"` from `1`. */
  readonly isQuoted: boolean
}

function Value({ value, text, isQuoted }: ValueProps) {
  if (value === '' && !isQuoted) return <code className={styles['blank']}>empty text</code>
  const isPlainText = typeof value === 'string' && text?.startsWith('"') && !isQuoted
  const shown = isPlainText ? value : (text ?? '')
  return (
    <bdi>
      <code>{shown.length > maxShown ? `${shown.slice(0, maxShown)}…` : shown}</code>
    </bdi>
  )
}
