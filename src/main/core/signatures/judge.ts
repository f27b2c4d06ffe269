import type { HeaderPair, Reason, Verdict } from '#shared/models.ts'
import type { SdkVerdict, SdkVerifier, SignatureHeaders } from './scalekit.ts'

/** A signing secret in the open, inside the main process only. */
export interface SigningSecret {
  readonly id: string
  readonly value: string
  /** The app's own secret, which signs sample events and nothing else. */
  readonly sample: boolean
}

export interface Judgement {
  readonly verdict: Verdict
  readonly reason: Reason | null
  readonly secretId: string | null
  readonly sample: boolean
}

/**
 * Decides what a delivery is: verified by the first secret that explains it, unchecked while the user has
 * stored none, otherwise rejected with the most telling of the SDK's refusals.
 */
export function judge(
  verifier: SdkVerifier,
  secrets: readonly SigningSecret[],
  headers: SignatureHeaders,
  body: Uint8Array,
  receivedAt: number
): Judgement {
  const refusals: Extract<SdkVerdict, { ok: false }>[] = []
  for (const secret of secrets) {
    const result = verifier.verify(secret.value, headers, body, receivedAt)
    if (result.ok) return { verdict: 'verified', reason: null, secretId: secret.id, sample: secret.sample }
    if (!secret.sample) refusals.push(result)
  }
  // A malformed secret says nothing about the delivery when another one was at least tried.
  const refusal = refusals.find((one) => one.code !== 'invalid_secret') ?? refusals[0]
  if (refusal) {
    const { code, message } = refusal
    return { verdict: 'rejected', reason: { code, message }, secretId: null, sample: false }
  }
  const reason: Reason = { code: 'no_secret', message: 'No signing secret is stored yet' }
  return { verdict: 'unchecked', reason, secretId: null, sample: false }
}

/** The scheme's headers out of all, joined as Node joins repeated ones, which is what a handler sees. */
export function signatureHeadersOf(headers: readonly HeaderPair[]): SignatureHeaders {
  const read = (name: string) => {
    const values = headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value)
    return values.length > 0 ? values.join(', ') : undefined
  }
  return {
    'webhook-id': read('webhook-id'),
    'webhook-timestamp': read('webhook-timestamp'),
    'webhook-signature': read('webhook-signature')
  }
}
