import { messageOf } from './live-value.ts'
import { createStore, type Store } from './store.ts'

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
  readPage(before: string | null, signal: AbortSignal): Promise<ListPage<T>>
  watch(onChange: (change: ListChange<T>) => void, onResync: () => void): () => void
  /** Whether a row is in this list. Null where only the core can tell: then a change reads the list again. */
  readonly belongs: ((row: T) => boolean) | null
  /** What the list is ordered by, greatest first. */
  orderOf(row: T): number
}

export interface ListState<T> {
  readonly status: 'loading' | 'ready' | 'failed'
  readonly error: string | null
  /** Newest first. */
  readonly rows: readonly T[]
  readonly hasMore: boolean
  /** How many new rows are held back until the reader is at the head again. */
  readonly waiting: number
  /** More changed than was sent row by row: it shows once the reader is at the head again. */
  readonly isBehind: boolean
}

export interface ListStore<T> extends Store<ListState<T>> {
  loadMore(): void
  reload(): void
  /** While false, no new row is shown, so that nothing moves under the reader. */
  follow(isFollowing: boolean): void
}

const rereadMs = 300
/** Past this many rows a list that follows its head starts over with one page. */
const maxRows = 10_000

/**
 * A list kept current: watched first, then read, then merged by `seq`. Announcements are held while a page is
 * in flight; those that the snapshot contains are dropped; only the latest load commits.
 */
export function createListStore<T extends { readonly id: string }>(source: ListSource<T>): ListStore<T> {
  let turns = 0
  let reading: AbortController | null = null
  let held: ListChange<T>[] | null = null
  let seq = -1
  let rows: readonly T[] = []
  let next: string | null = null
  let isFollowing = true
  let isBehind = false
  let rereadTimer: ReturnType<typeof setTimeout> | undefined
  const hidden = new Set<string>()

  const publish = (status: ListState<T>['status'], error: string | null = null) => {
    store.set({
      status,
      error,
      rows: hidden.size === 0 ? rows : rows.filter((row) => !hidden.has(row.id)),
      hasMore: next !== null,
      waiting: hidden.size,
      isBehind
    })
  }

  const readPage = async (before: string | null, commit: (page: ListPage<T>) => void) => {
    const turn = ++turns
    reading?.abort()
    reading = new AbortController()
    held ??= []
    let failure: string | null = null
    try {
      const page = await source.readPage(before, reading.signal)
      if (turn !== turns) return
      commit(page)
    } catch (error) {
      if (turn !== turns) return
      failure = messageOf(error)
    }
    const waiting = held
    held = null
    reading = null
    publish(failure === null ? 'ready' : 'failed', failure)
    waiting.forEach(apply)
  }

  const load = () => {
    clearTimeout(rereadTimer)
    rereadTimer = undefined
    void readPage(null, (page) => {
      seq = page.seq
      rows = page.rows
      next = page.next
      isBehind = false
      hidden.clear()
    })
  }

  /** What belongs further down, like a row whose deletion was undone, is no news and shows at once. */
  const hideNew = (known: ReadonlySet<string>) => {
    const head = rows.find((row) => known.has(row.id) && !hidden.has(row.id))
    const headOrder = head ? source.orderOf(head) : -Infinity
    for (const row of rows) if (!known.has(row.id) && source.orderOf(row) >= headOrder) hidden.add(row.id)
  }

  /** Reads the list again if the reader is at its head, and otherwise says that it is behind. */
  const refresh = () => {
    if (isFollowing) return load()
    isBehind = true
    publish('ready')
  }

  const apply = (change: ListChange<T>) => {
    if (held) return void held.push(change)
    // Without a snapshot there is nothing to change; a later load will contain it.
    if (seq < 0 || change.seq <= seq) return
    seq = change.seq
    if (change.stale) return refresh()

    const known = new Set(rows.map((row) => row.id))
    rows = mergeRows(rows, change, source, next !== null)
    for (const id of change.removed) hidden.delete(id)
    if (!isFollowing) hideNew(known)
    publish('ready')

    if (source.belongs === null) rereadTimer ??= setTimeout(refreshLater, rereadMs)
    else if (isFollowing && rows.length > maxRows) load()
  }
  const refreshLater = () => {
    rereadTimer = undefined
    refresh()
  }

  const store = createStore<ListState<T>>(
    { status: 'loading', error: null, rows: [], hasMore: false, waiting: 0, isBehind: false },
    () => {
      const stop = source.watch(apply, () => (seq < 0 ? load() : refresh()))
      load()
      return () => {
        turns++
        held = null
        reading?.abort()
        reading = null
        clearTimeout(rereadTimer)
        rereadTimer = undefined
        stop()
      }
    }
  )

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    reload: load,
    loadMore() {
      if (next === null || reading) return
      void readPage(next, (page) => {
        const known = new Set(rows.map((row) => row.id))
        rows = [...rows, ...page.rows.filter((row) => !known.has(row.id))]
        next = page.next
      })
    },
    follow(value) {
      if (isFollowing === value) return
      isFollowing = value
      if (!value || (hidden.size === 0 && !isBehind)) return
      hidden.clear()
      if (isBehind) load()
      else publish('ready')
    }
  }
}

function mergeRows<T extends { readonly id: string }>(
  rows: readonly T[],
  change: ListChange<T>,
  source: ListSource<T>,
  hasMore: boolean
): readonly T[] {
  const removed = new Set(change.removed)
  const incoming = new Map(change.upserted.map((row) => [row.id, row]))
  const kept: T[] = []
  for (const row of rows) {
    const current = incoming.get(row.id)
    incoming.delete(row.id)
    if (removed.has(row.id)) continue
    if (current === undefined || source.belongs === null || source.belongs(current)) kept.push(current ?? row)
  }
  const last = kept.at(-1)
  const oldest = hasMore && last ? source.orderOf(last) : -Infinity
  const fresh = [...incoming.values()]
    .filter((row) => !removed.has(row.id) && source.belongs?.(row) === true && source.orderOf(row) >= oldest)
    .toSorted((a, b) => source.orderOf(b) - source.orderOf(a))
  if (fresh.length === 0) return kept

  const merged: T[] = []
  let at = 0
  for (const row of kept) {
    for (let first = fresh[at]; first && source.orderOf(first) >= source.orderOf(row); first = fresh[++at]) {
      merged.push(first)
    }
    merged.push(row)
  }
  return [...merged, ...fresh.slice(at)]
}
