import { messageOf } from '#shared/errors.ts'
import type { ReasonCode } from '#shared/models.ts'

/** The three headers that the scheme signs with; undefined where the request lacks one. */
export interface SignatureHeaders {
  readonly 'webhook-id': string | undefined
  readonly 'webhook-timestamp': string | undefined
  readonly 'webhook-signature': string | undefined
}

export type SdkVerdict =
  { readonly ok: true } | { readonly ok: false; readonly code: ReasonCode; readonly message: string }

export interface SdkVerifier {
  /** Judges as the official SDK does, by the clock of that moment. Never throws. */
  verify(secret: string, headers: SignatureHeaders, body: Uint8Array, atMs: number): SdkVerdict
}

const CODE_BY_MESSAGE: Readonly<Record<string, ReasonCode>> = {
  'Missing required headers': 'missing_headers',
  'Invalid secret': 'invalid_secret',
  'Invalid Signature Headers': 'invalid_headers',
  'Message timestamp too old': 'too_old',
  'Message timestamp too new': 'too_new',
  'Invalid Signature': 'invalid_signature'
}

/**
 * Loads the SDK, which takes a quarter of a second and so happens after the receiver listens. Its client
 * wants credentials for calls that are never made here: checking a signature is offline.
 */
export async function loadScalekitVerifier(): Promise<SdkVerifier> {
  const { ScalekitClient } = await import('@scalekit-sdk/node')
  const client = new ScalekitClient('https://localhost.invalid', 'not-used', 'not-used')
  return {
    verify(secret, headers, body, atMs) {
      try {
        const present = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
        atTime(atMs, () => client.verifyWebhookPayload(secret, present, textOf(body)))
        return { ok: true }
      } catch (error) {
        const message = messageOf(error)
        return { ok: false, code: CODE_BY_MESSAGE[message] ?? 'invalid_signature', message }
      }
    }
  }
}

/**
 * Runs synchronous code by another clock. The SDK compares a timestamp with `Date.now()` and takes no time
 * of its own, while a delivery is judged by its receipt, however much later its secret becomes known.
 */
function atTime(ms: number, run: () => void): void {
  const now = Date.now
  Date.now = () => ms
  try {
    run()
  } finally {
    Date.now = now
  }
}

/** As a handler would read it; bytes that are no UTF-8 turn into replacement characters, and so fail as they do there. */
const textOf = (body: Uint8Array): string =>
  Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString()
