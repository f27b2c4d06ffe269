import { isUtf8 } from 'node:buffer'
import type { HeaderPair } from '#shared/models.ts'
import { headersToSend, isSetBySigning } from '../forwarding/outgoing.ts'
import { decodeContent } from '../receiver/content-coding.ts'
import type { StoredDelivery } from '../store/deliveries.ts'
import { isSecretHeader } from '../transfer/line.ts'

/** An event as it is written into code that sends it. */
export interface CopiedEvent {
  readonly id: string
  readonly type: string
  readonly target: string
  readonly method: string
  readonly webhookId: string
  /** Without those of the connection, of the signature, and without what lets somebody in. */
  readonly headers: readonly HeaderPair[]
  readonly body: Uint8Array
}

/**
 * Headers that may stand in a copy; those of the signature are added by whoever signs. `accept-encoding` would
 * bring an answer that neither curl nor Python unpacks.
 */
export const copiedHeaders = (headers: readonly HeaderPair[]): HeaderPair[] =>
  headersToSend(headers).filter(
    (pair) => !isSetBySigning(pair[0]) && !isSecretHeader(pair) && pair[0].toLowerCase() !== 'accept-encoding'
  )

/** For code, which holds text: with the content coding undone, where there was one. */
export function asText(
  event: CopiedEvent,
  delivery: StoredDelivery
): CopiedEvent & { readonly text: string | null } {
  const decoded = decodeContent(delivery.headers, event.body, LARGEST_DECODED_BYTES)
  const body = decoded?.body ?? event.body
  const headers = decoded
    ? event.headers.filter(([name]) => name.toLowerCase() !== 'content-encoding')
    : event.headers
  return {
    ...event,
    body,
    headers,
    text: isUtf8(body) ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(body) : null
  }
}
const LARGEST_DECODED_BYTES = 100_000_000
