import { useEffect, useEffectEvent, useRef } from 'react'
import { formatCount } from '../../lib/format-count.ts'
import styles from './entity.module.css'

interface UnreadLineProps {
  readonly position: number
  /** Called when it comes near the screen; what it returns, when it leaves. */
  readonly onNear: () => () => void
}

/** Stands where an event has yet to be read, and asks for it once it comes near the screen. */
export function UnreadLine({ position, onNear }: UnreadLineProps) {
  const element = useRef<HTMLDivElement>(null)
  const near = useEffectEvent(onNear)
  useEffect(() => {
    const target = element.current
    if (!target) return undefined
    let leave: (() => void) | undefined
    const observer = new IntersectionObserver(
      ([entry]) => {
        leave?.()
        leave = entry?.isIntersecting ? near() : undefined
      },
      { root: target.closest('[role="grid"]'), rootMargin: '600px 0px' }
    )
    observer.observe(target)
    return () => {
      observer.disconnect()
      leave?.()
    }
  }, [])
  return (
    <div ref={element} className={styles['event']}>
      <div role="gridcell" className={styles['position']}>
        {formatCount(position)}
      </div>
      <div role="gridcell" className={styles['unread']}>
        Reading…
      </div>
    </div>
  )
}
