import { useEffect, useState } from 'react'
import type { TargetHealth } from '#shared/replay-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { useRead } from '../../state/use-read.ts'

const typingMs = 350

export interface Health {
  /** What connecting showed; null while it is looked at, and where there is no address to look at. */
  readonly value: TargetHealth | null
  /** Why the address cannot be used at all; null where it can. */
  readonly error: string | null
  readonly isChecking: boolean
  readonly check: () => void
  /** Confirms the origin beyond this network. */
  readonly trust: () => void
}

/** Whether anything listens at an address, looked at before anything is sent there. */
export function useHealth(address: string): Health {
  const client = useClient()
  const wanted = address.trim()
  const [url, setUrl] = useState(wanted)
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (url === wanted) return undefined
    const timer = setTimeout(() => setUrl(wanted), typingMs)
    return () => clearTimeout(timer)
  }, [url, wanted])
  const read = useRead(`${round} ${url}`, async () =>
    url === '' ? null : client.call('targets.check', { url })
  )
  const isCurrent = url === wanted && read.status !== 'loading'
  const check = () => setRound((last) => last + 1)
  return {
    value: isCurrent && read.status === 'ready' ? read.value : null,
    error: isCurrent && read.status === 'failed' ? read.error : null,
    isChecking: wanted !== '' && !isCurrent,
    check,
    trust: () =>
      void notify
        .whenFailed('Could not confirm the address', () =>
          client.call('targets.trust', { url, trusted: true })
        )
        .then(check)
  }
}

/** Whether an address can be sent to as it is. One at which nothing listens can: the attempt says so. */
export const isSendable = ({ value, error }: Health): boolean =>
  error === null && value?.state !== 'refused' && value?.scope !== 'untrusted'
