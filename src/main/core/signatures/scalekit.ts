import { isUtf8 } from 'node:buffer'
import { timingSafeEqual } from 'node:crypto'
import { messageOf } from '#shared/errors.ts'
import type { DeliveryKind, ReasonCode } from '#shared/models.ts'
import { hmacOf, signingKey } from './sign.ts'

/** The headers that webhooks and interceptor calls are signed with, as far as a request has them. */
export type SignatureHeaders = {
  readonly [name in `${DeliveryKind}-${'id' | 'timestamp' | 'signature'}`]?: string | undefined
}

export type SdkVerdict =
  { readonly ok: true } | { readonly ok: false; readonly code: ReasonCode; readonly message: string }

export interface SdkVerifier {
  /** Judges as the official SDK does, by the clock of that moment; as a webhook unless told otherwise. Never throws. */
  verify(
    secret: string,
    headers: SignatureHeaders,
    body: Uint8Array,
    atMs: number,
    kind?: DeliveryKind,
    /** The body came with a content coding: where it is no text, its bytes are what was signed. */
    isCoded?: boolean
  ): SdkVerdict
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
    verify(secret, headers, body, atMs, kind = 'webhook', isCoded = false) {
      try {
        // The SDK looks for each name itself; that one may be missing, its type does not say.
        const given = headers as Record<string, string>
        const payload = textOf(body)
        atTime(atMs, () =>
          kind === 'interceptor'
            ? client.verifyInterceptorPayload(secret, given, payload)
            : client.verifyWebhookPayload(secret, given, payload)
        )
        return { ok: true }
      } catch (error) {
        const message = messageOf(error)
        // It came as far as the digest, and hashed text: bytes that are none it cannot check.
        if (
          message === 'Invalid Signature' &&
          isCoded &&
          !isUtf8(body) &&
          fitsBytes(secret, headers, body, kind)
        )
          return { ok: true }
        return { ok: false, code: CODE_BY_MESSAGE[message] ?? 'invalid_signature', message }
      }
    }
  }
}

/** Whether one of the signatures is over the bytes themselves. Everything before that the SDK has checked. */
function fitsBytes(secret: string, headers: SignatureHeaders, body: Uint8Array, kind: DeliveryKind): boolean {
  const key = signingKey(secret)
  if (!key) return false
  const seconds = Number.parseInt(headers[`${kind}-timestamp`] ?? '', 10)
  const digest = hmacOf(key, `${headers[`${kind}-id`] ?? ''}.${seconds}.`, body)
  return (headers[`${kind}-signature`] ?? '').split(' ').some((entry) => {
    const [version, signature = ''] = entry.split(',')
    const given = Buffer.from(signature, 'base64')
    return version === 'v1' && given.length === digest.length && timingSafeEqual(given, digest)
  })
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
