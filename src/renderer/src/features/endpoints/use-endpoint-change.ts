import { useState } from 'react'
import type { CommandInput } from '#shared/contract.ts'
import type { Endpoint } from '#shared/endpoint-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { readRefusal } from '../../lib/read-refusal.ts'
import { messageOf } from '../../state/live-value.ts'

type Change = Omit<CommandInput<'endpoints.set'>, 'id'>

/** Changes an endpoint and keeps the core's refusal for the form that asked. */
export function useEndpointChange(id: string) {
  const client = useClient()
  const [error, setError] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [isSaved, setIsSaved] = useState(false)
  return {
    error,
    isBusy,
    isSaved,
    /** Resolves with the endpoint as it is then; null where the core refused. */
    async change(change: Change): Promise<Endpoint | null> {
      setIsBusy(true)
      setIsSaved(false)
      try {
        const endpoint = await client.call('endpoints.set', { id, ...change })
        setError(null)
        setIsSaved(true)
        return endpoint
      } catch (failure) {
        setError(readRefusal(messageOf(failure)).text)
        return null
      } finally {
        setIsBusy(false)
      }
    }
  }
}
