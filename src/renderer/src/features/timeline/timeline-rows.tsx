import { ArrowUp } from 'lucide-react'
import { useEffect, useRef, useState, type MouseEvent, type ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { Empty, Notice } from '../../components/notice.tsx'
import { VirtualRows, type VirtualRowsHandle } from '../../components/virtual-rows.tsx'
import { formatCount, plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import type { ListStore } from '../../state/list-store.ts'
import { isDeliveryId } from '../../state/selection-store.ts'
import { useStore } from '../../state/store.ts'
import { useCompare } from '../changes/use-compare.ts'
import { focusPane } from '../frame/panes.ts'
import { useAction } from '../shortcuts/use-action.ts'
import { Searching } from './searching.tsx'
import styles from './timeline.module.css'
import { useDelete } from './use-delete.ts'
import { usePicking } from './use-picking.ts'

const rowHeight = 52

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
  readonly row: (row: T) => ReactNode
  /** What is listed, as a query; null where the rows are no events. */
  readonly query: string | null
  /** What the list says when it is empty. */
  readonly empty: ReactNode
}

/**
 * A live list, newest first. It follows its head only while the reader is there and neither the pointer nor the
 * keyboard rests on its rows.
 */
export function TimelineRows<T extends { readonly id: string }>(props: TimelineRowsProps<T>) {
  const { label, store, isLate, isFiltered, nameOf, total, row, query, empty } = props
  const { selection } = useAppState()
  const { id } = useStore(selection)
  const list = useStore(store)
  const rows = useRef<VirtualRowsHandle>(null)
  const [isAtHead, setIsAtHead] = useState(true)
  const [isPointed, setIsPointed] = useState(false)
  const [isKeyed, setIsKeyed] = useState(false)
  const isFollowing = list.rows.length === 0 || (isAtHead && !isPointed && !isKeyed)
  useEffect(() => store.follow(isFollowing), [store, isFollowing])
  useEffect(() => {
    // A list that is new here starts at its head.
    store.follow(true)
    rows.current?.scrollToHead()
  }, [store])

  const box = useRef<HTMLDivElement>(null)
  const hadKeyboard = useRef(false)
  useEffect(() => {
    // What had the keyboard and is taken away tells nobody that it lost it.
    if (list.rows.length > 0 && !box.current?.contains(document.activeElement)) setIsKeyed(false)
    if (list.rows.length === 0 && hadKeyboard.current && document.activeElement === document.body) {
      focusPane('timeline')
    }
  }, [list.rows])

  const hasNew = list.waiting > 0 || list.isBehind
  const wantsFirst = useRef(false)
  useEffect(() => {
    if (hasNew || !wantsFirst.current) return
    wantsFirst.current = false
    rows.current?.moveTo(0)
  }, [hasNew])

  useEffect(() => selection.list(list.rows), [selection, list.rows])

  const activeIndex = id === null ? -1 : list.rows.findIndex((each) => each.id === id)
  const move = (step: number) => rows.current?.moveTo(activeIndex < 0 ? 0 : activeIndex + step)
  useAction('next', () => move(1))
  useAction('previous', () => move(-1))
  const picking = usePicking({
    rows: list.rows,
    activeIndex,
    query,
    moveTo: (index) => rows.current?.moveTo(index)
  })
  const compare = useCompare()
  const remove = useDelete()
  useAction('delete', () => {
    const selected = list.rows.find((each) => each.id === selection.getSnapshot().id)
    return selected ? remove(selected.id, nameOf(selected)) : false
  })

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
  const showNew = (event: MouseEvent) => {
    // A press by key leaves the keyboard on the pill, which is about to go.
    wantsFirst.current = event.detail === 0
    store.follow(true)
    rows.current?.scrollToHead()
    setIsPointed(false)
    setIsKeyed(false)
    setIsAtHead(true)
  }
  return (
    <div
      ref={box}
      className={styles['rows']}
      {...picking.box}
      onFocus={(event) => {
        hadKeyboard.current = true
        // A click focuses a row as well, but the reader's hand is not on the keyboard then.
        setIsKeyed(event.target.matches(':focus-visible'))
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (currentTarget.contains(relatedTarget)) return
        hadKeyboard.current = false
        setIsKeyed(false)
      }}
    >
      {hasNew && (
        <Button look="primary" size="small" className={styles['pill']} onClick={showNew}>
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
          count={list.rows.length}
          total={total ?? (list.hasMore ? -1 : list.rows.length)}
          rowHeight={rowHeight}
          keyOf={(index) => list.rows[index]?.id ?? index}
          row={(index) => {
            const each = list.rows[index]
            return each && row(each)
          }}
          activeIndex={activeIndex}
          isMultiple={query !== null}
          rowAttributes={(index) => {
            const each = list.rows[index]
            return each && picking.isPicked(each.id) ? { 'aria-selected': true } : {}
          }}
          onKey={picking.onKey}
          onActivate={(index) => selection.select(list.rows[index]?.id ?? null)}
          onOpen={(index, byKey) => {
            const each = list.rows[index]
            if (each) selection.open(each.id)
            if (byKey) focusPane('event')
          }}
          onOther={(index) => {
            const each = list.rows[index]
            if (!each || each.id === id) return
            // Only events are compared; a delivery without one opens.
            if (id === null || isDeliveryId(id) || isDeliveryId(each.id)) selection.open(each.id)
            else compare(each.id, id)
          }}
          onHead={setIsAtHead}
          onPointed={setIsPointed}
          onNearEnd={store.loadMore}
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

const quietMs = 5_000

/** Tells screen readers how many rows came, at most every few seconds. */
function Arrivals({ count, label }: { readonly count: number; readonly label: string }) {
  const [told, setTold] = useState({ count, text: '' })
  useEffect(() => {
    if (count === told.count) return undefined
    const timer = setTimeout(() => {
      const arrived = count - told.count
      setTold({ count, text: arrived > 0 ? `${plural(arrived, 'new row')} in ${label}` : '' })
    }, quietMs)
    return () => clearTimeout(timer)
  }, [count, told, label])
  return (
    <p role="status" className={styles['arrivals']}>
      {told.text}
    </p>
  )
}
