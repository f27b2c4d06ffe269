import { createStore, useStore } from '../../state/store.ts'

/**
 * The events that something is about to be done with: rows picked one by one, or all that the timeline lists. With
 * the query that listed them, since what another one lists is another matter.
 */
export type Picked =
  | { readonly kind: 'rows'; readonly query: string; readonly ids: readonly string[] }
  | { readonly kind: 'all'; readonly query: string }
  | null

export const picked = createStore<Picked>(null)

/** What is picked of a list. */
export function usePicked(query: string | null): Picked {
  const now = useStore(picked)
  return now?.query === query ? now : null
}

/** As many as can be replayed by their ids; whoever wants more takes all that a filter finds. */
export const mostPicked = 1_000

export const isPicked = (now: Picked, id: string): boolean =>
  now !== null && (now.kind === 'all' || now.ids.includes(id))

/** The ids from one row to another, whichever is further up, no more than can be picked. */
export function idsBetween(
  rows: readonly { readonly id: string }[],
  from: number,
  to: number
): readonly string[] {
  const [first, last] = from < to ? [from, to] : [to, from]
  const ids = rows.slice(Math.max(0, first), last + 1).map(({ id }) => id)
  return from < to ? ids.slice(0, mostPicked) : ids.slice(-mostPicked)
}
