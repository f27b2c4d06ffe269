import { ChevronRight } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import type { Attribute } from '#shared/entity-models.ts'
import { Empty, Notice } from '../../components/notice.tsx'
import { Pick } from '../../components/pick.tsx'
import { VirtualRows } from '../../components/virtual-rows.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { classNames } from '../../lib/class-names.ts'
import { formatCount, plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { AttributeRow } from './attribute-row.tsx'
import { listAttributes, type AttributeLine, type AttributeOrder, type AttributePart } from './attributes.ts'
import styles from './entity.module.css'
import { PointNotes } from './point-notes.tsx'
import type { Point } from './use-point.ts'
import type { StateAt } from './use-state-at.ts'

const rowHeight = 50

const partNames: Readonly<Record<AttributePart, string>> = {
  raw: 'Raw attributes',
  normalised: 'Normalised fields',
  gone: 'No longer there'
}

const none: readonly Attribute[] = []

const orders = [
  { value: 'path', text: 'As sent' },
  { value: 'change', text: 'Last changed' }
] as const

interface StateTabProps {
  readonly point: Point
  readonly state: StateAt
  /** Whether nothing is older than the first event. */
  readonly isBorn: boolean
}

/** What is known of the entity at the point in time, and since when each attribute is so. */
export function StateTab({ point, state, isBorn }: StateTabProps) {
  const { selection } = useAppState()
  const [filter, setFilter] = useState('')
  const [order, setOrder] = useState<AttributeOrder>('path')
  const [open, setOpen] = useState<ReadonlySet<AttributePart>>(new Set(['raw', 'normalised']))
  const [active, setActive] = useState<string | null>(null)
  const attributes = useDeferredValue(state.value?.attributes ?? none)
  const lines = listAttributes(attributes, useDeferredValue(filter), order, open)
  if (!state.value) {
    if (state.error === null) return <Waiting what="the state" />
    return (
      <div className={styles['notes']}>
        <Notice tone="bad">{state.error}</Notice>
      </div>
    )
  }
  const toggle = (part: AttributePart) => {
    const next = new Set(open)
    if (!next.delete(part)) next.add(part)
    setOpen(next)
  }
  const found = lines.reduce((sum, line) => sum + (line.kind === 'part' ? line.count : 0), 0)
  return (
    <div className={styles['page']} aria-busy={state.isBusy}>
      <PointNotes point={point} skipped={state.value.skipped} />
      <div className={styles['bar']}>
        <input
          type="search"
          aria-label="Filter the attributes"
          placeholder="Filter by path or value"
          spellCheck={false}
          autoComplete="off"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <Pick label="Order" isLabelHidden value={order} options={orders} onChange={setOrder} />
        <span className={styles['count']} role="status">
          {filter.trim() !== '' && `${formatCount(found)} found`}
        </span>
      </div>
      {lines.length === 0 ? (
        <Empty title={filter.trim() === '' ? 'No attributes' : 'Nothing found'}>
          <p>
            {filter.trim() === ''
              ? 'The events up to here say nothing in their data.'
              : 'No attribute has this in its path or its value.'}
          </p>
        </Empty>
      ) : (
        <div className={styles['rows']}>
          <VirtualRows
            role="grid"
            label="Attributes"
            count={lines.length}
            rowHeight={rowHeight}
            keyOf={(index) => keyOfLine(lines[index])}
            row={(index) => {
              const line = lines[index]
              if (line?.kind === 'part') return <PartRow line={line} />
              return line && <AttributeRow {...line} isBorn={isBorn} isActive={keyOfLine(line) === active} />
            }}
            activeIndex={lines.findIndex((line) => keyOfLine(line) === active)}
            onActivate={(index) => setActive(keyOfLine(lines[index]))}
            onOpen={(index, byKey) => {
              const line = lines[index]
              if (line?.kind === 'part') toggle(line.part)
              else if (line && byKey) selection.compare(null, line.attribute.sinceId)
            }}
            onKey={(event, index) => {
              const line = lines[index]
              const isToggle =
                line?.kind === 'part' && event.key === (line.isOpen ? 'ArrowLeft' : 'ArrowRight')
              if (isToggle) toggle(line.part)
              return isToggle
            }}
          />
        </div>
      )}
    </div>
  )
}

const keyOfLine = (line: AttributeLine | undefined): string =>
  line?.kind === 'attribute'
    ? `${line.attribute.pointer ?? 'gone'} ${line.attribute.label}`
    : (line?.part ?? '')

function PartRow({ line }: { readonly line: Extract<AttributeLine, { kind: 'part' }> }) {
  return (
    <div className={styles['part']}>
      <div role="gridcell" aria-expanded={line.isOpen}>
        <ChevronRight size={14} aria-hidden className={classNames(line.isOpen && styles['isOpen'])} />
        <b>{partNames[line.part]}</b>
        <span>{plural(line.count, 'attribute')}</span>
      </div>
    </div>
  )
}
