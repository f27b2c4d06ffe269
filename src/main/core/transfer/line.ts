import type { Attempt, DeliveryKind, HeaderPair, Reason, Verdict } from '#shared/models.ts'

/** The first line of an export. A reader refuses a version that it does not know. */
export const HEADER = { format: 'webhook-inspector', version: 1 } as const

/** One delivery as a line of an export: all that it takes to store it again, to the byte. */
export interface DeliveryLine {
  readonly id: string
  readonly kind: DeliveryKind
  readonly receivedAt: number
  readonly method: string
  readonly target: string
  readonly httpVersion: string
  readonly remoteAddress: string | null
  readonly headers: readonly HeaderPair[]
  readonly trailers: readonly HeaderPair[]
  /** Present where values of headers or of the query were left out because they let somebody in. */
  readonly redacted?: true | undefined
  /** The body as text where it is UTF-8 and that is the shorter way; `bodyBase64` otherwise. */
  readonly body?: string | undefined
  readonly bodyBase64?: string | undefined
  /** Bytes that arrived: more than the body has where only its beginning was kept. */
  readonly bodyBytes: number
  readonly bodyComplete: boolean
  readonly verdict: Verdict
  readonly reason: Reason | null
  readonly status: number | null
  readonly webhookId: string | null
  readonly triggerPoint: string | null
  readonly decision: 'ALLOW' | 'DENY' | null
  readonly sample: boolean
  /** Null where the endpoint has been removed since. */
  readonly endpoint: { readonly name: string; readonly path: string } | null
}

/** What a user added to an event. Stands after the event's last delivery, like its attempts. */
export interface MarkLine {
  readonly event: string
  readonly starred: boolean
  readonly note: string | null
}

export interface AttemptLine {
  readonly attempt: Attempt
  /** The body as sent, where it was not the event's own. */
  readonly requestBody?: string | undefined
}

export type Line = DeliveryLine | MarkLine | AttemptLine

/** Names of what lets in whoever has it. The signature of a webhook does not: it proves one body, and is needed to check it. */
const SECRET_HEADER =
  /authorization$|auth$|cookie|token|secret|passw|credential|session|bearer|jwt|csrf|xsrf|(?:api|access|auth)-?key|[-_]key$/i

export const isSecretHeader = ([name]: HeaderPair): boolean => SECRET_HEADER.test(name)

/** A path with its query as it may leave the app: parameters are judged by their names, like headers. */
export const redactTarget = (target: string): string =>
  target.replaceAll(/([?&])([^=&#]+)=[^&#]*/g, (whole, mark: string, name: string) =>
    SECRET_HEADER.test(name) || /^(?:key|sig|signature)$/i.test(name) ? `${mark}${name}=[redacted]` : whole
  )

/** Headers as they may leave the app. */
export const redactHeaders = (headers: readonly HeaderPair[]): HeaderPair[] =>
  headers.map((pair) => (isSecretHeader(pair) ? [pair[0], '[redacted]'] : pair))
