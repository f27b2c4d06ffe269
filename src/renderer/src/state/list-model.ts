import type { OutlinePart } from './outline.ts'
import type { PageStart } from './row-window.ts'
import type { Store } from './store.ts'

export interface ListPage<T> {
  readonly seq: number
  readonly rows: readonly T[]
  readonly next: string | null
}

export interface ListChange<T> {
  readonly seq: number
  readonly upserted: readonly T[]
  readonly removed: readonly string[]
  readonly stale: boolean
}

export interface ListSource<T> {
  /** The signal tells that nobody waits for the page any more. */
  readPage(start: PageStart & { readonly limit: number }, signal: AbortSignal): Promise<ListPage<T>>
  /** Counts on from a place, or from the newest row. */
  readOutline(before: string | null, signal: AbortSignal): Promise<OutlinePart>
  watch(onChange: (change: ListChange<T>) => void, onResync: () => void): () => void
  /** Whether a row is in this list. Null where only the core can tell: then a change reads the list again. */
  readonly belongs: ((row: T) => boolean) | null
  /** What the list is ordered by, greatest first. */
  orderOf(row: T): number
  /** When the row was received, in ms. */
  timeOf(row: T): number
}

/** One window on a list of any length: neighbours without a gap, with their place among all. */
export interface ListState<T> {
  readonly status: 'loading' | 'ready' | 'failed'
  readonly error: string | null
  /** Newest first. */
  readonly rows: readonly T[]
  /** How many rows lie above the first of them. */
  readonly first: number
  /** How many rows are listed in all, as far as anybody knows. */
  readonly count: number
  readonly isCounted: boolean
  readonly hasMore: boolean
  /** How many new rows are held back until the reader is at the head again. */
  readonly waiting: number
  /** More changed than was sent row by row: it shows once the reader is at the head again. */
  readonly isBehind: boolean
}

export const unreadList: ListState<never> = {
  status: 'loading',
  error: null,
  rows: [],
  first: 0,
  count: 0,
  isCounted: false,
  hasMore: false,
  waiting: 0,
  isBehind: false
}

export interface ListStore<T> extends Store<ListState<T>> {
  /** Tells which rows are on the screen, by their place among all. What is missing there is read. */
  show(first: number, last: number): void
  /** Moves the window to a row, wherever it is. Resolves to its place, -1 where it is not in the list. */
  seek(id: string): Promise<number>
  loadMore(): void
  reload(): void
  /** While false, no new row is shown, so that nothing moves under the reader. */
  follow(isFollowing: boolean): void
}
