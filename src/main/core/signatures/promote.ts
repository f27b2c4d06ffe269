import { setTimeout as sleep } from 'node:timers/promises'
import { endpointIdOf } from '../endpoints/endpoint-id.ts'
import type { Log } from '../ports.ts'
import type { Store } from '../store/client.ts'
import { isCoded, judge, signatureHeadersOf } from './judge.ts'
import type { SdkVerifier } from './scalekit.ts'
import type { Secrets } from './secrets.ts'

const BATCH = 100
/** Lets whoever started the app show it first: loading the SDK keeps the main thread from everything else. */
const AFTER_START_MS = 300
/** A page that is not painted by then may never be. */
const PAINTED_WITHIN_MS = 5_000

/**
 * Checks again what is not verified: when asked to, and once soon after the start, as deliveries may have been
 * stored before a secret of this run became known. `settled` resolves when that is done or called off.
 */
export function createPromotion(parts: {
  store: Store
  secrets: Pick<Secrets, 'ofUser'>
  verifier(): Promise<SdkVerifier>
  log: Log
  signal: AbortSignal
  /** When the page has been painted; absent where nobody can tell. */
  painted?: Promise<unknown> | undefined
}): { promote(endpointId?: string): Promise<number>; settled: Promise<void> } {
  const { store, secrets, log, signal } = parts
  const promote = async (endpointId?: string) =>
    promoteExplained(store, await parts.verifier(), secrets, endpointId)
  // What is added from now on explains by itself, and tells how much it explained.
  const first = new Set(secrets.ofUser().map(({ id }) => id))
  const ofStart = {
    ofUser: (endpointId?: string) => secrets.ofUser(endpointId).filter(({ id }) => first.has(id))
  }
  const atStart = async () => {
    const { painted } = parts
    const isOver = sleep(painted ? PAINTED_WITHIN_MS : AFTER_START_MS, true, { signal, ref: false })
    await Promise.race([isOver.catch(() => false), ...(painted ? [painted] : [])])
    if (!signal.aborted) await promoteExplained(store, await parts.verifier(), ofStart)
  }
  const settled = atStart().catch((error: unknown) =>
    log.error('Stored deliveries could not be checked again', { reason: String(error) })
  )
  return { promote, settled }
}

/**
 * Judges what is not verified yet against the secrets of its endpoint, each delivery by its time of receipt,
 * and turns the webhooks among what they explain into events. With an `endpointId`, of that endpoint only.
 * Goes through the store in batches, so that receiving goes on meanwhile. Returns how many were promoted.
 */
export async function promoteExplained(
  store: Store,
  verifier: SdkVerifier,
  secrets: Pick<Secrets, 'ofUser'>,
  endpointId?: string
): Promise<number> {
  let promoted = 0
  if (secrets.ofUser(endpointId).length === 0) return promoted
  for (const kind of ['webhook', 'interceptor'] as const) {
    for (const verdict of ['unchecked', 'rejected'] as const) {
      for (let afterRow = 0; ;) {
        const batch = await store.call('candidates', { kind, verdict, afterRow, limit: BATCH })
        const explained = batch.flatMap(({ row, endpoint, receivedAt, headers, body }) => {
          const ownerId = endpointIdOf(endpoint)
          if (endpointId !== undefined && ownerId !== endpointId) return []
          const signature = signatureHeadersOf(headers)
          const signed = { kind, signature, body, receivedAt, isCoded: isCoded(headers) }
          const { verdict: now, secretId } = judge(verifier, secrets.ofUser(ownerId), signed)
          if (now !== 'verified' || secretId === null) return []
          return [{ row, secretId, webhookId: signature[`${kind}-id`] ?? null }]
        })
        if (explained.length > 0) promoted += await store.call('promote', explained)
        const last = batch.at(-1)
        if (!last) break
        afterRow = last.row
      }
    }
  }
  return promoted
}
