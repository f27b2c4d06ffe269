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
  kind: z.enum(['signing', 'sample', 'ngrok']),
  /** The endpoint that a signing secret belongs to; null for the other kinds. */
  endpointId: z.string().nullable(),
  label: z.string(),
  lastFour: z.string(),
  /** `session` secrets come from the command line or the environment and are forgotten at exit. */
  origin: z.enum(['stored', 'session']),
  /** False when the operating system's keychain could no longer open it. */
  usable: z.boolean(),
  addedAt: z.int()
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
  warning: z.string().nullable()
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
  /** True when a later event of the same entity was here before it. */
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
  /** The event before this one of the same entity, if any. */
  previousId: z.string().nullable(),
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

export const DiffKind = z.enum(['added', 'removed', 'changed', 'moved', 'retyped'])
export type DiffKind = z.infer<typeof DiffKind>

/**
 * How a `retyped` row says the same fact. `name_case`: the name's case alone, `before` and `after` are the two
 * names. `number_form`: `1` for `1.0`. `unassigned`: missing, null and `[]`, one state to RFC 7643 §2.5.
 * `wrapped`: a value by itself, in a list of one or in `{value}`; several in one text. `as_text`: `"True"` for `true`.
 */
export const DiffNote = z.enum(['name_case', 'number_form', 'unassigned', 'wrapped', 'as_text'])
export type DiffNote = z.infer<typeof DiffNote>

export const DiffRow = z.object({
  /** RFC 6901 JSON Pointer into the later event's body; into the earlier one's for what was removed. */
  pointer: z.string(),
  /** The same path for people: array members by identity, URN keys in brackets. */
  label: z.string(),
  kind: DiffKind,
  /** Set when retyped. */
  note: DiffNote.optional(),
  /** Where it was before; set when moved. */
  from: z.object({ pointer: z.string(), label: z.string() }).optional(),
  /** Pointer to its place in the earlier event's body (`…/-`: the end of that array), where `pointer` is another. */
  place: z.string().optional(),
  /** JSON values; absent sides are null. Numbers that JavaScript cannot hold exactly arrive as their digits. */
  before: z.json(),
  after: z.json(),
  /** The same two as JSON text, indented, exact to the digit; null for an absent side. */
  beforeText: z.string().nullable(),
  afterText: z.string().nullable()
})
export type DiffRow = z.infer<typeof DiffRow>

export const ReceiverStatus = z.object({
  state: z.enum(['stopped', 'starting', 'listening', 'failed']),
  /** `http://127.0.0.1:PORT`, null unless listening. */
  url: z.string().nullable(),
  /** Set when the wanted port was taken: which one, so that the page can say so. */
  busyPort: z.int().nullable(),
  /** Why it failed and what to do; null otherwise. */
  reason: z.string().nullable()
})
export type ReceiverStatus = z.infer<typeof ReceiverStatus>

export const TunnelStatus = z.object({
  state: z.enum(['stopped', 'starting', 'online', 'reconnecting', 'failed']),
  /** Set while `online` or `reconnecting`. */
  publicUrl: z.string().nullable(),
  /** When the current state began. */
  since: z.int(),
  /** `ERR_NGROK_…` or one of our own codes; set while failed or reconnecting. */
  code: z.string().nullable(),
  /** What happened, one sentence; also what is being waited for while starting. */
  reason: z.string().nullable(),
  /** What the user can do about it. */
  action: z.string().nullable(),
  /** Round trip of the last self-test through the public URL. */
  latencyMs: z.number().nullable()
})
export type TunnelStatus = z.infer<typeof TunnelStatus>

export const StoreStatus = z.object({
  state: z.enum(['ok', 'failed']),
  reason: z.string().nullable()
})
export type StoreStatus = z.infer<typeof StoreStatus>

/** The chain public URL → tunnel → receiver → disk, each link with its true state. */
export const ListeningStatus = z.object({
  receiver: ReceiverStatus,
  tunnel: TunnelStatus,
  store: StoreStatus,
  /** The address to give the provider: public when the tunnel is online, else local; null when stopped. */
  copyUrl: z.string().nullable(),
  /** Where an authtoken would come from if the tunnel were started now; null when there is none. */
  authtoken: z.enum(['stored', 'environment']).nullable()
})
export type ListeningStatus = z.infer<typeof ListeningStatus>

/** What is kept. Null means no limit. Starred events are exempt from all of it. */
export const Retention = z.object({
  /** Events older than this, in days, are deleted. */
  maxAgeDays: z.int().min(1).max(3_650).nullable(),
  maxEvents: z.int().min(100).max(5_000_000).nullable(),
  /** Size of the stored bodies of events, in bytes. */
  maxBytes: z.int().min(10_000_000).nullable(),
  /** Deliveries without an event: rejected, unchecked and interceptor calls, each kind for itself. */
  maxUnverified: z.int().min(10).max(1_000_000)
})
export type Retention = z.infer<typeof Retention>

export const Settings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** Path offered in the copied URL. */
  webhookPath: z
    .string()
    .max(2_000)
    .regex(/^\/[!-~]*$/, 'A path starts with / and has no spaces or letters beyond ASCII.'),
  /** Where Replay sends; null until one was chosen. */
  replayTarget: z.string().max(2_000).nullable(),
  /** A reserved ngrok domain; null lets ngrok assign one. */
  ngrokDomain: z
    .string()
    .max(253)
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'A domain looks like name.ngrok-free.app.')
    .nullable(),
  /** Largest body that is kept whole, in bytes. */
  bodyLimit: z.int().min(1_000).max(100_000_000),
  retention: Retention
})
export type Settings = z.infer<typeof Settings>

export const Stats = z.object({
  seq: z.int(),
  events: z.int(),
  verified: z.int(),
  rejected: z.int(),
  unchecked: z.int(),
  /** Interceptor calls, whatever their verdict; the three before count webhooks only. */
  interceptors: z.int(),
  /** Deliveries whose text is not in the search index yet; a search reads those one by one. */
  unindexed: z.int(),
  /** Size of the database on disk, write-ahead log included. */
  databaseBytes: z.int()
})
export type Stats = z.infer<typeof Stats>

export const SampleType = z.object({
  type: z.string(),
  category: z.string(),
  description: z.string(),
  /** `documented`, `legacy`, … as the catalogue has it. */
  status: z.string(),
  variants: z.array(z.string())
})
export type SampleType = z.infer<typeof SampleType>

export const AppInfo = z.object({
  version: z.string(),
  host: z.enum(['electron', 'browser']),
  dataDir: z.string(),
  vault: z.object({ kind: z.string(), secure: z.boolean(), note: z.string().nullable() }),
  /** What happened at the start that the user should know, e.g. where a damaged database is kept. */
  notices: z.array(z.string())
})
export type AppInfo = z.infer<typeof AppInfo>

/** What an interceptor call is answered: the body of a 200. */
export const Decision = z.object({
  decision: z.enum(['ALLOW', 'DENY']),
  /** Shown to the user who is denied; null for the provider's generic text. */
  message: z.string().max(1_000).nullable(),
  /** What the trigger allows to return with ALLOW, e.g. `{"claims":{}}`; null for nothing. */
  response: z.record(z.string(), z.json()).nullable()
})
export type Decision = z.infer<typeof Decision>

const answerStatus = z.int().min(200).max(599)

/** A way in: a path prefix with secrets, forward targets and answers of its own. */
export const Endpoint = z.object({
  id: z.string(),
  name: z.string(),
  /** Whole path segments: `/hooks` takes `/hooks` and `/hooks/a`, not `/hooksa`. The longest that fits wins. */
  path: z.string(),
  /** Verified events are handed on live to each of these loopback or private URLs. */
  forwardTargets: z.array(z.string()),
  /** The status that the sender gets, by verdict. */
  answers: z.object({ verified: answerStatus, unchecked: answerStatus, rejected: answerStatus }),
  /** By trigger point; one that is not listed is answered ALLOW. */
  decisions: z.record(z.string(), Decision),
  createdAt: z.int()
})
export type Endpoint = z.infer<typeof Endpoint>

/** How many events there are by what they have in common. Counted as they are stored, the largest first. */
export const Facets = z.object({
  seq: z.int(),
  types: z.array(z.object({ type: z.string(), canonicalType: z.string(), count: z.int() })),
  organizations: z.array(z.object({ id: z.string(), name: z.string().nullable(), count: z.int() })),
  endpoints: z.array(z.object({ id: z.string(), count: z.int() })),
  flags: z.object({
    starred: z.int(),
    replayed: z.int(),
    retried: z.int(),
    conflict: z.int(),
    late: z.int(),
    sample: z.int(),
    noted: z.int()
  })
})
export type Facets = z.infer<typeof Facets>

/** One bar: what was received in the span that begins at `at`. */
export const HistogramBar = z.object({ at: z.int(), events: z.int(), rejected: z.int(), unchecked: z.int() })
export type HistogramBar = z.infer<typeof HistogramBar>
