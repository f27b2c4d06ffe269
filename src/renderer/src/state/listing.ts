import type { DeliveryKind, Verdict } from '#shared/models.ts'
import { describeQuery } from '#shared/query/describe-query.ts'
import { parseQuery, type QueryError } from '#shared/query/parse-query.ts'
import { targetOf } from '#shared/query/query.ts'
import type { View } from './selection-store.ts'

/** What the timeline lists: a view, narrowed down by the reader's filter. */
export type Listing =
  | { readonly rows: 'events'; readonly query: string }
  | {
      readonly rows: 'deliveries'
      readonly kind?: DeliveryKind
      readonly verdict?: Verdict
      readonly query: string
    }

export type ListingRead =
  | {
      readonly ok: true
      readonly listing: Listing
      /** The one query that says it all, as an export takes it. */
      readonly query: string
      /** The whole in words. */
      readonly sentence: string
    }
  | { readonly ok: false; readonly error: QueryError }

/** Every view as a query. Interceptor calls have a view of their own, whatever their verdict. */
const viewQueries: Readonly<Record<View, string>> = {
  events: '',
  starred: 'is:starred',
  rejected: 'is:rejected -is:interceptor',
  unchecked: 'is:unchecked -is:interceptor',
  interceptors: 'is:interceptor'
}

/** A filter may ask for deliveries in a view of events; then deliveries are what is listed. */
export function readListing(view: View, filter: string, now = Date.now()): ListingRead {
  // By itself first, so that an error points into what the reader wrote.
  const own = parseQuery(filter, now)
  if (!own.ok) return own
  const query = `${viewQueries[view]} ${filter}`.trim()
  const whole = parseQuery(query, now)
  if (!whole.ok) return whole
  const target = targetOf(whole.query)
  return {
    ok: true,
    query,
    sentence: describeQuery(whole.query),
    listing: target === 'events' ? { rows: 'events', query } : deliveriesOf(view, filter, query)
  }
}

function deliveriesOf(view: View, filter: string, query: string): Listing {
  if (view === 'rejected' || view === 'unchecked') {
    return { rows: 'deliveries', kind: 'webhook', verdict: view, query: filter }
  }
  if (view === 'interceptors') return { rows: 'deliveries', kind: 'interceptor', query: filter }
  return { rows: 'deliveries', query }
}
