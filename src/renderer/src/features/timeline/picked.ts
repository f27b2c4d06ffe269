import { createStore, useStore } from '../../state/store.ts'

/**
 * The events that something is about to be done with: a range of neighbours, or all that the timeline lists. With
 * the query that listed them, since what another one lists is another matter.
 */
export type Picked =
  | ({ readonly kind: 'range'; readonly query: string } & Range)
  | { readonly kind: 'all'; readonly query: string }
  | null

export const picked = createStore<Picked>(null)

/** What is picked of a list. */
export function usePicked(query: string | null): Picked {
  const now = useStore(picked)
  return now?.query === query ? now : null
}

/** Neighbours in the list, told by their times, so that the rows between its ends need not be read. */
export interface Range {
  /** When its ends were received, both included, in ms. */
  readonly oldest: number
  readonly newest: number
  /** Rows of these times that lie beyond its ends. */
  readonly except: readonly string[]
  /** The ids of all of it; null where some were not read, or where there are more than can be named one by one. */
  readonly ids: readonly string[] | null
}

/** One end of a range. Without an id it is an end of the list that was not read. */
export interface End {
  readonly id: string | null
  readonly at: number
}

/** As many ids as a command takes. */
const mostIds = 1_000
/** So many rows fit into a query as exceptions; where more lie beyond an end in its millisecond, they belong to the range. */
const mostExcept = 30

/** What lies between these ends, whichever of them is further up; `rows` are those that were read. */
export function rangeOf(
  rows: readonly { readonly id: string; readonly at: number }[],
  ends: readonly End[]
): Range {
  const places = new Map(rows.map(({ id }, index) => [id, index]))
  const known = ends.map((end) => ({
    ...end,
    place: (end.id === null ? undefined : places.get(end.id)) ?? -1
  }))
  const isRead = known.every(({ place }) => place >= 0)
  const sorted = known.toSorted((a, b) => (isRead ? a.place - b.place : b.at - a.at || a.place - b.place))
  const [top, bottom] = [sorted[0]?.place ?? -1, sorted.at(-1)?.place ?? -1]
  const between = isRead ? rows.slice(top, bottom + 1) : sorted
  // Where the clock jumped back, rows are not in the order of their times.
  const newest = between.reduce((most, { at }) => Math.max(most, at), -Infinity)
  const oldest = between.reduce((least, { at }) => Math.min(least, at), Infinity)
  const beyond = rows.filter(
    ({ at }, place) =>
      ((top >= 0 && place < top) || (bottom >= 0 && place > bottom)) && at >= oldest && at <= newest
  )
  const except = beyond.length > mostExcept ? [] : beyond.map(({ id }) => id)
  const isExact = isRead && except.length === beyond.length && between.length <= mostIds
  return { oldest, newest, except, ids: isExact ? rows.slice(top, bottom + 1).map(({ id }) => id) : null }
}

export function isPicked(now: Picked, { id, at }: { readonly id: string; readonly at: number }): boolean {
  if (now === null || now.kind === 'all') return now !== null
  return at >= now.oldest && at <= now.newest && !now.except.includes(id)
}

/** What is picked, as those take it who send or share it. */
export function sourceOf(now: Exclude<Picked, null>) {
  const ids = now.kind === 'range' ? now.ids : null
  return ids === null ? ({ kind: 'query', query: queryOf(now) } as const) : ({ kind: 'events', ids } as const)
}

/** The query that finds what is picked, and nothing else. */
export function queryOf(now: Exclude<Picked, null>): string {
  if (now.kind === 'all') return now.query
  const { query, oldest, newest, except } = now
  return [
    query,
    ...(oldest > 0 ? [`after:${new Date(oldest).toISOString()}`] : []),
    `before:${new Date(newest + 1).toISOString()}`,
    ...except.map((id) => `-id:"${id.replaceAll(/["\\]/g, '\\$&')}"`)
  ]
    .join(' ')
    .trim()
}
