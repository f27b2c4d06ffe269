import { z } from 'zod'

/** Shapes that cross the transport, like those in `models.ts`. */

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

export const Forwarding = z.object({
  /** Only events that this finds are handed on; empty for all. */
  query: z.string().max(2_000),
  /** Whether an attempt that is not answered 2xx is repeated, and after which of Scalekit's documented schedules. */
  retries: z.enum(['off', 'eight', 'six', 'four']),
  /** The target whose answer the sender gets, within its 10 s; null for an answer of our own. */
  mirror: z.string().max(2_000).nullable(),
  /** Events of one entity wait for each other, so that they arrive in order. */
  keepOrder: z.boolean(),
  isPaused: z.boolean()
})
export type Forwarding = z.infer<typeof Forwarding>

/** A failure that is armed for the next deliveries. They are stored all the same. */
export const Failure = z.object({
  kind: z.enum(['status', 'delay', 'hangUp']),
  status: z.int().min(200).max(599).nullable(),
  delayMs: z.int().min(0).max(60_000).nullable(),
  left: z.int().min(1).max(1_000)
})
export type Failure = z.infer<typeof Failure>

/** A way in: a path prefix with secrets, forward targets and answers of its own. */
export const Endpoint = z.object({
  id: z.string(),
  name: z.string(),
  /** Whole path segments: `/hooks` takes `/hooks` and `/hooks/a`, not `/hooksa`. The longest that fits wins. */
  path: z.string(),
  /** Verified events are handed on live to each of these loopback or private URLs. */
  forwardTargets: z.array(z.string()),
  /** How they are handed on. */
  forwarding: Forwarding,
  /** What the next deliveries are answered instead, to see what the sender does then; null as a rule. */
  failure: Failure.nullable(),
  /** The status that the sender gets, by verdict. */
  answers: z.object({ verified: answerStatus, unchecked: answerStatus, rejected: answerStatus }),
  /** By trigger point; one that is not listed is answered ALLOW. */
  decisions: z.record(z.string(), Decision),
  createdAt: z.int()
})
export type Endpoint = z.infer<typeof Endpoint>
