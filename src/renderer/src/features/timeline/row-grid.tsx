import { useCallback, type ReactNode, type RefObject } from 'react'
import type { VirtualRowsHandle } from '../../components/virtual-rows-props.ts'
import { VirtualRows } from '../../components/virtual-rows.tsx'
import { useRowHeight } from '../../lib/use-row-height.ts'
import type { ListState, ListStore } from '../../state/list-model.ts'
import type { Line } from './fold-bursts.ts'
import type { Lines } from './lines.ts'
import styles from './timeline.module.css'
import { UnreadRow } from './unread-row.tsx'
import { useActiveLine } from './use-lines.ts'
import { usePicking } from './use-picking.ts'
import type { usePlace } from './use-place.ts'
import { useActiveKey, useRowActions } from './use-row-actions.ts'
import { useRowKeys } from './use-row-keys.ts'

/** What the rows of a timeline are. */
export interface RowKind<T> {
  readonly label: string
  /** What people call a row. */
  readonly nameOf: (row: T) => string
  /** When it was received, in ms. */
  readonly timeOf: (row: T) => number
  /** A line, and the one above it where that was read. */
  readonly line: (line: Line<T>, above: Line<T> | undefined) => ReactNode
  /** How rows fold into bursts; null where they do not. */
  readonly fold: ((rows: readonly T[]) => readonly Line<T>[]) | null
  readonly sayOfBurst: (rows: readonly T[], word: 'open' | 'folded') => void
  /** What is listed, as a query; null where the rows are no events. */
  readonly query: string | null
}

interface RowGridProps<T> extends RowKind<T> {
  readonly store: ListStore<T>
  readonly list: ListState<T>
  readonly lines: Lines<T>
  readonly rows: RefObject<VirtualRowsHandle | null>
  readonly place: ReturnType<typeof usePlace>
  readonly onHead: (isAtHead: boolean) => void
  readonly onPointed: (isPointed: boolean) => void
}

/** The rows of the timeline: one of them takes the keyboard, bursts unfold, several are picked. */
export function RowGrid<T extends { readonly id: string }>(props: RowGridProps<T>) {
  const { store, list, lines, rows, query, timeOf } = props
  const { goToIndex, isSeeking, noteTop } = props.place
  const rowHeight = useRowHeight()
  const activeKey = useActiveKey()
  const active = useActiveLine(lines, activeKey.key)
  const actions = useRowActions({ lines, rows, goToIndex, sayOfBurst: props.sayOfBurst }, activeKey)
  const picking = usePicking({
    rows: list.rows,
    lines,
    active: active.line,
    timeOf,
    query,
    moveTo: (index) => rows.current?.moveTo(index)
  })
  useRowKeys({ list, lines, rows, place: props.place, active, activeKey, nameOf: props.nameOf })
  const onRange = useCallback(
    (first: number, last: number, within: number) => {
      if (isSeeking()) return
      store.show(lines.placeOf(first), lines.placeOf(last))
      const top = lines.at(first)
      const topRow = top?.kind === 'burst' ? top.rows[0] : top?.row
      if (first === 0 && within === 0) noteTop(null, 0)
      else if (topRow) noteTop(topRow.id, within)
    },
    // oxlint-disable-next-line react/exhaustive-deps -- it notes, and depends on nothing of it
    [store, lines]
  )
  const lineAt = (index: number) => lines.at(index) ?? (index === active.index ? active.line : undefined)
  return (
    <div className={styles['grid']} role="presentation" {...picking.box}>
      <VirtualRows
        ref={rows}
        role={query === null ? 'grid' : 'treegrid'}
        label={props.label}
        count={lines.count}
        total={list.isCounted ? lines.count : -1}
        rowHeight={rowHeight}
        keyOf={(index) => lineAt(index)?.key ?? index}
        indexOf={lines.indexOf}
        row={(index) => {
          const line = lineAt(index)
          return line ? props.line(line, lineAt(index - 1)) : <UnreadRow />
        }}
        activeIndex={active.index}
        isMultiple={query !== null}
        rowAttributes={(index) => {
          const line = lineAt(index)
          return {
            ...(line ? picking.isPicked(line) && { 'aria-selected': true } : { 'aria-busy': true }),
            ...(query !== null && levelOf(line))
          }
        }}
        onKey={(event, index, target) => actions.onFoldKey(event, index) || picking.onKey(event, target)}
        onActivate={actions.onActivate}
        onOpen={actions.onOpen}
        onOther={actions.onOther}
        onHead={props.onHead}
        onPointed={props.onPointed}
        onRange={onRange}
      />
    </div>
  )
}

/** Where a line stands in the tree: what is in a burst is below it. */
const levelOf = (line: Line<unknown> | undefined) => ({
  'aria-level': line?.kind === 'row' && line.isInBurst ? 2 : 1,
  ...(line?.kind === 'burst' && { 'aria-expanded': line.isOpen })
})
