import { z } from 'zod'
import { HeaderPair } from './models.ts'

/** Shapes that cross the transport, like those in `models.ts`. */

/** What a probe of the handler check sends and wants to know. */
export const Probe = z.object({
  id: z.string(),
  name: z.string(),
  /** Why it matters, in a sentence or two. */
  why: z.string(),
  group: z.enum(['signature', 'delivery', 'payload', 'answer'])
})
export type Probe = z.infer<typeof Probe>

/** One request of a probe, with what came back. */
export const Exchange = z.object({
  what: z.string(),
  requestHeaders: z.array(HeaderPair),
  /** As text, cut at 64 KiB. */
  requestBody: z.string(),
  requestBytes: z.int(),
  status: z.int().nullable(),
  durationMs: z.number().nullable(),
  error: z.string().nullable(),
  responseHeaders: z.array(HeaderPair),
  responseBody: z.string().nullable()
})
export type Exchange = z.infer<typeof Exchange>

/** How to mend something in a framework. */
export const Fix = z.object({ framework: z.string(), text: z.string(), code: z.string().nullable() })
export type Fix = z.infer<typeof Fix>

export const ProbeResult = z.object({
  probe: Probe,
  /** `warn`: not what Scalekit's contract asks but harmless, or not to be told from outside. `skipped`: says why. */
  outcome: z.enum(['waiting', 'running', 'pass', 'warn', 'fail', 'skipped']),
  /** What was seen, in a sentence. */
  finding: z.string().nullable(),
  /** What Scalekit would do with such answers. */
  consequence: z.string().nullable(),
  /** How to mend it, for each of the common frameworks where that differs. */
  fixes: z.array(Fix),
  exchanges: z.array(Exchange)
})
export type ProbeResult = z.infer<typeof ProbeResult>

export const HandlerCheck = z.object({
  id: z.string(),
  target: z.string(),
  startedAt: z.int(),
  endedAt: z.int().nullable(),
  state: z.enum(['running', 'done', 'stopped']),
  results: z.array(ProbeResult)
})
export type HandlerCheck = z.infer<typeof HandlerCheck>
