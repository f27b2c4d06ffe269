import { ArrowUp } from 'lucide-react'
import { useCallback, useEffect, useRef, type ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { Empty, Notice } from '../../components/notice.tsx'
import type { VirtualRowsHandle } from '../../components/virtual-rows-props.ts'
import { VirtualRows } from '../../components/virtual-rows.tsx'
import { formatCount } from '../../lib/format-count.ts'
import { useRowHeight } from '../../lib/use-row-height.ts'
import { useAppState } from '../../state/app-state.ts'
import type { ListStore } from '../../state/list-model.ts'
import { useStore } from '../../state/store.ts'
import { useAction } from '../shortcuts/use-action.ts'
import { Arrivals } from './arrivals.tsx'
import type { Line } from './fold-bursts.ts'
import { PauseBar } from './pause-bar.tsx'
import { Searching } from './searching.tsx'
import styles from './timeline.module.css'
import { UnreadRow } from './unread-row.tsx'
import { useDelete } from './use-delete.ts'
import { useFollowing } from './use-following.ts'
import { useActiveLine, useLines } from './use-lines.ts'
import { usePicking } from './use-picking.ts'
import { usePlace } from './use-place.ts'
import { useActiveKey, useRowActions } from './use-row-actions.ts'

interface TimelineRowsProps<T> {
  readonly label: string
  readonly store: ListStore<T>
  /** Whether it is being read for longer than a blink. */
  readonly isLate: boolean
  readonly isFiltered: boolean
  /** What people call a row. */
  readonly nameOf: (row: T) => string
  /** How many rows there are in all; null where nobody has counted. */
  readonly total: number | null
  readonly line: (line: Line<T>) => ReactNode
  /** How rows fold into bursts; null where they do not. */
  readonly fold: ((rows: readonly T[]) => readonly Line<T>[]) | null
  readonly sayOfBurst: (rows: readonly T[], word: 'open' | 'folded') => void
  /** What is listed, as a query; null where the rows are no events. */
  readonly query: string | null
  /** What the list says when it is empty. */
  readonly empty: ReactNode
}

/** A live list of any length, newest first, over a window of rows that were read. */
export function TimelineRows<T extends { readonly id: string }>(props: TimelineRowsProps<T>) {
  const { label, store, isLate, isFiltered, nameOf, total, query, empty } = props
  const { selection } = useAppState()
  const list = useStore(store)
  const rows = useRef<VirtualRowsHandle>(null)
  const rowHeight = useRowHeight()
  const lines = useLines(list, props.fold)
  const activeKey = useActiveKey()
  const active = useActiveLine(lines, activeKey.key)
  const following = useFollowing({ store, list, rows })
  const { goToIndex, stepFrom, isSeeking, forget, noteTop } = usePlace({ store, list, lines, rows })
  const actions = useRowActions({ lines, rows, goToIndex, sayOfBurst: props.sayOfBurst }, activeKey)

  useEffect(() => selection.list(list.rows), [selection, list.rows])

  const isActiveRead = activeKey.key !== null && lines.indexOf(activeKey.key) >= 0
  const move = (step: number) => {
    forget()
    if (isActiveRead) rows.current?.moveTo(active.index + step)
    else if (activeKey.id === null) rows.current?.moveTo(0)
    else stepFrom(activeKey.id, step)
  }
  useAction('next', () => move(1))
  useAction('previous', () => move(-1))
  const picking = usePicking({
    rows: list.rows,
    activeIndex: active.index < 0 ? -1 : lines.rowAt(active.index),
    query,
    moveTo: (row) => rows.current?.moveTo(lines.lineOfRow(row))
  })
  const remove = useDelete()
  useAction('delete', () => {
    const selected = list.rows.find((each) => each.id === selection.getSnapshot().id)
    return selected ? remove(selected.id, nameOf(selected)) : false
  })
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

  if (list.status === 'loading') {
    return (
      <div className={styles['rows']} aria-busy={!isLate}>
        {isLate && <Searching isFiltered={isFiltered} />}
      </div>
    )
  }
  if (list.status === 'failed' && list.rows.length === 0) {
    return (
      <Empty
        title="The timeline could not be read"
        actions={<Button onClick={store.reload}>Try again</Button>}
      >
        <p>{list.error}</p>
      </Empty>
    )
  }
  const lineAt = (index: number) => lines.at(index) ?? (index === active.index ? active.line : undefined)
  return (
    <div className={styles['rows']} {...picking.box} {...following.box}>
      <PauseBar total={total} waiting={list.waiting} isBehind={list.isBehind} />
      {following.hasNew && (
        <Button
          look="primary"
          size="small"
          className={styles['pill']}
          onClick={({ detail }) => following.showNew(detail === 0)}
        >
          <ArrowUp size={13} aria-hidden />
          {list.isBehind ? 'Show the latest' : `${formatCount(list.waiting)} new`}
        </Button>
      )}
      {list.rows.length === 0 ? (
        empty
      ) : (
        <VirtualRows
          ref={rows}
          role="grid"
          label={label}
          className={styles['grid']}
          count={lines.count}
          total={list.isCounted ? lines.count : -1}
          rowHeight={rowHeight}
          keyOf={(index) => lineAt(index)?.key ?? index}
          indexOf={lines.indexOf}
          row={(index) => {
            const line = lineAt(index)
            return line ? props.line(line) : <UnreadRow />
          }}
          activeIndex={active.index}
          isMultiple={query !== null}
          rowAttributes={(index) => {
            const line = lineAt(index)
            const inLine = line?.kind === 'burst' ? line.rows : [line?.row]
            const isPicked = inLine.every((row) => row && picking.isPicked(row.id))
            return {
              // Picking counts the rows that were read.
              'data-row': lines.rowAt(index),
              ...(line ? isPicked && { 'aria-selected': true } : { 'aria-busy': true })
            }
          }}
          onKey={(event, index) =>
            actions.onFoldKey(event, index) || picking.onKey(event, lines.rowAt(index))
          }
          onActivate={actions.onActivate}
          onOpen={actions.onOpen}
          onOther={actions.onOther}
          onHead={following.onHead}
          onPointed={following.onPointed}
          onRange={onRange}
        />
      )}
      {list.error !== null && (
        <div className={styles['trouble']}>
          <Notice tone="bad">
            {list.error}{' '}
            <Button size="small" onClick={store.reload}>
              Try again
            </Button>
          </Notice>
        </div>
      )}
      {total !== null && <Arrivals count={total} label={label} />}
    </div>
  )
}
