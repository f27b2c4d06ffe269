import { useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import { createScrollScale } from './scroll-scale.ts'

interface RowScrollInput {
  readonly scroller: RefObject<HTMLElement | null>
  readonly count: number
  readonly rowHeight: number
  /** What the row at an index is known by; null for one that is not known. */
  readonly keyOf: (index: number) => string | number | null
  /** Where a row is now; null where rows never move under the reader. */
  readonly indexOf: ((key: string | number) => number) | null
  readonly onHead: ((isAtHead: boolean) => void) | undefined
}

/** So near to the top counts as being there. */
const headPx = 4
const idleMs = 150

/** Where a list stands: `offset` in the whole list, `scrollTop` in its canvas, which may be squeezed. */
interface Place {
  readonly offset: number
  readonly scrollTop: number
  /** Until the scroll bar rests: nothing of what was in view before is in view any more. */
  readonly isLeap: boolean
}

/**
 * Scrolls rows of one height. A list taller than an element may be is scrolled pixel by pixel by wheel and keys, and
 * in proportion by the scroll bar; when it has come to rest, the scroll bar is set to where it should be.
 */
export function useRowScroll({ scroller, count, rowHeight, keyOf, indexOf, onHead }: RowScrollInput) {
  const [place, setPlace] = useState<Place>({ offset: 0, scrollTop: 0, isLeap: false })
  const [viewPx, setViewPx] = useState(0)
  const latest = useRef(place)
  const anchor = useRef<{ key: string | number; index: number } | null>(null)
  const idle = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const scale = createScrollScale(count * rowHeight, viewPx)

  const put = (next: Place) => {
    latest.current = next
    setPlace(next)
    onHead?.(next.offset <= headPx)
  }
  const scrollTo = (wanted: number) => {
    const offset = Math.max(0, Math.min(wanted, scale.mostOffset))
    const element = scroller.current
    if (!element) return
    element.scrollTo({ top: scale.scrollTopOf(offset) })
    put({ offset, scrollTop: element.scrollTop, isLeap: false })
  }
  const onScroll = () => {
    const element = scroller.current
    if (!element) return
    const { scrollTop, clientHeight } = element
    const before = latest.current
    if (Math.abs(scrollTop - before.scrollTop) < 1) return
    const step = scrollTop - before.scrollTop
    const isStep = Math.abs(step) <= clientHeight
    const offset = isStep ? before.offset + step : scale.offsetOf(scrollTop)
    const next = { offset: Math.max(0, Math.min(offset, scale.mostOffset)), scrollTop, isLeap: !isStep }
    // After a leap nothing is there yet: it is drawn before this frame is painted, and what is missing asked for.
    if (isStep) put(next)
    else flushSync(() => put(next))
    clearTimeout(idle.current)
    const settle = () => {
      const { current } = latest
      if (Math.abs(scale.scrollTopOf(current.offset) - current.scrollTop) >= 1) scrollTo(current.offset)
      else if (current.isLeap) put({ ...current, isLeap: false })
    }
    idle.current = setTimeout(settle, idleMs)
    // At an end of the canvas there is nothing left to scroll by.
    const isAtEnd = scrollTop <= 0 || scrollTop >= scale.canvasPx - clientHeight - 1
    if (isAtEnd && Math.abs(scale.scrollTopOf(next.offset) - scrollTop) >= 1) scrollTo(next.offset)
  }
  useLayoutEffect(() => () => clearTimeout(idle.current), [])

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => setViewPx(element.clientHeight))
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])

  // Rows that come and go above do not move the one that the reader looks at.
  useLayoutEffect(() => {
    const old = anchor.current
    const top = Math.min(Math.floor(latest.current.offset / rowHeight), Math.max(0, count - 1))
    if (indexOf && old && latest.current.offset > headPx && keyOf(old.index) !== old.key) {
      const index = indexOf(old.key)
      if (index >= 0 && index !== old.index) {
        scrollTo(latest.current.offset + (index - old.index) * rowHeight)
        anchor.current = { key: old.key, index }
        return
      }
    }
    const key = keyOf(top)
    anchor.current = key === null ? null : { key, index: top }
  })

  return { place, viewPx, canvasPx: scale.canvasPx, scrollTo, onScroll }
}
