/* oxlint-disable react/refs -- the hook is given the scroller as a ref and hands none out */
import {
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent
} from 'react'
import { classNames } from '../lib/class-names.ts'
import { isMotion } from './pointer-motion.ts'
import { indexesAround, isRow, overscan, targetOf } from './row-indexes.ts'
import { useRowScroll } from './use-row-scroll.ts'
import type { VirtualRowsProps } from './virtual-rows-props.ts'
import styles from './virtual-rows.module.css'

/**
 * A list of any length in which only the visible rows exist. Rows have one fixed height and are known by key,
 * so that a row keeps its element, and with it the keyboard, when others come and go above it.
 */
export function VirtualRows(props: VirtualRowsProps) {
  const {
    role,
    count,
    rowHeight,
    activeIndex = -1,
    onActivate,
    onOpen,
    onPointed,
    onNearEnd,
    onRange
  } = props
  const scroller = useRef<HTMLDivElement>(null)
  const wantsFocus = useRef(false)
  const tabStop = activeIndex < 0 ? 0 : activeIndex
  const { place, viewPx, canvasPx, scrollTo, onScroll } = useRowScroll({
    scroller,
    count,
    rowHeight,
    keyOf: props.keyOf,
    indexOf: props.indexOf ?? null,
    onHead: props.onHead
  })
  const first = Math.max(0, Math.min(Math.floor(place.offset / rowHeight), count - 1))
  const last = Math.min(count - 1, Math.floor((place.offset + viewPx) / rowHeight))
  const indexes = indexesAround(first, last, count, tabStop, place.isLeap ? 0 : overscan)

  const focusActive = () => {
    scroller.current?.querySelector<HTMLElement>('[data-row][tabindex="0"]')?.focus({ preventScroll: true })
  }
  const show = (index: number) => {
    const top = index * rowHeight
    if (top < place.offset) scrollTo(top)
    else if (top + rowHeight > place.offset + viewPx) scrollTo(top + rowHeight - viewPx)
  }
  const moveTo = (index: number) => {
    const target = Math.max(0, Math.min(index, count - 1))
    if (count === 0) return
    show(target)
    if (target === activeIndex) return focusActive()
    wantsFocus.current = true
    onActivate?.(target)
  }
  useImperativeHandle(props.ref, () => ({
    moveTo,
    show,
    scrollToHead: () => scrollTo(0),
    scrollToRow: (index, within = 0) => scrollTo(index * rowHeight + within)
  }))

  const takeFocus = () => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    focusActive()
  }
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- that another row is active is the reason
  useLayoutEffect(takeFocus, [activeIndex])

  useLayoutEffect(() => {
    if (count > 0 && last >= count - overscan) onNearEnd?.()
  }, [count, last, onNearEnd])
  const within = Math.round(place.offset - first * rowHeight)
  useLayoutEffect(() => {
    if (viewPx > 0) onRange?.(first, last, within)
  }, [first, last, within, viewPx, onRange])

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || count === 0) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1)
    const target = targetOf(event.key, { at: activeIndex, count, page })
    if (props.onKey?.(event, tabStop, target)) return event.preventDefault()
    if (target !== undefined) moveTo(target)
    else if (event.key === 'Enter' && isRow(event.target)) onOpen?.(tabStop, true)
    else return
    event.preventDefault()
  }
  const isPlain = role === 'list'
  const isGrid = role === 'grid' || role === 'treegrid'
  const onPointerMove = (event: PointerEvent) => {
    if (event.pointerType === 'mouse' && isMotion(event)) onPointed?.(true)
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it has a role, given below
    <div
      ref={scroller}
      className={classNames(styles['scroller'], props.className)}
      role={isPlain ? 'group' : role}
      aria-label={props.label}
      aria-multiselectable={props.isMultiple}
      aria-rowcount={isGrid ? (props.total ?? count) : undefined}
      // Without rows or with plain ones the whole must take the keyboard, to be scrolled with it.
      tabIndex={isPlain || count === 0 ? 0 : -1}
      onScroll={onScroll}
      onKeyDown={isPlain ? undefined : onKeyDown}
      onPointerMove={onPointerMove}
      onPointerLeave={() => onPointed?.(false)}
    >
      <div className={styles['canvas']} style={{ height: canvasPx }} role="presentation">
        {indexes.map((index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are handled above
          <div
            key={props.keyOf(index)}
            data-row={index}
            className={styles['row']}
            style={{
              height: rowHeight,
              transform: `translateY(${index * rowHeight - place.offset + place.scrollTop}px)`
            }}
            {...(!isPlain && {
              role: isGrid ? 'row' : 'treeitem',
              tabIndex: index === tabStop ? 0 : -1,
              'aria-selected': index === activeIndex,
              ...(isGrid && { 'aria-rowindex': index + 1 }),
              onClick: ({ ctrlKey, metaKey }: MouseEvent) => {
                if ((ctrlKey || metaKey) && props.onOther) return props.onOther(index)
                onActivate?.(index)
                onOpen?.(index, false)
              }
            })}
            {...props.rowAttributes?.(index)}
          >
            {props.row(index)}
          </div>
        ))}
      </div>
    </div>
  )
}
