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
