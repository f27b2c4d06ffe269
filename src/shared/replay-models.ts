import { z } from 'zod'
import { DiffRow } from './diff-models.ts'
import { Attempt, HeaderPair } from './models.ts'

/** Shapes that cross the transport, like those in `models.ts`. */

/** How events are sent on. */
export const SendingOptions = z.object({
  mode: z.enum(['resign', 'verbatim']),
  deliveryId: z.enum(['same', 'new']),
  typeNames: z.enum(['asSent', 'legacy', 'current']),
  /** Whether a header names the event that is repeated. */
  marker: z.boolean()
})
export type SendingOptions = z.infer<typeof SendingOptions>

/** When the next event of a replay is due. `gaps` keeps the original ones, `speed` times as fast. */
export const Pace = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fast') }),
  z.strictObject({ kind: z.literal('rate'), perSecond: z.number().min(0.01).max(10_000) }),
  z.strictObject({ kind: z.literal('gaps'), speed: z.number().min(0.01).max(10_000) })
])
export type Pace = z.infer<typeof Pace>

export const ReplayState = z.enum(['running', 'paused', 'interrupted', 'done', 'cancelled'])
export type ReplayState = z.infer<typeof ReplayState>

/** One replay of one or many events to one target. */
export const Replay = SendingOptions.extend({
  id: z.string(),
  target: z.string(),
  /** What is replayed, in words: `48 user_updated found by type:user.*`. */
  what: z.string(),
  /** Whose event is sent first; null where nobody knows any more. */
  label: z.string().nullable(),
  /** How many users, groups and so on its events are of; null for more than were counted. */
  entities: z.int().nullable(),
  /** Where all are of one. */
  organizationName: z.string().nullable(),
  startedAt: z.int(),
  endedAt: z.int().nullable(),
  /** `interrupted`: the app ended while it ran; it can be resumed. */
  state: ReplayState,
  pace: Pace,
  /** How many may wait for their answer at once. */
  concurrency: z.int(),
  total: z.int(),
  /** Attempts that ended: answered 2xx, answered otherwise, and without an answer. */
  accepted: z.int(),
  refused: z.int(),
  failed: z.int(),
  /** Over the last seconds; null while it does not run. */
  perSecond: z.number().nullable(),
  remainingMs: z.int().nullable(),
  /** Its name as a baseline; null for a replay that is none. */
  baseline: z.string().nullable()
})
export type Replay = z.infer<typeof Replay>

/** An attempt with what it sent and how it differs from the attempt before it to the same target. */
export const AttemptDetail = z.object({
  attempt: Attempt,
  /** The body as sent, as text. */
  requestBody: z.string(),
  previous: z
    .object({
      id: z.string(),
      startedAt: z.int(),
      status: z.int().nullable(),
      durationMs: z.number().nullable(),
      error: z.string().nullable(),
      /** Between the two response bodies where both are JSON; null otherwise. */
      rows: z.array(DiffRow).nullable(),
      sameBody: z.boolean()
    })
    .nullable()
})
export type AttemptDetail = z.infer<typeof AttemptDetail>

/** One event's attempt in a replay, beside that of the baseline. */
export const Compared = z.object({
  eventId: z.string(),
  type: z.string(),
  label: z.string().nullable(),
  /** `changed`: other status, headers aside; or other body. `missing`: only the baseline has it. `new`: only this one. */
  verdict: z.enum(['same', 'status', 'body', 'missing', 'new']),
  before: z
    .object({ attemptId: z.string(), status: z.int().nullable(), durationMs: z.number().nullable() })
    .nullable(),
  after: z
    .object({ attemptId: z.string(), status: z.int().nullable(), durationMs: z.number().nullable() })
    .nullable()
})
export type Compared = z.infer<typeof Compared>

/** Where events can be sent. */
export const Target = z.object({
  url: z.string(),
  /** Why it is in the list. */
  from: z.enum(['chosen', 'recent', 'forward', 'common']),
  label: z.string()
})
export type Target = z.infer<typeof Target>

/** What connecting to a target's port shows; nothing is sent to it. */
export const TargetHealth = z.object({
  url: z.string(),
  state: z.enum(['up', 'down', 'refused']),
  /** What is the matter and what to do, in words; null when up. */
  reason: z.string().nullable(),
  connectMs: z.number().nullable(),
  /** `local` addresses need no confirmation; others do, once per origin. */
  scope: z.enum(['local', 'trusted', 'untrusted']),
  checkedAt: z.int()
})
export type TargetHealth = z.infer<typeof TargetHealth>

/** An edited event, kept under a name beside the event. */
export const Variant = z.object({
  id: z.string(),
  eventId: z.string(),
  name: z.string(),
  /** Compact JSON that survives parse-and-stringify. */
  body: z.string(),
  headers: z.array(HeaderPair),
  savedAt: z.int()
})
export type Variant = z.infer<typeof Variant>
