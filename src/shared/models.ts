import { z } from 'zod'

/** Shapes that cross the transport. Times are integer milliseconds UTC, sizes are bytes. */

export const Verdict = z.enum(['verified', 'rejected', 'unchecked'])
export type Verdict = z.infer<typeof Verdict>

/**
 * Why a delivery is not verified. The first six are the SDK's own refusals, one code per message it throws;
 * the rest happen before a signature can be checked. `imported`: another app checked it, this one cannot yet.
 */
export const ReasonCode = z.enum([
  'missing_headers',
  'invalid_secret',
  'invalid_headers',
  'too_old',
  'too_new',
  'invalid_signature',
  'no_secret',
  'too_large',
  'aborted',
  'imported'
])
export type ReasonCode = z.infer<typeof ReasonCode>

export const Reason = z.object({ code: ReasonCode, message: z.string() })
export type Reason = z.infer<typeof Reason>

/** What a request is: a webhook that carries an event, or an interceptor call that waits for a decision. */
export const DeliveryKind = z.enum(['webhook', 'interceptor'])
export type DeliveryKind = z.infer<typeof DeliveryKind>

/** One inbound HTTP request, light enough for a list row. */
export const DeliverySummary = z.object({
  /** `del_` and a number that grows with the time of receipt. */
  id: z.string(),
  kind: DeliveryKind,
  /** The endpoint whose path the request was sent to. */
  endpointId: z.string(),
  receivedAt: z.int(),
  method: z.string(),
  /** Path and query exactly as sent. */
  target: z.string(),
  verdict: Verdict,
  /** Null when verified. */
  reason: Reason.nullable(),
  /** What the sender was answered; null when it hung up before an answer. */
  status: z.int().nullable(),
  bodyBytes: z.int(),
  webhookId: z.string().nullable(),
  /** The event this delivery carried; only ever set on a verified delivery. */
  eventId: z.string().nullable(),
  /** The `type` its body claims, proven only when `verdict` is `verified`. */
  claimedType: z.string().nullable(),
  /** `trigger_point` of an interceptor call. */
  triggerPoint: z.string().nullable(),
  /** What an interceptor call was answered; null for a webhook, and for a call that got no decision. */
  decision: z.enum(['ALLOW', 'DENY']).nullable(),
  /** True when it carried a known event id with another body than the event shows. */
  conflict: z.boolean(),
  remoteAddress: z.string().nullable()
})
export type DeliverySummary = z.infer<typeof DeliverySummary>

export const HeaderPair = z.tuple([z.string(), z.string()])
export type HeaderPair = z.infer<typeof HeaderPair>

/** A stored secret as the page may see it: never its value. */
export const SecretSummary = z.object({
  id: z.string(),
  /** `scalekit` is the client secret of API credentials. */
  kind: z.enum(['signing', 'sample', 'ngrok', 'scalekit']),
  /** The endpoint that a signing secret belongs to; null for the other kinds. */
  endpointId: z.string().nullable(),
  label: z.string(),
  lastFour: z.string(),
  /** `session` secrets come from the command line or the environment and are forgotten at exit. */
  origin: z.enum(['stored', 'session']),
  /** False when the operating system's keychain could no longer open it. */
  usable: z.boolean(),
  addedAt: z.int(),
  /** Deliveries that a signing secret has verified, and the receipt of the latest of them. */
  verified: z.int(),
  lastVerifiedAt: z.int().nullable()
})
export type SecretSummary = z.infer<typeof SecretSummary>

/** One thing that may be the matter with a delivery, what shows it, and what to do about it. */
export const Cause = z.object({
  code: z.string(),
  title: z.string(),
  evidence: z.array(z.string()),
  /** Null when there is nothing to do. */
  fix: z.string().nullable()
})
export type Cause = z.infer<typeof Cause>

/** Why a delivery was judged as it was. `evidence` and `fix` are those of the likeliest cause. */
export const Explanation = z.object({
  headline: z.string(),
  evidence: z.array(z.string()),
  /** Null when there is nothing to do. */
  fix: z.string().nullable(),
  /** Likeliest first; empty when verified. */
  causes: z.array(Cause),
  /** How the signature came about, step by step; null where it could not be computed. */
  computation: z.array(z.object({ name: z.string(), value: z.string() })).nullable(),
  /** What will go wrong elsewhere although this delivery is as it should be. */
  warnings: z.array(z.string())
})
export type Explanation = z.infer<typeof Explanation>

export const Delivery = DeliverySummary.extend({
  httpVersion: z.string(),
  /** As received: order, case and repetition kept. */
  headers: z.array(HeaderPair),
  trailers: z.array(HeaderPair),
  /** False when the sender hung up or the body went over the limit: then the stored bytes are a beginning only. */
  bodyComplete: z.boolean(),
  /** The secret that verified it. Null when none did, or when it has been removed since. */
  secret: SecretSummary.pick({ id: true, kind: true, label: true, lastFour: true }).nullable(),
  explanation: Explanation
})
export type Delivery = z.infer<typeof Delivery>

export const AttemptOutcome = z.enum(['pending', 'answered', 'failed'])

/** One try to hand an event to a target, with what came back. */
export const Attempt = z.object({
  id: z.string(),
  /** Shared by the attempts of one replay; null for a live forward. */
  replayId: z.string().nullable(),
  kind: z.enum(['replay', 'forward']),
  eventId: z.string(),
  target: z.string(),
  mode: z.enum(['resign', 'verbatim']),
  startedAt: z.int(),
  outcome: AttemptOutcome,
  /** HTTP status of the response, null until there is one. */
  status: z.int().nullable(),
  durationMs: z.number().nullable(),
  /** Why it failed, in words; null otherwise. */
  error: z.string().nullable(),
  requestHeaders: z.array(HeaderPair),
  responseHeaders: z.array(HeaderPair),
  /** The response body as text, up to 64 KiB. */
  responseBody: z.string().nullable(),
  responseTruncated: z.boolean(),
  /** What the sender should know about this attempt, e.g. that a verbatim signature is out of date. */
  warning: z.string().nullable(),
  /** The edited form of the event that was sent; null for the event as it is. */
  variantId: z.string().nullable(),
  /** Whether body or headers were edited before it was sent, kept as a variant or not. */
  edited: z.boolean(),
  /** Milliseconds from the start until connected and until the response began; null where that was not reached. */
  connectMs: z.number().nullable(),
  firstByteMs: z.number().nullable()
})
export type Attempt = z.infer<typeof Attempt>

/** A provider's business fact, verified: one per event id, however often it was delivered. */
export const EventSummary = z.object({
  id: z.string(),
  /** As sent. */
  type: z.string(),
  /** Today's name of a legacy type; the same as `type` otherwise. */
  canonicalType: z.string(),
  /** What happened to the entity, for colour and icon. */
  action: z.enum(['created', 'updated', 'deleted', 'enabled', 'disabled', 'other']),
  object: z.string().nullable(),
  organizationId: z.string().nullable(),
  /** As the latest event that named it has it; null while none did. */
  organizationName: z.string().nullable(),
  environmentId: z.string().nullable(),
  entityId: z.string().nullable(),
  /** Name or e-mail of the entity; its id only when the body has neither. */
  label: z.string().nullable(),
  /** The body's `occurred_at`. */
  occurredAt: z.int().nullable(),
  firstSeenAt: z.int(),
  lastSeenAt: z.int(),
  /** How many verified deliveries carried it. */
  deliveryCount: z.int(),
  /** True when it was signed by the app's own sample secret. */
  sample: z.boolean(),
  /** The endpoint of its first delivery. */
  endpointId: z.string(),
  /** When the provider made the event's id, decoded from it; null for ids that carry no time. */
  idMadeAt: z.int().nullable(),
  /** True when a later event of the same entity was here already as it arrived. */
  late: z.boolean(),
  /** True when a delivery carried the same id with another body. */
  conflict: z.boolean(),
  starred: z.boolean(),
  noted: z.boolean(),
  /** True once it was replayed, whatever the answer. */
  replayed: z.boolean(),
  bodyBytes: z.int(),
  /** The latest attempt to hand it to a target. */
  lastAttempt: Attempt.pick({ kind: true, outcome: true, status: true }).nullable()
})
export type EventSummary = z.infer<typeof EventSummary>

export const EventDetail = EventSummary.extend({
  /** The delivery whose headers and body the event shows: the first one. */
  delivery: Delivery,
  /**
   * What its changes are shown against: the latest earlier event of the same entity and `object` that is no
   * deletion. Null for a first one.
   */
  baseId: z.string().nullable(),
  /** What the user wrote about it. */
  note: z.string().nullable()
})
export type EventDetail = z.infer<typeof EventDetail>

/** A stored body. `content` is the text where the bytes are valid UTF-8, base64 where they are not. */
export const Body = z.object({
  id: z.string(),
  /** Size of the whole body. */
  bytes: z.int(),
  encoding: z.enum(['utf8', 'base64']),
  /** The content codings that were undone to show it, outermost last, as sent (`gzip`); null for the bytes as they arrived. */
  decoded: z.string().nullable(),
  content: z.string(),
  /** Offset of the first byte not in `content`; null at the end. */
  next: z.int().nullable()
})
export type Body = z.infer<typeof Body>
