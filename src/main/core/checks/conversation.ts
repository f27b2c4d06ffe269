import { randomBytes } from 'node:crypto'
import type { Exchange } from '#shared/check-models.ts'
import type { HeaderPair } from '#shared/models.ts'
import { send } from '../forwarding/send.ts'
import type { CheckedTarget } from '../forwarding/target.ts'
import type { Clock } from '../ports.ts'
import { signWebhook } from '../signatures/sign.ts'

/** What a probe says to the handler. Every request is noted with its answer; none ever rejects. */
export interface Conversation {
  readonly target: URL
  now(): number
  /** Signed as Scalekit signs, but for the change. */
  deliver(what: string, body: Payload, change?: Change): Promise<Exchange>
  request(what: string, request: PlainRequest): Promise<Exchange>
  /** Whether it got as far as the handler; there may be nothing there any more. */
  hasLeft(exchange: Exchange): boolean
  /** Of this probe, in the order of sending. */
  readonly exchanges: readonly Exchange[]
  /** Of all probes so far. */
  readonly all: readonly Exchange[]
}

/** Text goes as it is, anything else as compact JSON. */
export type Payload = string | Readonly<Record<string, unknown>>

export interface Change {
  /** The delivery id; a new one without it. */
  readonly id?: string
  /** Who signs; the secret that the handler knows without it. */
  readonly secret?: string
  /** The time in the timestamp. */
  readonly at?: number
  /** What the signature is made over where that is not the body. */
  readonly signedText?: string
  /** Replaces the three signature headers. */
  headers?(signed: readonly HeaderPair[]): readonly HeaderPair[]
}

export interface PlainRequest {
  readonly method: 'GET' | 'POST'
  readonly headers: readonly HeaderPair[]
  readonly body: string
}

const KEPT_OF_BODY = 64 * 1024
const SIGNATURE_SHOWN = 11

export const newDeliveryId = (): string => `msg_${randomBytes(16).toString('hex')}`

/** The conversation of one check with its target; `about` opens the part of one probe. */
export function openConversation(parts: {
  readonly target: CheckedTarget
  readonly secret: string
  readonly clock: Clock
  readonly signal: AbortSignal
}): { about(probeId: string): Conversation } {
  const { target, secret, clock, signal } = parts
  const all: Exchange[] = []
  const unsent = new WeakSet<Exchange>()

  const about = (probeId: string): Conversation => {
    const exchanges: Exchange[] = []
    const request: Conversation['request'] = async (what, { method, headers, body }) => {
      const bytes = Buffer.from(body)
      const sent: HeaderPair[] = [
        ['content-type', 'application/json'],
        ['user-agent', 'webhook-inspector'],
        ...headers,
        ['webhook-inspector-check', probeId]
      ]
      const result = await send(target, { method, headers: sent, body: bytes, warning: null }, signal)
      const hide = hider(secret, sent)
      const isStopped = signal.aborted && result.outcome === 'failed'
      const exchange: Exchange = {
        what,
        requestHeaders: sent.map(([name, value]) => [name, hide(value)]),
        requestBody: body.slice(0, KEPT_OF_BODY),
        requestBytes: bytes.byteLength,
        status: result.status,
        durationMs: result.durationMs,
        error: isStopped ? 'The check was stopped before an answer came.' : result.error,
        responseHeaders: result.responseHeaders.map(([name, value]) => [name, hide(value)]),
        responseBody: result.responseBody === null ? null : hide(result.responseBody)
      }
      if (result.connectMs === null || result.connectMs === undefined) unsent.add(exchange)
      exchanges.push(exchange)
      all.push(exchange)
      return exchange
    }
    return {
      target: target.url,
      now: () => clock.now(),
      exchanges,
      all,
      request,
      hasLeft: (exchange) => !unsent.has(exchange),
      deliver(what, payload, change = {}) {
        const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
        const { id = newDeliveryId(), at = clock.now(), signedText = body } = change
        const signed = Object.entries(
          signWebhook(change.secret ?? secret, id, at, Buffer.from(signedText))
        ) satisfies HeaderPair[]
        return request(what, { method: 'POST', headers: change.headers?.(signed) ?? signed, body })
      }
    }
  }
  return { about }
}

/** Shortens signatures and removes the secret, also where a talkative error page of the handler quotes them. */
function hider(secret: string, sent: readonly HeaderPair[]): (text: string) => string {
  const signatures = sent
    .filter(([name]) => name.toLowerCase() === 'webhook-signature')
    .flatMap(([, value]) => value.split(' '))
  return (text) =>
    signatures
      .reduce((hidden, one) => hidden.replaceAll(one, `${one.slice(0, SIGNATURE_SHOWN)}…`), text)
      .replaceAll(secret.slice(secret.indexOf('_') + 1), '…')
}
