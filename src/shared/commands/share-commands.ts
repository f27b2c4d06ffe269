import { z } from 'zod'
import { CopyForm, Redacted, Redaction } from '#shared/share-models.ts'
import { eventId, nothing, query } from './fields.ts'

/** Events to be used elsewhere. */
export const shareCommands = {
  /** An event as code that sends it. `curl` is signed now and good for five minutes; the others sign by themselves where they can. */
  'copies.make': {
    input: z.strictObject({ eventId, form: CopyForm, target: z.string().min(1).max(2_000).optional() }),
    output: z.object({ text: z.string(), fileName: z.string(), note: z.string().nullable() })
  },
  /** Paths that hold personal data or secrets, by type of event, as the catalogue has them. */
  'share.sensitivePaths': {
    input: nothing,
    output: z.object({ rows: z.array(z.object({ type: z.string(), paths: z.array(z.string()) })) })
  },
  /** What a share would replace, in the first events of it. The share that begins with `start` does just that. */
  'share.preview': {
    input: z.strictObject({
      eventIds: z.array(eventId).min(1).max(1_000).optional(),
      query: query.optional(),
      redaction: Redaction
    }),
    output: z.object({
      events: z.int(),
      /** Of how many of them only the beginning was looked at, as they are large. */
      cut: z.int(),
      replaced: z.array(Redacted),
      before: z.string(),
      after: z.string(),
      start: z.string()
    })
  },
  /** A piece of the share; ask again with `next` until it is null. The first may be asked for with a preview's `start`. */
  'share.export': {
    input: z.strictObject({
      eventIds: z.array(eventId).min(1).max(1_000).optional(),
      query: query.optional(),
      redaction: Redaction,
      format: z.enum(['ndjson', 'html']),
      after: z.string().max(2_000).optional()
    }),
    output: z.object({ text: z.string(), next: z.string().nullable(), events: z.int(), fileName: z.string() })
  }
}
