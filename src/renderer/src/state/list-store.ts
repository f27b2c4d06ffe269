import {
  unreadList,
  type ListChange,
  type ListPage,
  type ListSource,
  type ListState,
  type ListStore
} from './list-model.ts'
import { aheadRows, createReading, leap, pageRows, readGap, readPlace, type ReadPage } from './list-reads.ts'
import { messageOf } from './live-value.ts'
import { mergeRows } from './merge-rows.ts'
import { createNews } from './news.ts'
import { createOutliner, noOutline } from './outline.ts'
import {
  countOf,
  emptyWindow,
  endOf,
  extendBelow,
  joinAbove,
  markAbove,
  placeByTime,
  trimBelow,
  windowAt,
  type RowWindow
} from './row-window.ts'
import { createStore } from './store.ts'

/** What is farther away than that is gone to, and the rows between are left out. */
const farRows = 400
/** Memory has an end, whatever is folded. */
const mostKept = 20_000
const rereadMs = 300

/**
 * A window on a list, kept current: watched first, then read, then merged by `seq`. Announcements are held while a
 * page is in flight; those that the snapshot contains are dropped; only the latest read commits. The window grows
 * where the reader looks, and moves where that is far away; how far away is estimated from the outline, and exact
 * wherever the window touches an end.
 */
export function createListStore<T extends { readonly id: string }>(
  source: ListSource<T>,
  fewestKept = 2_000
): ListStore<T> {
  const reading = createReading()
  let held: ListChange<T>[] | null = null
  let seq = -1
  let loaded: RowWindow<T> = emptyWindow
  let outline = noOutline
  /** How many rows came on top since the outline was made. */
  let added = 0
  let isFollowing = true
  let isBehind = false
  let seen = { first: 0, last: 0 }
  let rereadTimer: ReturnType<typeof setTimeout> | undefined
  /** The row at the top of the list as it is shown: what came since stays out of it. */
  let headId: string | null = null
  const news = createNews<T>()
  const outliner = createOutliner(source.readOutline, (latest) => {
    outline = latest
    // What waits is counted there, but not listed here.
    added = -news.count()
    placeAnew(farRows)
    if (store.getSnapshot().status !== 'ready') return
    publish('ready')
    fill()
  })

  /** So many rows are kept; more where the reader has folded many of them into what is on the screen. */
  const mostRows = () => Math.max(fewestKept, Math.min(mostKept, seen.last - seen.first + 3 * farRows))
  const countAll = () => countOf(loaded, outline, added)
  const placeAnew = (tolerance: number, [top] = loaded.rows) => {
    if (top) loaded = placeByTime(loaded, source.timeOf(top), outline, added, tolerance)
  }

  const publish = (status: ListState<T>['status'], error: string | null = null) => {
    store.set({
      status,
      error,
      rows: loaded.rows,
      first: loaded.first,
      count: countAll(),
      isCounted: outline.count !== null || (loaded.isHead && loaded.next === null),
      hasMore: loaded.next !== null,
      waiting: news.count(),
      isBehind: isBehind || news.isOverfull()
    })
  }

  /** Reads, then commits what came of it, unless another read was begun meanwhile. */
  const read = async <R>(
    isJump: boolean,
    work: (readPage: ReadPage<T>) => Promise<R>,
    commit: (result: R) => void
  ): Promise<boolean> => {
    held ??= []
    const result = await reading.run(isJump, (signal) =>
      work((start, limit = pageRows) => source.readPage({ ...start, limit }, signal))
    )
    if (result === null) return false
    if (result.ok) commit(result.value)
    const failure = result.ok ? null : messageOf(result.error)
    // Null where whoever watched has let go meanwhile.
    const waiting = held ?? []
    held = null
    publish(failure === null ? 'ready' : 'failed', failure)
    waiting.forEach(apply)
    fill()
    return failure === null
  }

  /** The top of the list as it is shown; all of it where new rows are shown as they come. */
  const readTop = (readPage: ReadPage<T>, limit?: number): Promise<ListPage<T>> =>
    headId === null || isFollowing
      ? readPage({}, limit)
      : // It may have been deleted for good meanwhile.
        readPage({ from: headId }, limit).catch(() => readPage({}, limit))

  const stopTimer = () => {
    clearTimeout(rereadTimer)
    rereadTimer = undefined
  }

  const load = () => {
    stopTimer()
    const [head] = loaded.isHead ? loaded.rows : []
    void read(
      true,
      (readPage) => readPage({}),
      (page) => {
        const known = head ? page.rows.findIndex(({ id }) => id === head.id) : -1
        if (known >= 0 && source.belongs === null) added += known
        else outliner.ask()
        seq = page.seq
        loaded = windowAt(page, 0)
        isBehind = false
        noteHead()
      }
    )
  }

  /** What is above the first row that is shown is news. */
  const noteHead = () => {
    const [top] = loaded.rows
    headId = top?.id ?? null
    news.reset(top ? source.orderOf(top) : -Infinity)
  }

  const readMore = () => {
    const { next } = loaded
    if (next === null) return
    void read(
      false,
      (readPage) => readPage(next),
      (page) => (loaded = extendBelow(loaded, page, mostRows()))
    )
  }

  const readAbove = () => {
    const target = Math.max(0, loaded.first - pageRows)
    if (target > 0 && outline.marks.length === 0) return
    const mark = target === 0 ? null : markAbove(outline.marks, target, added)
    const old = loaded
    const work = async (readPage: ReadPage<T>) => {
      const limit = pageRows + aheadRows
      const top = mark
        ? await readPage({ before: mark.before, skip: Math.max(0, target - mark.rank - added) }, limit)
        : await readTop(readPage, limit)
      return readGap(old, top, readPage, source.orderOf)
    }
    void read(false, work, (above) => {
      loaded = joinAbove(loaded, above, mark ? target : null, mostRows())
      if (above === null) placeAnew(farRows)
    })
  }

  const jump = (index: number) => {
    const target = leap(index, countAll())
    const mark = target === 0 ? null : markAbove(outline.marks, target, added)
    if (!mark) {
      if (isFollowing) return load()
      return void read(true, readTop, (page) => (loaded = windowAt(page, 0)))
    }
    return void read(
      true,
      (readPage) => readPlace(mark, target - mark.rank - added, readPage),
      ({ page, back }) => {
        if (page.rows.length > 0) loaded = windowAt(page, Math.max(1, target - back))
        else {
          // The list is another than was counted.
          outline = noOutline
          outliner.ask()
        }
      }
    )
  }

  /** Reads what is missing near the screen, one page at a time. */
  const fill = () => {
    if (store.getSnapshot().status !== 'ready' || (reading.isBusy() && !canInterrupt())) return
    if (isFar() && outline.marks.length > 0) jump(seen.first)
    else if (reading.isBusy()) return
    else if (seen.last >= endOf(loaded) - aheadRows && loaded.next !== null) readMore()
    else if (seen.first < loaded.first + aheadRows && !loaded.isHead) readAbove()
  }
  const isFar = () => seen.last < loaded.first - farRows || seen.first > endOf(loaded) + farRows
  const canInterrupt = () => !reading.isJump() && isFar()
  /** Reads the list again if the reader is at its head, and otherwise says that it is behind. */
  const refresh = () => {
    stopTimer()
    if (isFollowing && loaded.isHead) return load()
    isBehind = true
    publish('ready')
  }

  const apply = (change: ListChange<T>) => {
    if (held) return void held.push(change)
    // Without a snapshot there is nothing to change; a later load will contain it.
    if (seq < 0 || change.seq <= seq) return
    seq = change.seq
    if (change.stale) return refresh()

    const isLive = isFollowing && loaded.isHead
    const arrived = source.belongs ? news.hear(change, loaded, source) : []
    const here = new Set(arrived.map(({ id }) => id))
    const shown = isLive ? change : { ...change, upserted: change.upserted.filter(({ id }) => !here.has(id)) }
    const before = loaded.rows.length
    const rows = mergeRows(loaded, shown, source)
    added += rows.length - before
    const last = rows.at(-1)
    loaded = { ...loaded, rows, ...(loaded.next?.from !== undefined && last && { next: { from: last.id } }) }
    if (isLive) {
      noteHead()
      loaded = trimBelow(loaded, mostRows())
    } else if (loaded.isHead) headId = rows[0]?.id ?? null
    publish('ready')

    if (source.belongs === null) rereadTimer ??= setTimeout(refresh, rereadMs)
    else if (change.removed.length > 0) outliner.ask()
  }

  const store = createStore<ListState<T>>(unreadList, () => {
    const stop = source.watch(apply, () => (seq < 0 ? load() : refresh()))
    load()
    return () => {
      held = null
      reading.stop()
      stopTimer()
      outliner.stop()
      stop()
    }
  })

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    reload() {
      if (loaded.isHead) return load()
      publish('ready')
      fill()
    },
    loadMore: () => void (reading.isBusy() || readMore()),
    show(first, last) {
      seen = { first, last }
      fill()
    },
    async seek(id) {
      const at = loaded.rows.findIndex((row) => row.id === id)
      if (at >= 0) return loaded.first + at
      const look = () =>
        read(
          true,
          (readPage) => readPage({ from: id }),
          (page) => {
            const [row] = page.rows
            if (row?.id !== id) return
            loaded = windowAt(page, 1)
            placeAnew(0)
            seen = { first: loaded.first, last: loaded.first }
          }
        )
      const isMoved = await reading.insist(look)
      const place = isMoved ? loaded.rows.findIndex((row) => row.id === id) : -1
      return place < 0 ? -1 : loaded.first + place
    },
    follow(value) {
      if (isFollowing === value) return
      isFollowing = value
      if (!value) return
      if (isBehind || news.isOverfull() || !loaded.isHead) load()
      else if (news.count() > 0) {
        const upserted = news.take()
        const rows = mergeRows(loaded, { upserted, removed: [] }, source)
        added += rows.length - loaded.rows.length
        loaded = trimBelow({ ...loaded, rows }, mostRows())
        noteHead()
        publish('ready')
      }
    }
  }
}
