import type { DeliveryKind, HeaderPair } from '#shared/models.ts'
import { decodeContent } from '../receiver/content-coding.ts'
import type { SignatureHeaders } from '../signatures/scalekit.ts'

/** Interceptor calls are a few KB. What is larger is not read just to find out whether it is one. */
const LARGEST_CALL_BYTES = 1_000_000
const LONGEST_TRIGGER = 300

export interface RequestKind {
  readonly kind: DeliveryKind
  readonly triggerPoint: string | null
}

const WEBHOOK: RequestKind = { kind: 'webhook', triggerPoint: null }

/**
 * Tells an interceptor call by its signature headers or, in a request that is signed in neither way, by the
 * `trigger_point` in its body. Reads no body of what is signed as a webhook.
 */
export function kindOf(
  signature: SignatureHeaders,
  headers: readonly HeaderPair[],
  body: Uint8Array
): RequestKind {
  // A stray header of the other family must not make something else of a request that is signed.
  if (hasAll(signature, 'webhook') && !hasAll(signature, 'interceptor')) return WEBHOOK
  if (hasAny(signature, 'interceptor')) return { kind: 'interceptor', triggerPoint: triggerOf(headers, body) }
  if (hasAny(signature, 'webhook')) return WEBHOOK
  const triggerPoint = triggerOf(headers, body)
  return triggerPoint === null ? WEBHOOK : { kind: 'interceptor', triggerPoint }
}

const hasAll = (signature: SignatureHeaders, kind: DeliveryKind): boolean =>
  signature[`${kind}-id`] !== undefined &&
  signature[`${kind}-timestamp`] !== undefined &&
  signature[`${kind}-signature`] !== undefined

const hasAny = (signature: SignatureHeaders, kind: DeliveryKind): boolean =>
  signature[`${kind}-id`] !== undefined ||
  signature[`${kind}-timestamp`] !== undefined ||
  signature[`${kind}-signature`] !== undefined

function triggerOf(headers: readonly HeaderPair[], body: Uint8Array): string | null {
  if (body.length === 0 || body.length > LARGEST_CALL_BYTES) return null
  const shown = decodeContent(headers, body, LARGEST_CALL_BYTES)?.body ?? body
  try {
    const payload: unknown = JSON.parse(
      Buffer.from(shown.buffer, shown.byteOffset, shown.byteLength).toString()
    )
    if (typeof payload !== 'object' || payload === null || !('trigger_point' in payload)) return null
    const { trigger_point: trigger } = payload
    return typeof trigger === 'string' && trigger !== '' ? trigger.slice(0, LONGEST_TRIGGER) : null
  } catch {
    return null // Not JSON, so not a call.
  }
}
