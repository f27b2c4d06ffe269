import { useEffect, useRef, useState } from 'react'
import type { EventWindow, EventWindowStore } from './event-window.ts'

/** The place of the event that the page stands at, also while the window is elsewhere; -1 before it was read once. */
export function usePointIndex({ rows, total }: EventWindow, point: string): number {
  const [known, setKnown] = useState({ id: point, position: 0 })
  const position = rows.find(({ id }) => id === point)?.position
  if (position !== undefined && (known.id !== point || known.position !== position)) {
    setKnown({ id: point, position })
  }
  return known.id === point && known.position > 0 ? total - known.position : -1
}

/** Brings the event that the page stands at into sight, once per event: what the reader scrolled to stays. */
export function useShownPoint(store: EventWindowStore, point: string, listed: string | null) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => store.reveal(point), [store, point])
  useEffect(() => {
    if (listed === null) return
    // The active row always exists, wherever the list is scrolled to.
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [listed])
  return box
}
