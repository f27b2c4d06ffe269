import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import { classNames } from '../../lib/class-names.ts'
import type { EventSummary } from '#shared/models.ts'
import { lookOf } from '../../components/action-look.ts'
import styles from './history.module.css'

export type HandleKind = 'shown' | 'base'
export type Step = number | 'first' | 'last'

interface HandleProps {
  readonly kind: HandleKind
  readonly place: number
  readonly length: number
  readonly action: EventSummary['action']
  /** 1 for the first event; null where that is not known. */
  readonly position: number | null
  readonly total: number
  /** The event that it stands at, in words. */
  readonly text: string
  readonly onStep: (step: Step) => void
  /** Where it would come to rest when it were let go there. */
  readonly snap: (place: number) => number
  readonly onDrop: (place: number) => void
  readonly onHover: (isHovered: boolean) => void
}

const names = { shown: 'Event shown', base: 'Compared with' } as const

const steps: Readonly<Record<string, Step>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: 'first',
  End: 'last'
}

/** One of the two places of a comparison: stepped with the arrow keys, dragged with the pointer. */
export function Handle(props: HandleProps) {
  const { kind, place, length, action, position, total, text, onStep, snap, onDrop, onHover } = props
  const [dragged, setDragged] = useState<number | null>(null)
  const { icon: Icon, tone } = lookOf(action)

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    onStep(step)
  }
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    setDragged(place)
  }
  const onPointerMove = ({ currentTarget, clientX }: PointerEvent) => {
    const line = currentTarget.parentElement
    if (dragged === null || !line) return
    const at = clientX - line.getBoundingClientRect().left
    setDragged(snap(Math.max(0, Math.min(at, length))))
  }
  const onPointerUp = () => {
    setDragged(null)
    if (dragged !== null && dragged !== place) onDrop(dragged)
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      className={classNames(styles['handle'], styles[kind], tone)}
      style={{ left: dragged ?? place }}
      aria-label={names[kind]}
      aria-valuemin={1}
      aria-valuemax={total}
      aria-valuenow={position ?? 1}
      aria-valuetext={text}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setDragged(null)}
      onPointerEnter={() => onHover(true)}
      onPointerLeave={() => onHover(false)}
      onFocus={() => onHover(true)}
      onBlur={() => onHover(false)}
    >
      <Icon size={10} strokeWidth={3} aria-hidden />
    </div>
  )
}
