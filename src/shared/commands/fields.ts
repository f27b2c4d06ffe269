import { z } from 'zod'
import { deliveryIdForm } from '#shared/delivery-id.ts'
import { Endpoint } from '#shared/endpoint-models.ts'
import { ListMark } from '#shared/total-models.ts'

/** Pieces that several commands share. */

export const nothing = z.strictObject({})
export const eventId = z.string().min(1).max(500)
export const deliveryId = z.string().regex(deliveryIdForm, 'A delivery id looks like del_42.')
export const secretId = z.string().min(1).max(100)
export const endpointId = z.string().regex(/^ep_[1-9]\d{0,8}$/, 'An endpoint id looks like ep_1.')
export const entityId = z.string().min(1).max(300)
export const cursor = z.string().max(100)
export const query = z.string().max(2_000)
export const replayId = z.string().regex(/^rep_[\w-]{1,60}$/, 'A replay id looks like rep_ and a UUID.')
export const endpointFields = {
  name: z.string().trim().min(1).max(100),
  path: z
    .string()
    .max(500)
    .regex(/^\/[!-~]*$/, 'A path starts with / and has no spaces or letters beyond ASCII.'),
  forwardTargets: z.array(z.string().min(1).max(2_000)).max(20),
  forwarding: Endpoint.shape.forwarding,
  failure: Endpoint.shape.failure,
  answers: Endpoint.shape.answers,
  decisions: Endpoint.shape.decisions
}
/** What `deletions.undo` brings back, for ten minutes and until the app is closed. */
export const deletion = z.object({ deletionId: z.string(), deleted: z.int() })
export const pageInput = {
  /** The `next` of the page before; absent for the newest. */
  before: z.string().max(100).optional(),
  limit: z.int().min(1).max(500).default(100)
}
/** A page at any place of a list. */
export const placeInput = {
  ...pageInput,
  /** The id of the row that the page begins with, or with the next one of the list where that is not in it. */
  from: z.string().min(1).max(500).optional(),
  /** How many rows to pass over from there. */
  skip: z.int().min(0).max(5_000_000).optional()
}
export const bodyRange = {
  offset: z.int().min(0).default(0),
  length: z.int().min(1).optional(),
  /** `decoded` undoes the content coding (gzip, deflate, br, zstd) where it can be undone; ranges then count decoded bytes. */
  form: z.enum(['arrived', 'decoded']).default('arrived')
}

/** A list page. `seq` places it among announcements; `next` continues it, null at the end. */
export const page = <T extends z.ZodType>(row: T) =>
  z.object({ seq: z.int(), rows: z.array(row), next: z.string().nullable() })

/**
 * How many rows a list has, and places in it from which any row is near. Counting goes on for a bounded while: ask
 * again with `next` as `before` until it is null, and add the count to the ranks that follow.
 */
export const outline = z.object({
  seq: z.int(),
  count: z.int(),
  marks: z.array(ListMark),
  next: z.string().nullable()
})
