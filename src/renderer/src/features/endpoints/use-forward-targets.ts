import type { Endpoint } from '#shared/endpoint-models.ts'
import type { Client } from '../../client/client.ts'
import { useClient } from '../../client/client-context.tsx'
import { useRead } from '../../state/use-read.ts'
import { useEndpoints } from './use-endpoints.ts'

export interface ForwardTargets {
  readonly own: readonly string[]
  /** Those that the command line or the environment adds to the first endpoint, for this run. */
  readonly ofThisRun: readonly string[]
}

/** Where the events of an endpoint are handed on to. */
export function useForwardTargets(endpoint: Endpoint | undefined): ForwardTargets {
  const client = useClient()
  const first = useEndpoints()[0]
  const read = useRead('forward targets of this run', () => readTargetsOfThisRun(client))
  return {
    own: endpoint?.forwardTargets ?? [],
    ofThisRun:
      read.status === 'ready' && endpoint?.id === first?.id
        ? read.value.filter((url) => !endpoint?.forwardTargets.includes(url))
        : []
  }
}

/** They stay the same as long as the app runs; endpoints list only what is stored of them. */
async function readTargetsOfThisRun(client: Client): Promise<readonly string[]> {
  const [known, stored] = await Promise.all([
    client.call('targets.list', {}),
    client.call('endpoints.list', {})
  ])
  const own = new Set(stored.rows.flatMap(({ forwardTargets }) => forwardTargets))
  return known.rows.filter(({ from, url }) => from === 'forward' && !own.has(url)).map(({ url }) => url)
}
