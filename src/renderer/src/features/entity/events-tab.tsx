import { ArrowUp } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Entity } from '#shared/entity-models.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import type { VirtualRowsHandle } from '../../components/virtual-rows-props.ts'
import { VirtualRows } from '../../components/virtual-rows.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { formatCount } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import { useCompare } from '../changes/use-compare.ts'
import styles from './entity.module.css'
import { EventLine } from './event-line.tsx'
import { eventAt, type EventWindowStore } from './event-window.ts'
import { UnreadLine } from './unread-line.tsx'
import { usePointIndex, useShownPoint } from './use-shown-point.ts'

const rowHeight = 52

interface EventsTabProps {
  readonly entity: Entity
  readonly store: EventWindowStore
  /** The event that the page stands at. */
  readonly point: string
}

/** Every event of the entity in true order, latest first; only what is near the screen is read. */
export function EventsTab({ entity, store, point }: EventsTabProps) {
  const { selection } = useAppState()
  const compare = useCompare()
  const list = useStore(store)
  const rows = useRef<VirtualRowsHandle>(null)
  const [isAtHead, setIsAtHead] = useState(true)
  const [isPointed, setIsPointed] = useState(false)
  const [isKeyed, setIsKeyed] = useState(false)
  const isFollowing = isAtHead && !isPointed && !isKeyed
  useEffect(() => store.follow(isFollowing), [store, isFollowing])
  // Nobody reads once the tab is gone.
  useEffect(() => () => store.follow(true), [store])

  const activeIndex = usePointIndex(list, point)
  const box = useShownPoint(store, point, activeIndex >= 0 ? point : null)
  // A key may lead to a row that has yet to be read.
  const awaited = useRef<number | null>(null)
  useEffect(() => {
    const event = awaited.current === null ? undefined : eventAt(list, awaited.current)
    if (!event) return
    awaited.current = null
    selection.pointTo(event.id)
  }, [list, selection])

  if (list.status === 'loading') return <Waiting what="the events" />
  if (list.status === 'failed') {
    return (
      <div className={styles['notes']}>
        <Notice tone="bad">
          {list.error} <Retry store={store} />
        </Notice>
      </div>
    )
  }
  const showNew = () => {
    setIsPointed(false)
    setIsKeyed(false)
    setIsAtHead(true)
    store.follow(true)
    rows.current?.scrollToHead()
  }
  return (
    <div
      ref={box}
      className={styles['rows']}
      onFocus={({ target }) => setIsKeyed(target.matches(':focus-visible'))}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setIsKeyed(false)
      }}
    >
      {list.waiting > 0 && (
        <Button look="primary" size="small" className={styles['pill']} onClick={showNew}>
          <ArrowUp size={13} aria-hidden />
          {formatCount(list.waiting)} new
        </Button>
      )}
      <VirtualRows
        ref={rows}
        role="grid"
        label="Events of the entity, latest first"
        count={list.total}
        rowHeight={rowHeight}
        // A row keeps its element, and with it the keyboard, whether its event is read or not.
        keyOf={(index) => list.total - index}
        row={(index) => {
          const event = eventAt(list, index)
          if (!event) return <UnreadLine position={list.total - index} onNear={() => store.want(index)} />
          return <EventLine event={event} entity={entity} point={point} isPoint={index === activeIndex} />
        }}
        activeIndex={activeIndex}
        onActivate={(index) => {
          const event = eventAt(list, index)
          awaited.current = event ? null : index
          if (event) selection.pointTo(event.id)
        }}
        onOpen={(index, byKey) => {
          const event = eventAt(list, index)
          // A click moves the point alone; what opens the event is a button, or Enter.
          if (event && byKey) selection.open(event.id)
        }}
        onOther={(index) => {
          const event = eventAt(list, index)
          if (event) compare(event.id, point)
        }}
        onHead={setIsAtHead}
        onPointed={setIsPointed}
      />
      {list.error !== null && (
        <div className={styles['notes']}>
          <Notice tone="bad">
            {list.error} <Retry store={store} />
          </Notice>
        </div>
      )}
    </div>
  )
}

function Retry({ store }: { readonly store: EventWindowStore }) {
  return (
    <Button size="small" onClick={store.reload}>
      Try again
    </Button>
  )
}
