import type { Store } from '../store/client.ts'
import { judge, signatureHeadersOf, type SigningSecret } from './judge.ts'
import type { SdkVerifier } from './scalekit.ts'

const BATCH = 100

/**
 * Judges what is not verified yet against the given secrets, each delivery by its time of receipt, and turns
 * what they explain into events. Goes through the store in batches, so that receiving goes on meanwhile.
 * Returns how many deliveries were promoted.
 */
export async function promoteExplained(
  store: Store,
  verifier: SdkVerifier,
  secrets: readonly SigningSecret[]
): Promise<number> {
  let promoted = 0
  if (secrets.length === 0) return promoted
  for (const verdict of ['unchecked', 'rejected'] as const) {
    for (let afterRow = 0; ;) {
      const batch = await store.call('candidates', { verdict, afterRow, limit: BATCH })
      const explained = batch.flatMap(({ row, receivedAt, headers, body }) => {
        const signature = signatureHeadersOf(headers)
        const { verdict: now, secretId } = judge(verifier, secrets, signature, body, receivedAt)
        if (now !== 'verified' || secretId === null) return []
        return [{ row, secretId, webhookId: signature['webhook-id'] ?? null }]
      })
      if (explained.length > 0) promoted += await store.call('promote', explained)
      const last = batch.at(-1)
      if (!last) break
      afterRow = last.row
    }
  }
  return promoted
}
