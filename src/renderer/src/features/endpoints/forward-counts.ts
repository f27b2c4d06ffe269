import { useEffect } from 'react'
import type { Attempt } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { createStore } from '../../state/store.ts'

type Ended = Pick<Attempt, 'id' | 'kind' | 'target' | 'outcome' | 'status' | 'error'>

/** How live forwards to one target ended. */
export interface ForwardCount {
  /** Answered 2xx, answered otherwise, and without an answer. */
  readonly accepted: number
  readonly refused: number
  readonly failed: number
  readonly last: Ended
}

export type ForwardCounts = ReadonlyMap<string, ForwardCount>

/** By target, since the page was opened: nothing tells how those before ended. */
export const forwardCounts = createStore<ForwardCounts>(new Map())

export const isAccepted = ({ outcome, status }: Pick<Ended, 'outcome' | 'status'>): boolean =>
  outcome === 'answered' && status !== null && status >= 200 && status <= 299

/** An attempt is announced again when something is remarked about it, which is soon. */
const mostRemembered = 2_000

/** Counts each attempt once, however often it is announced. */
export function createForwardCounter(): (counts: ForwardCounts, attempts: readonly Ended[]) => ForwardCounts {
  const counted = new Set<string>()
  return (counts, attempts) => {
    const fresh = attempts.filter(
      ({ id, kind, outcome }) => kind === 'forward' && outcome !== 'pending' && !counted.has(id)
    )
    if (fresh.length === 0) return counts
    const next = new Map(counts)
    for (const attempt of fresh) {
      counted.add(attempt.id)
      const { accepted = 0, refused = 0, failed = 0 } = next.get(attempt.target) ?? {}
      const isFailed = attempt.outcome === 'failed'
      const isGood = isAccepted(attempt)
      next.set(attempt.target, {
        accepted: accepted + Number(isGood),
        refused: refused + Number(!isGood && !isFailed),
        failed: failed + Number(isFailed),
        last: attempt
      })
    }
    for (const id of counted) {
      if (counted.size <= mostRemembered) break
      counted.delete(id)
    }
    return next
  }
}

/** Counts as long as the component is there; the top bar's is there as long as the page. */
export function useForwardCounting(): void {
  const client = useClient()
  useEffect(() => {
    const count = createForwardCounter()
    return client.on(
      'attempts.changed',
      ({ upserted }) => forwardCounts.set(count(forwardCounts.getSnapshot(), upserted)),
      () => {}
    )
  }, [client])
}
