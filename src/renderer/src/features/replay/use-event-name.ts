import { useEffect, useState } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { isMasked } from '../../masking/is-masked.ts'
import { nameOfEvent } from '../event/event-words.ts'

/** A row that is scrolled past asks for nothing. */
const restMs = 120
const maxKept = 2_000
/** As they are and as they are masked, each for itself. */
const kept = new Map<string, string>()

/** Whom an event is about, asked for once the row that shows it rests; null until then, and for one that is gone. */
export function useEventName(eventId: string): string | null {
  const client = useClient()
  const [read, setRead] = useState<{ readonly id: string; readonly name: string } | null>(null)
  useEffect(() => {
    let isCurrent = true
    const key = `${isMasked.getSnapshot()} ${eventId}`
    const ask = async () => {
      const name = kept.get(key) ?? nameOfEvent(await client.call('events.get', { id: eventId }))
      if (kept.size >= maxKept) kept.clear()
      kept.set(key, name)
      if (isCurrent) setRead({ id: eventId, name })
    }
    // A deleted event has no name any more; its id stands.
    const timer = setTimeout(() => void ask().catch(() => {}), kept.has(key) ? 0 : restMs)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [client, eventId])
  return read?.id === eventId ? read.name : null
}
