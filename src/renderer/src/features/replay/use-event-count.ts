import { useEffect, useState } from 'react'
import { useClient } from '../../client/client-context.tsx'
import { messageOf } from '../../state/live-value.ts'

export interface EventCount {
  readonly count: number
  /** Whether that is all of them. */
  readonly isExact: boolean
  readonly isCounting: boolean
  readonly error: string | null
}

/** How many events a query finds, counted part by part. */
export function useEventCount(query: string | null): EventCount {
  const client = useClient()
  const [found, setFound] = useState<EventCount & { readonly query: string | null }>(nothing(query))
  useEffect(() => {
    if (query === null) return undefined
    const leaving = new AbortController()
    const count = async () => {
      let sum = 0
      let before: string | null = null
      do {
        const input = { query, ...(before !== null && { before }) }
        // oxlint-disable-next-line no-await-in-loop -- each part starts where the one before ended
        const part: { count: number; next: string | null } = await client.call(
          'events.outline',
          input,
          leaving.signal
        )
        if (leaving.signal.aborted) return
        sum += part.count
        before = part.next
        setFound({ query, count: sum, isExact: before === null, isCounting: before !== null, error: null })
      } while (before !== null)
    }
    count().catch((error: unknown) => {
      if (!leaving.signal.aborted) setFound({ ...nothing(query), isCounting: false, error: messageOf(error) })
    })
    return () => leaving.abort()
  }, [client, query])
  return found.query === query ? found : nothing(query)
}

const nothing = (query: string | null) => ({
  query,
  count: 0,
  isExact: query === null,
  isCounting: query !== null,
  error: null
})
