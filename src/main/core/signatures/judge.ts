import type { DeliveryKind, HeaderPair, Reason, Verdict } from '#shared/models.ts'
import type { SdkVerdict, SdkVerifier, SignatureHeaders } from './scalekit.ts'

/** A signing secret in the open, inside the main process only. */
export interface SigningSecret {
  readonly id: string
  readonly label: string
  readonly lastFour: string
  readonly value: string
  /** Whose deliveries it explains; null for the sample secret, which explains its own everywhere. */
  readonly endpointId: string | null
  /** The app's own secret, which signs samples and nothing else. */
  readonly sample: boolean
}

/** What a signature is checked over, and when. */
export interface Signed {
  readonly kind: DeliveryKind
  readonly signature: SignatureHeaders
  readonly body: Uint8Array
  readonly receivedAt: number
  /** The body came with a content coding. */
  readonly isCoded: boolean
}

export interface Judgement {
  readonly verdict: Verdict
  readonly reason: Reason | null
  readonly secretId: string | null
  readonly sample: boolean
}

/**
 * Decides what a delivery is by the secrets of its endpoint: verified by the first that explains it, unchecked
 * while the user has stored none, otherwise rejected with the most telling of the SDK's refusals.
 */
export function judge(
  verifier: SdkVerifier,
  secrets: readonly SigningSecret[],
  { kind, signature, body, receivedAt, isCoded }: Signed
): Judgement {
  const refusals: Extract<SdkVerdict, { ok: false }>[] = []
  for (const secret of secrets) {
    const result = verifier.verify(secret.value, signature, body, receivedAt, kind, isCoded)
    if (result.ok) return { verdict: 'verified', reason: null, secretId: secret.id, sample: secret.sample }
    if (!secret.sample) refusals.push(result)
  }
  // A malformed secret says nothing about the delivery when another one was at least tried.
  const refusal = refusals.find((one) => one.code !== 'invalid_secret') ?? refusals[0]
  if (refusal) {
    const { code, message } = refusal
    return { verdict: 'rejected', reason: { code, message }, secretId: null, sample: false }
  }
  const reason: Reason = { code: 'no_secret', message: 'No signing secret is stored for this endpoint yet' }
  return { verdict: 'unchecked', reason, secretId: null, sample: false }
}

const SIGNATURE_HEADER = /^(?:webhook|interceptor)-(?:id|timestamp|signature)$/

/** The scheme's headers out of all, joined as Node joins repeated ones, which is what a handler sees. */
export function signatureHeadersOf(headers: readonly HeaderPair[]): SignatureHeaders {
  const found: Record<string, string> = {}
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    if (!SIGNATURE_HEADER.test(key)) continue
    const before = found[key]
    found[key] = before === undefined ? value : `${before}, ${value}`
  }
  return found
}

export const isCoded = (headers: readonly HeaderPair[]): boolean =>
  headers.some(([name]) => name.length === 16 && name.toLowerCase() === 'content-encoding')
