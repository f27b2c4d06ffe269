/* oxlint-disable react/refs -- the hook is given the scroller as a ref and hands none out */
import {
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type HTMLAttributes,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  type Ref
} from 'react'
import { classNames } from '../lib/class-names.ts'
import { isMotion } from './pointer-motion.ts'
import { useRowScroll } from './use-row-scroll.ts'
import styles from './virtual-rows.module.css'

export interface VirtualRowsHandle {
  /** Makes a row active, scrolls it into sight and gives it the keyboard. */
  moveTo(index: number): void
  /** Scrolls a row into sight; the keyboard stays where it is. */
  show(index: number): void
  scrollToHead(): void
  /** Brings a row to the top of the view, or as near as it gets; `within` pixels of it are above. */
  scrollToRow(index: number, within?: number): void
}

interface VirtualRowsProps {
  readonly ref?: Ref<VirtualRowsHandle>
  /** What a screen reader calls the whole. */
  readonly label: string
  /** `grid` for rows of cells, `tree` for nested lines, `list` for plain lines that take no focus. */
  readonly role: 'grid' | 'tree' | 'list'
  readonly count: number
  /** How many rows there are in all; -1 where nobody knows. */
  readonly total?: number
  /** Every row's height in pixels. */
  readonly rowHeight: number
  /** Identifies a row however it moves. */
  readonly keyOf: (index: number) => string | number
  /** Where the row of a key is now, -1 for unknown: then rows that come and go above move none that is in view. */
  readonly indexOf?: (key: string | number) => number
  readonly row: (index: number) => ReactNode
  /** Further attributes of a row's element, like its level in a tree. */
  readonly rowAttributes?: (
    index: number
  ) => HTMLAttributes<HTMLDivElement> & { readonly 'data-row'?: number }
  /** The row that has or gets the keyboard; -1 for none yet. */
  readonly activeIndex?: number
  readonly onActivate?: (index: number) => void
  /** Whether several rows may be selected at once; `rowAttributes` tells which. */
  readonly isMultiple?: boolean
  /** A click opens as well as activates; `byKey` is true for Enter. */
  readonly onOpen?: (index: number, byKey: boolean) => void
  /** A click with Ctrl or Cmd held down, which neither opens nor activates. Without it, it is one like any other. */
  readonly onOther?: (index: number) => void
  /** Keys beyond moving and opening; return true for those that were handled. */
  readonly onKey?: (event: KeyboardEvent, index: number) => boolean
  readonly onHead?: (isAtHead: boolean) => void
  /** Whether the reader has moved the mouse onto the rows. */
  readonly onPointed?: (isPointed: boolean) => void
  readonly onNearEnd?: () => void
  /** Which rows are in view, and how many pixels of the first of them are above it. */
  readonly onRange?: (first: number, last: number, within: number) => void
  readonly className?: string | undefined
}

const overscan = 12

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
  const indexes = indexesAround(first, last, count, tabStop)

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
    if (props.onKey?.(event, tabStop)) return event.preventDefault()
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1)
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: tabStop + (activeIndex < 0 ? 0 : 1),
      ArrowUp: tabStop - 1,
      PageDown: tabStop + page,
      PageUp: tabStop - page,
      Home: 0,
      End: count - 1
    }
    const target = moves[event.key]
    if (target !== undefined) moveTo(target)
    else if (
      event.key === 'Enter' &&
      event.target instanceof HTMLElement &&
      event.target.dataset['row'] !== undefined
    )
      onOpen?.(tabStop, true)
    else return
    event.preventDefault()
  }
  const isPlain = role === 'list'
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
      aria-rowcount={role === 'grid' ? (props.total ?? count) : undefined}
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
              role: role === 'grid' ? 'row' : 'treeitem',
              tabIndex: index === tabStop ? 0 : -1,
              'aria-selected': index === activeIndex,
              ...(role === 'grid' && { 'aria-rowindex': index + 1 }),
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

/** The rows in view and some around them; the active one always exists, since it holds the keyboard. */
function indexesAround(first: number, last: number, count: number, active: number): readonly number[] {
  const from = Math.max(0, first - overscan)
  const to = Math.min(count - 1, last + overscan)
  const indexes = Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => from + step)
  if (active >= count || (active >= from && active <= to)) return indexes
  return active < from ? [active, ...indexes] : [...indexes, active]
}
