import { randomUUID } from 'node:crypto'
import { currentTypeName, legacyTypeName } from '#shared/event-types.ts'
import { AppError } from '#shared/errors.ts'
import { isForwardingHeader, namedByConnection } from '#shared/forwarding-headers.ts'
import type { HeaderPair } from '#shared/models.ts'
import { signWebhook } from '../signatures/sign.ts'

/** A request as it will be sent, all but the connection's own headers. */
export interface OutgoingRequest {
  readonly method: string
  readonly headers: HeaderPair[]
  readonly body: Uint8Array
  readonly warning: string | null
}

/** A captured request that is to be sent on. */
export interface Captured {
  readonly eventId: string
  readonly type: string
  readonly method: string
  readonly receivedAt: number
  readonly headers: readonly HeaderPair[]
  readonly body: Uint8Array
}

export interface SendingOptions {
  readonly mode: 'resign' | 'verbatim'
  readonly deliveryId: 'same' | 'new'
  readonly typeNames: 'asSent' | 'legacy' | 'current'
  /** Whether a header names the event that is repeated; true unless it is said. */
  readonly marker?: boolean
}

/** Belongs to one connection (RFC 9110 §7.6.1) or is made anew by the client. */
const CONNECTION_HEADERS = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'content-length',
  'expect'
])
const SIGNATURE_HEADERS = new Set(['webhook-id', 'webhook-timestamp', 'webhook-signature'])
const WINDOW_MS = 300_000

/** Headers that belong to the way a request came, or that whoever sends it sets. */
export const isSetBySending = (name: string): boolean => {
  const key = name.toLowerCase()
  return CONNECTION_HEADERS.has(key) || isForwardingHeader(key)
}
/** Headers that go on with a delivery. */
export function headersToSend(headers: readonly HeaderPair[]): HeaderPair[] {
  const named = namedByConnection(headers)
  return headers.filter(([name]) => !isSetBySending(name) && !named.has(name.toLowerCase()))
}
/** Headers that a fresh signature sets. */
export const isSetBySigning = (name: string): boolean => SIGNATURE_HEADERS.has(name.toLowerCase())

/**
 * Turns a captured delivery into the request to send: freshly signed, because every SDK refuses a timestamp
 * older than five minutes, or verbatim. A marker header names the event it repeats.
 */
export function buildOutgoing(
  captured: Captured,
  options: SendingOptions,
  secret: string | null,
  now: number,
  /** The delivery id where a new one is asked for; random where there is none. */
  newId = `msg_${randomUUID().replaceAll('-', '')}`
): OutgoingRequest {
  const key = checkOptions(options, secret)
  const kept = headersToSend(captured.headers)
  const marker: HeaderPair[] =
    options.marker === false ? [] : [['webhook-inspector-replay-of', asHeaderValue(captured.eventId)]]
  if (key === null) {
    const isStale = now - captured.receivedAt > WINDOW_MS
    return {
      method: captured.method,
      headers: [...kept, ...marker],
      body: captured.body,
      warning: isStale
        ? 'Its signature is more than five minutes old, so a handler that verifies will refuse it.'
        : null
    }
  }
  const body = renameType(captured, options.typeNames)
  const ownId = captured.headers.find(([name]) => name.toLowerCase() === 'webhook-id')?.[1]
  const id = options.deliveryId === 'same' && ownId ? ownId : newId
  return {
    method: captured.method,
    headers: [
      ...kept.filter(([name]) => !isSetBySigning(name)),
      ...Object.entries(signWebhook(key, id, now, body)),
      ...marker
    ],
    body,
    warning: null
  }
}

/** Ids are whatever the payload says: percent-encoded where no header could have it. */
const asHeaderValue = (id: string): string => id.toWellFormed().replace(/[^!-~]+/g, encodeURIComponent)

/** The secret to sign with, null to send verbatim. Throws for what cannot be sent that way, whatever the event. */
export function checkOptions(options: SendingOptions, secret: string | null): string | null {
  if (options.mode === 'verbatim') {
    if (options.deliveryId === 'same' && options.typeNames === 'asSent') return null
    throw new AppError(
      'invalid_input',
      'Verbatim sends what arrived, so it cannot take a new delivery id or another type name. Choose freshly signed instead.'
    )
  }
  if (secret !== null) return secret
  throw new AppError('conflict', "There is no signing secret to sign with. Add your endpoint's secret first.")
}

/** The body with its type's legacy or current name; every other byte stays. */
function renameType({ type, body }: Captured, names: SendingOptions['typeNames']): Uint8Array {
  const wanted = { asSent: type, current: currentTypeName(type), legacy: legacyTypeName(type) }[names]
  if (wanted === null)
    throw new AppError('invalid_input', `${type} never had a legacy name. Send it as it is.`)
  if (wanted === type) return body
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')
  const written = JSON.stringify(type)
  // The same words may stand deeper in the body as well; only the one that changes the payload's own type will do.
  for (let at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + 1)) {
    const renamed = text.slice(0, at) + JSON.stringify(wanted) + text.slice(at + written.length)
    if (typeOf(renamed) === wanted) return Buffer.from(renamed, 'utf8')
  }
  throw new AppError(
    'invalid_input',
    'The type in this body is written in a way that cannot be renamed. Send it as it is.'
  )
}

function typeOf(json: string): unknown {
  const payload: unknown = JSON.parse(json)
  return typeof payload === 'object' && payload !== null && 'type' in payload ? payload.type : undefined
}
