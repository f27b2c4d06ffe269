import { useEffect, useEffectEvent } from 'react'
import type { Arrival } from '#shared/app-models.ts'
import { ClientError } from '../../client/client.ts'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { fromHash } from '../../state/selection-store.ts'
import { useOpen } from '../frame/use-open.ts'

/** Takes what reached the app from outside its page: links, and what became of the page before this one. */
export function useArrivals(): void {
  const client = useClient()
  const open = useOpen()
  const tell = useEffectEvent((arrival: Arrival) => {
    if (arrival.kind === 'open') return open(arrival.id)
    if (arrival.kind === 'failed') return notify.failed(arrival.what, arrival.reason)
    const { leftOut } = arrival
    const wasOpen = leftOut === null ? null : fromHash(leftOut)
    if (leftOut === null || wasOpen === null || !wasOpen.isOpen)
      return notify.news(
        'The page was loaded again',
        'It had stopped working. Nothing that is stored was lost.'
      )
    notify.failed(
      'The page was loaded again',
      'It had stopped working. What was open may be why, so it was left closed. Nothing that is stored was lost.',
      { text: 'Open it', run: () => (window.location.hash = leftOut) }
    )
  })

  useEffect(() => {
    const take = async () => {
      try {
        const { rows } = await client.call('app.arrivals', {})
        rows.forEach(tell)
      } catch (error) {
        // What waits goes on waiting, and is announced again.
        if (!(error instanceof ClientError)) throw error
      }
    }
    void take()
    return client.on(
      'arrivals.changed',
      () => void take(),
      () => void take()
    )
  }, [client])
}
