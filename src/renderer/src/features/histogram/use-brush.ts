import { useState, type KeyboardEvent, type PointerEvent } from 'react'

interface BrushInput {
  readonly count: number
  /** The bar that the keyboard begins at. */
  readonly start: number
  /** Takes the bars from one to another, both included. */
  readonly onPick: (first: number, last: number) => void
  readonly onClear: () => void
}

interface Brush {
  readonly from: number
  readonly to: number
}

/** Picks neighbouring bars: by a drag or a click, or with the arrow keys, Shift and Enter. */
export function useBrush({ count, start, onPick, onClear }: BrushInput) {
  const [brush, setBrush] = useState<Brush | null>(null)
  const [isDragged, setIsDragged] = useState(false)
  const clamp = (index: number) => Math.max(0, Math.min(index, count - 1))
  const indexAt = ({ currentTarget, clientX }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect()
    return clamp(Math.floor(((clientX - left) / width) * count))
  }
  const pick = ({ from, to }: Brush) => {
    setBrush(null)
    setIsDragged(false)
    onPick(Math.min(from, to), Math.max(from, to))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, shiftKey } = event
    const from = brush?.from ?? start
    const to = brush?.to ?? start
    const target = { ArrowLeft: to - 1, ArrowRight: to + 1, Home: 0, End: count - 1 }[key]
    if (target !== undefined) setBrush({ from: shiftKey ? clamp(from) : clamp(target), to: clamp(target) })
    else if (key === 'Enter') pick({ from, to })
    else if (key === 'Escape' && brush) setBrush(null)
    else if (key === 'Escape') onClear()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return {
    /** From the first to the last bar that is about to be picked. */
    brush: brush && { first: Math.min(brush.from, brush.to), last: Math.max(brush.from, brush.to) },
    at: brush?.to ?? start,
    plot: {
      onKeyDown,
      onBlur: () => setBrush(null),
      onPointerDown(event: PointerEvent) {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setIsDragged(true)
        setBrush({ from: indexAt(event), to: indexAt(event) })
      },
      onPointerMove(event: PointerEvent) {
        if (isDragged && brush) setBrush({ from: brush.from, to: indexAt(event) })
      },
      onPointerUp(event: PointerEvent) {
        if (isDragged && brush) pick({ from: brush.from, to: indexAt(event) })
      },
      onPointerCancel() {
        setIsDragged(false)
        setBrush(null)
      }
    }
  }
}
