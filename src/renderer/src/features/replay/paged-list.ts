import { messageOf } from '../../state/live-value.ts'
import { createStore, type Store } from '../../state/store.ts'

export interface PagedRows<T> {
  readonly rows: readonly T[]
  readonly hasMore: boolean
  /** False until the first page is there. */
  readonly isRead: boolean
  /** Why the latest read failed; null when it did not. */
  readonly error: string | null
}

interface Page<T> {
  readonly rows: readonly T[]
  readonly next: string | null
}

export interface PagedSource<T> {
  readPage(before: string | null): Promise<Page<T>>
  /** Whether a row may still change, so that its page must be read again. */
  isOpen(row: T): boolean
}

export interface PagedList<T> extends Store<PagedRows<T>> {
  loadMore(): void
  /** Reads again what may have changed: from the first page with an open row on, and the last page. */
  refresh(): void
}

/** A list that grows at its end while it is read page by page. One read at a time; a refresh in between comes after it. */
export function createPagedList<T>(source: PagedSource<T>): PagedList<T> {
  let pages: (Page<T> & { readonly before: string | null })[] = []
  let isReading = false
  let isStale = false
  let isStopped = true

  const publish = (error: string | null) =>
    store.set({
      rows: pages.flatMap((page) => page.rows),
      hasMore: (pages.at(-1)?.next ?? null) !== null,
      isRead: pages.length > 0,
      error
    })
  /** Reads from a page on, up to as many as there were. */
  const readFrom = async (first: number, upTo: number) => {
    if (isReading) return void (isStale = true)
    isReading = true
    let error: string | null = null
    try {
      const kept = pages.slice(0, first)
      let before = kept.at(-1)?.next ?? null
      do {
        // oxlint-disable-next-line no-await-in-loop -- each page starts where the one before ended
        const page = await source.readPage(before)
        kept.push({ ...page, before })
        before = page.next
      } while (before !== null && kept.length < upTo)
      pages = kept
    } catch (failure) {
      error = messageOf(failure)
    }
    isReading = false
    if (isStopped) return
    publish(error)
    if (!isStale) return
    isStale = false
    refresh()
  }
  function refresh() {
    if (isStopped) return
    const open = pages.findIndex((page) => page.rows.some(source.isOpen))
    const first = open < 0 ? Math.max(0, pages.length - 1) : open
    void readFrom(first, Math.max(1, pages.length))
  }
  const store = createStore<PagedRows<T>>({ rows: [], hasMore: false, isRead: false, error: null }, () => {
    isStopped = false
    refresh()
    return () => {
      isStopped = true
    }
  })
  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    refresh,
    loadMore() {
      if (!isReading && (pages.at(-1)?.next ?? null) !== null) void readFrom(pages.length, pages.length + 1)
    }
  }
}
