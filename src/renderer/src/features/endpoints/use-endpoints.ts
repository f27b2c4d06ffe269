import type { Endpoint } from '#shared/endpoint-models.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'

const none: readonly Endpoint[] = []

export function useEndpoints(): readonly Endpoint[] {
  const { endpoints } = useAppState()
  return useStore(endpoints).value ?? none
}

/** The name of an endpoint where there is more than one to tell apart; null where there is not. */
export function useEndpointName(id: string): string | null {
  const { endpoints } = useAppState()
  const all = useStore(endpoints).value
  if (!all) return null
  const own = all.find((endpoint) => endpoint.id === id)
  if (!own) return 'removed endpoint'
  return all.length > 1 ? own.name : null
}

/** The same for a list, where only another one than the first is news. */
export function useOtherEndpointName(id: string): string | null {
  const name = useEndpointName(id)
  return useEndpoints()[0]?.id === id ? null : name
}

/** Where an endpoint is reached: below the address that is offered for copying, which is the first one's own. */
export function endpointUrl({ path }: Endpoint, copyUrl: string | null): string | null {
  if (copyUrl === null) return null
  return path === '/' ? copyUrl : `${new URL(copyUrl).origin}${path}`
}
