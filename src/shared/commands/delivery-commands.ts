import { z } from 'zod'
import { Body, Delivery, DeliverySummary, DeliveryKind, Verdict } from '#shared/models.ts'
import {
  eventId,
  deliveryId,
  secretId,
  query,
  cursor,
  deletion,
  placeInput,
  bodyRange,
  page,
  outline
} from './fields.ts'

/** Which deliveries are listed. */
const listed = {
  verdict: Verdict.optional(),
  kind: DeliveryKind.optional(),
  /** Only what this secret has verified. */
  secretId: secretId.optional(),
  eventId: eventId.optional(),
  query: query.optional()
}

/** Deliveries: each request as it arrived. */
export const deliveryCommands = {
  'deliveries.list': {
    input: z.strictObject({ ...listed, ...placeInput }),
    output: page(DeliverySummary)
  },
  'deliveries.outline': {
    input: z.strictObject({ ...listed, before: cursor.optional() }),
    output: outline
  },
  'deliveries.get': { input: z.strictObject({ id: deliveryId }), output: Delivery },
  /** Judges it, and all that is not verified at its endpoint, by the secrets that are known now. */
  'deliveries.check': { input: z.strictObject({ id: deliveryId }), output: Delivery },
  /** Only deliveries without an event: those of an event go with it. */
  'deliveries.delete': {
    input: z.union([
      z.strictObject({ ids: z.array(deliveryId).min(1).max(1_000) }),
      z.strictObject({
        verdict: Verdict.exclude(['verified']),
        kind: DeliveryKind.optional(),
        query: query.optional()
      })
    ]),
    output: deletion
  },
  'deletions.undo': {
    input: z.strictObject({ deletionId: z.string().max(100) }),
    output: z.object({ restored: z.int() })
  },
  /**
   * A piece of NDJSON: deliveries with their exact bytes, and what belongs to their events. Ask again with
   * `next` until it is null; stop asking to cancel. `total` is how many deliveries there were at the start; 0 with a query, where nobody has counted.
   */
  'deliveries.export': {
    input: z.strictObject({
      query: query.optional(),
      after: z.string().max(100).optional(),
      maxBytes: z.int().min(1).max(20_000_000).default(1_000_000)
    }),
    output: z.object({ text: z.string(), next: z.string().nullable(), deliveries: z.int(), total: z.int() })
  },
  /**
   * Takes whole lines of such NDJSON. What is known already is left as it is. Signatures are checked again
   * with the secrets stored here and with `secret`, which is that of a share, say, and is not kept; with `asRecorded`, what no secret here explains keeps the verdict of the file.
   * `added` and `known` count deliveries; a star, note or attempt of what is no event here is refused.
   */
  'deliveries.import': {
    input: z.strictObject({
      text: z.string(),
      verdicts: z.enum(['recheck', 'asRecorded']).default('recheck'),
      secret: z.string().min(1).max(20_000).optional()
    }),
    output: z.object({
      added: z.int(),
      known: z.int(),
      /** Of those added: verified where they were exported, and explained by no secret here. */
      unexplained: z.int(),
      /** Line numbers within this piece, from 1. */
      refused: z.array(z.object({ line: z.int(), reason: z.string() }))
    })
  },
  'deliveries.body': { input: z.strictObject({ id: deliveryId, ...bodyRange }), output: Body }
}
