import { isIP } from 'node:net'
import { isUtf8 } from 'node:buffer'
import { isForwardingHeader } from '#shared/forwarding-headers.ts'
import { JsonTextError, parseJsonText, toJsonText } from '#shared/json-text.ts'
import type { HeaderPair } from '#shared/models.ts'
import type { RedactedEvent } from '#shared/redaction/redactor.ts'
import { createRedactor } from '#shared/redaction/redactor.ts'
import type { Redacted, Redaction } from '#shared/share-models.ts'
import { decodeContent } from '../receiver/content-coding.ts'
import { signWebhook } from '../signatures/sign.ts'
import type { StoredDelivery } from '../store/deliveries.ts'
import { isSecretHeader, type DeliveryLine } from '../transfer/line.ts'
import { openShareKey } from './share-key.ts'
import type { SensitivePaths } from './sensitive-paths.ts'
import { trimJson } from './trim-json.ts'

/** A delivery of an event, and how to take out of it what others must not read. All of it can cross to another thread. */
export interface RedactTask {
  readonly redaction: Redaction
  readonly key: Uint8Array
  readonly delivery: StoredDelivery
  readonly body: Uint8Array
  readonly sample: boolean
  readonly sensitivePaths: SensitivePaths
  /** For a preview: to tell what was replaced, in the beginning of a large body. */
  readonly isPreview: boolean
}

export interface RedactedDelivery {
  readonly line: DeliveryLine
  /** The body in `line`. */
  readonly body: string
  readonly preview: Preview | null
}
export interface Preview {
  /** What the redacted body was made of: the beginning where `isCut`. */
  readonly before: string
  readonly isCut: boolean
  readonly replaced: readonly Redacted[]
}

const HIDDEN = '[redacted]'
const LARGEST_DECODED_BYTES = 100_000_000
/** Made from the body as it was, so that they would tell one body from another, or of the user's own way in. */
const TELLING_HEADER = /^(?:host|origin|referer|etag|content-md5|.*digest|.*signature)$/i
const MOST_REPORTED = 2_000
/** Redacted in some tenths of a second, whatever it is. */
const LONGEST_PREVIEWED = 100_000

/** A delivery as it may be shared: body and headers redacted, signed anew with the secret that the share states. */
export function redactDelivery(task: RedactTask): RedactedDelivery {
  const { redaction, delivery, body, sample } = task
  const { hash, secret } = openShareKey(task.key)
  const redactor = createRedactor(redaction, hash, (type) => task.sensitivePaths.get(type) ?? [])
  const replaced: Redacted[] = []
  const decoded = decodeContent(delivery.headers, body, LARGEST_DECODED_BYTES)
  const whole = toText(decoded?.body ?? body)
  const { text, isCut } = task.isPreview ? beginning(whole) : { text: whole, isCut: false }
  const event = redactor.event(text, (one) => {
    if (task.isPreview && replaced.length < MOST_REPORTED) replaced.push(one)
  })
  const bytes = Buffer.from(event.body)
  const webhookId = delivery.webhookId === null ? null : redactor.id(delivery.webhookId)
  const signed = signAgain(delivery, webhookId, secret, bytes)
  const headers = delivery.headers
    .filter(([name]) => decoded === null || name.toLowerCase() !== 'content-encoding')
    .map(([name, value]): HeaderPair => {
      const key = name.toLowerCase()
      if (key === 'content-length') return [name, String(bytes.length)]
      return [name, signed.get(key) ?? redactHeader(name, value, event)]
    })
  if (task.isPreview) noteHeaders(delivery.headers, headers, signed, replaced)
  return {
    body: event.body,
    preview: task.isPreview ? { before: text, isCut, replaced } : null,
    line: {
      id: delivery.id,
      kind: delivery.kind,
      receivedAt: delivery.receivedAt,
      method: delivery.method,
      target: event.text(withoutValues(delivery.target), 'path'),
      httpVersion: delivery.httpVersion,
      remoteAddress: isOfThisMachine(delivery.remoteAddress) ? delivery.remoteAddress : null,
      headers,
      trailers: delivery.trailers.map(([name, value]) => [name, redactHeader(name, value, event)]),
      redacted: true,
      body: event.body,
      bodyBytes: bytes.length,
      bodyComplete: true,
      verdict: delivery.verdict,
      reason: delivery.reason,
      status: delivery.status,
      webhookId,
      triggerPoint: null,
      decision: null,
      sample,
      // Its name is the user's own; the path of the request finds one on the other side.
      endpoint: null
    }
  }
}

/** What a preview looks at. Text that is not JSON is shared as none. */
function beginning(text: string): { readonly text: string; readonly isCut: boolean } {
  if (text.length <= LONGEST_PREVIEWED) return { text, isCut: false }
  try {
    const { node, isCut } = trimJson(parseJsonText(text.replace(/^\uFEFF/, '')), LONGEST_PREVIEWED)
    return { text: toJsonText(node), isCut }
  } catch (error) {
    if (error instanceof JsonTextError) return { text, isCut: false }
    throw error
  }
}

/** The same headers with an id, a time and a signature that fit together again, by name in lower case. */
function signAgain(
  { headers, receivedAt }: StoredDelivery,
  webhookId: string | null,
  secret: string,
  body: Buffer
): ReadonlyMap<string, string> {
  if (webhookId === null) return new Map()
  const seconds = Number(headers.find(([name]) => name.toLowerCase() === 'webhook-timestamp')?.[1])
  const time = Number.isSafeInteger(seconds) ? seconds * 1000 : receivedAt
  return new Map(Object.entries(signWebhook(secret, webhookId, time, body)))
}

/** A path with the names of its query alone: what a user put there tells of the user. */
const withoutValues = (target: string): string => target.replaceAll(/([?&][^=&#]*=)[^&#]*/g, `$1${HIDDEN}`)

const redactHeader = (name: string, value: string, event: RedactedEvent): string =>
  isSecretHeader([name, value]) || isForwardingHeader(name) || TELLING_HEADER.test(name)
    ? HIDDEN
    : event.text(value, `header ${name}`)

/** Headers that are hidden whole are not among what the redactor tells of; their values are not repeated. */
function noteHeaders(
  before: readonly HeaderPair[],
  after: readonly HeaderPair[],
  signed: ReadonlyMap<string, string>,
  replaced: Redacted[]
): void {
  const hidden = new Set(after.filter(([, value]) => value === HIDDEN).map(([name]) => name))
  for (const [name] of before) {
    if (hidden.has(name))
      replaced.push({ label: `header ${name}`, kind: 'secret', before: '…', after: HIDDEN })
    else if (name.toLowerCase() === 'webhook-signature') {
      const fresh = signed.get('webhook-signature') ?? HIDDEN
      replaced.push({ label: `header ${name}`, kind: 'secret', before: '…', after: fresh })
    }
  }
}

/** Text that is not UTF-8 is no JSON either; then nothing of it is shared. */
const toText = (body: Uint8Array): string => (isUtf8(body) ? new TextDecoder().decode(body) : '\uFFFD')

const isOfThisMachine = (address: string | null): boolean =>
  address !== null && isIP(address) !== 0 && /^(?:127\.|::1$|::ffff:127\.)/.test(address)
