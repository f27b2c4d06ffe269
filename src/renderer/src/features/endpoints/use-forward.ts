import { useClient } from '../../client/client-context.tsx'
import { notify } from '../../components/notify.ts'
import { plural } from '../../lib/format-count.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'
import type { Endpoint } from '#shared/endpoint-models.ts'
import { showEndpoint } from './endpoints-view.ts'
import { forwardCounts, isAccepted, type ForwardCount } from './forward-counts.ts'
import { useEndpoints } from './use-endpoints.ts'
import { useForwardTargets } from './use-forward-targets.ts'

/** Where the first endpoint hands its events on to, and how that went; null before it is known. */
export function useForward() {
  const state = useAppState()
  const endpoint = useEndpoints()[0]
  const { own, ofThisRun } = useForwardTargets(endpoint)
  const counts = useStore(forwardCounts)
  if (!endpoint) return null
  const targets = [...own, ...ofThisRun]
  const ended = targets.flatMap((url) => counts.get(url) ?? [])
  return {
    endpoint,
    targets,
    word: endpoint.forwarding.isPaused ? 'Forward paused' : 'Forward',
    /** The last answer of a target that took nothing; null where all is well. */
    trouble: ended.find(({ last }) => !isAccepted(last))?.last ?? null,
    title: ['Forwarding to', ...targets, sayEnded(ended)].join('\n'),
    show: () => showEndpoint(state, { id: endpoint.id, section: 'forwarding' })
  }
}

/** Hands events of an endpoint on, or pauses that. */
export function useForwardSwitch({ id, forwarding }: Endpoint): (isOn: boolean) => void {
  const client = useClient()
  return (isOn) =>
    void notify.whenFailed('Could not change the forwarding', () =>
      client.call('endpoints.set', { id, forwarding: { ...forwarding, isPaused: !isOn } })
    )
}

export const shortUrl = (url: string): string => url.replace(/^https?:\/\//, '').replace(/\/$/, '')

function sayEnded(counts: readonly ForwardCount[]): string {
  const sum = (pick: (count: ForwardCount) => number) => counts.reduce((total, one) => total + pick(one), 0)
  const other = sum(({ refused, failed }) => refused + failed)
  const accepted = sum((one) => one.accepted)
  if (accepted + other === 0) return 'Nothing was handed on since this page was opened.'
  return `Since this page was opened: ${plural(accepted, 'forward')} answered 2xx, ${other} not.`
}
