import { useEffect, useRef, type ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { Empty, Notice } from '../../components/notice.tsx'
import type { VirtualRowsHandle } from '../../components/virtual-rows-props.ts'
import { useAppState } from '../../state/app-state.ts'
import type { ListStore } from '../../state/list-model.ts'
import { useStore } from '../../state/store.ts'
import { Arrivals } from './arrivals.tsx'
import { NewPill } from './new-pill.tsx'
import { PauseBar } from './pause-bar.tsx'
import { RowGrid, type RowKind } from './row-grid.tsx'
import { Searching } from './searching.tsx'
import styles from './timeline.module.css'
import { useFollowing } from './use-following.ts'
import { useLines } from './use-lines.ts'
import { usePlace } from './use-place.ts'

interface TimelineRowsProps<T> extends RowKind<T> {
  readonly store: ListStore<T>
  /** Whether it is being read for longer than a blink. */
  readonly isLate: boolean
  readonly isFiltered: boolean
  /** How many rows there are in all; null where nobody has counted. */
  readonly total: number | null
  /** What the list says when it is empty. */
  readonly empty: ReactNode
}

/** A live list of any length, newest first, over a window of rows that were read. */
export function TimelineRows<T extends { readonly id: string }>(props: TimelineRowsProps<T>) {
  const { store, isLate, isFiltered, total, empty, ...kind } = props
  const { selection } = useAppState()
  const list = useStore(store)
  const rows = useRef<VirtualRowsHandle>(null)
  const lines = useLines(list, kind.fold)
  const following = useFollowing({ store, list, rows })
  const place = usePlace({ store, list, lines, rows })

  useEffect(() => selection.list(list.rows), [selection, list.rows])

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
  return (
    <div className={styles['rows']} {...following.box}>
      <PauseBar total={total} waiting={list.waiting} isBehind={list.isBehind} />
      {following.hasNew && (
        <NewPill list={list} onPress={following.showNew} onPointed={following.onPointed} />
      )}
      {list.rows.length === 0 ? (
        empty
      ) : (
        <RowGrid
          {...kind}
          store={store}
          list={list}
          lines={lines}
          rows={rows}
          place={place}
          onHead={following.onHead}
          onPointed={following.onPointed}
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
      {total !== null && <Arrivals count={total} label={kind.label} />}
    </div>
  )
}
