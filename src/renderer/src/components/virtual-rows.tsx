import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
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
import styles from './virtual-rows.module.css'

export interface VirtualRowsHandle {
  /** Makes a row active, scrolls it into sight and gives it the keyboard. */
  moveTo(index: number): void
  scrollToHead(): void
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
  readonly row: (index: number) => ReactNode
  /** Further attributes of a row's element, like its level in a tree. */
  readonly rowAttributes?: (index: number) => HTMLAttributes<HTMLDivElement>
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
  readonly className?: string | undefined
}

const overscan = 12
/** So near to the top counts as being there. */
const headPx = 4

/**
 * A list of any length in which only the visible rows exist. Rows have one fixed height and are known by key,
 * so that a row keeps its element, and with it the keyboard, when others come and go above it.
 */
export function VirtualRows(props: VirtualRowsProps) {
  const { role, count, rowHeight, activeIndex = -1, onActivate, onOpen, onHead, onPointed, onNearEnd } = props
  const scroller = useRef<HTMLDivElement>(null)
  const wantsFocus = useRef(false)
  const tabStop = activeIndex < 0 ? 0 : activeIndex

  // oxlint-disable-next-line react/incompatible-library -- known: the compiler leaves this one component alone
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: props.keyOf,
    overscan,
    useFlushSync: false,
    // The active row always exists: it holds the keyboard.
    rangeExtractor: (range: Range) => {
      const indexes = defaultRangeExtractor(range)
      if (tabStop >= count || indexes.includes(tabStop)) return indexes
      return tabStop < (indexes[0] ?? 0) ? [tabStop, ...indexes] : [...indexes, tabStop]
    }
  })

  const focusActive = () => {
    scroller.current?.querySelector<HTMLElement>('[data-row][tabindex="0"]')?.focus({ preventScroll: true })
  }
  const moveTo = (index: number) => {
    const target = Math.max(0, Math.min(index, count - 1))
    if (count === 0) return
    virtualizer.scrollToIndex(target, { align: 'auto' })
    if (target === activeIndex) return focusActive()
    wantsFocus.current = true
    onActivate?.(target)
  }
  useImperativeHandle(props.ref, () => ({
    moveTo,
    scrollToHead: () => virtualizer.scrollToOffset(0)
  }))

  useLayoutEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    focusActive()
  }, [activeIndex])

  const items = virtualizer.getVirtualItems()
  const lastIndex = items.at(-1)?.index ?? 0
  useLayoutEffect(() => {
    if (count > 0 && lastIndex >= count - overscan) onNearEnd?.()
  }, [count, lastIndex, onNearEnd])

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
      onScroll={(event) => onHead?.(event.currentTarget.scrollTop <= headPx)}
      onKeyDown={isPlain ? undefined : onKeyDown}
      onPointerMove={onPointerMove}
      onPointerLeave={() => onPointed?.(false)}
    >
      <div className={styles['canvas']} style={{ height: virtualizer.getTotalSize() }} role="presentation">
        {items.map((item) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are handled above
          <div
            key={item.key}
            data-row={item.index}
            className={styles['row']}
            style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
            {...(!isPlain && {
              role: role === 'grid' ? 'row' : 'treeitem',
              tabIndex: item.index === tabStop ? 0 : -1,
              'aria-selected': item.index === activeIndex,
              ...(role === 'grid' && { 'aria-rowindex': item.index + 1 }),
              onClick: ({ ctrlKey, metaKey }: MouseEvent) => {
                if ((ctrlKey || metaKey) && props.onOther) return props.onOther(item.index)
                onActivate?.(item.index)
                onOpen?.(item.index, false)
              }
            })}
            {...props.rowAttributes?.(item.index)}
          >
            {props.row(item.index)}
          </div>
        ))}
      </div>
    </div>
  )
}
