import { z } from 'zod'
import { Provider } from './mapping-models.ts'

/** Shapes that cross the transport, like those in `models.ts`. */

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

/** How many events there are by what they have in common. Counted as they are stored, the largest first. */
export const Facets = z.object({
  seq: z.int(),
  types: z.array(z.object({ type: z.string(), canonicalType: z.string(), count: z.int() })),
  organizations: z.array(z.object({ id: z.string(), name: z.string().nullable(), count: z.int() })),
  /** Of the organisations whose directory's provider is known. */
  providers: z.array(z.object({ provider: Provider, count: z.int() })),
  endpoints: z.array(z.object({ id: z.string(), count: z.int() })),
  /** By the last attempt; `refused` is an answer other than 2xx. No more than a thousand are counted. */
  outcomes: z.array(
    z.object({
      outcome: z.enum(['accepted', 'refused', 'failed', 'pending']),
      count: z.int(),
      isMore: z.boolean()
    })
  ),
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

/** A place in a list: the page that begins there has about `rank` rows above it, received about `at`. */
export const ListMark = z.object({ rank: z.int(), at: z.int(), before: z.string() })
export type ListMark = z.infer<typeof ListMark>
