import { useState } from 'react'
import type { CommandInput } from '#shared/contract.ts'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { choose } from './check-choices.ts'

/** Starts a check and shows it. */
export function useStartCheck(): {
  readonly isStarting: boolean
  readonly start: (input: CommandInput<'checks.start'>) => void
} {
  const client = useClient()
  const [isStarting, setIsStarting] = useState(false)
  return {
    isStarting,
    start(input) {
      setIsStarting(true)
      void notify
        .whenFailed('Could not start the check', async () => {
          const { id } = await client.call('checks.start', input)
          choose({ shown: id })
        })
        .then(() => setIsStarting(false))
    }
  }
}
