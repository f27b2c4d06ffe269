import { expect, test, vi } from 'vitest'
import type { ListChange, ListPage, ListSource } from './list-model.ts'
import { createListStore } from './list-store.ts'
import type { PageStart } from './row-window.ts'

interface Row {
  readonly id: string
  readonly at: number
  readonly note?: string
}

/** A core that answers when the test says so, and announces what the test says. */
function createSource(options: Partial<Pick<ListSource<Row>, 'belongs'>> = {}) {
  const reads: {
    start: PageStart
    signal: AbortSignal
    answer(page: ListPage<Row>): void
    fail(error: Error): void
  }[] = []
  let announce: (change: ListChange<Row>) => void = () => {}
  let resync = () => {}
  const source: ListSource<Row> = {
    readPage: ({ limit: _limit, ...start }, signal) =>
      new Promise((answer, fail) => {
        reads.push({ start, signal, answer, fail })
      }),
    readOutline: () => new Promise(() => {}),
    watch(onChange, onResync) {
      announce = onChange
      resync = onResync
      return () => {}
    },
    belongs: 'belongs' in options ? options.belongs : () => true,
    orderOf: (row) => row.at,
    timeOf: (row) => row.at
  }
  const store = createListStore(source)
  const stop = store.subscribe(() => {})
  return {
    store,
    stop,
    reads,
    announce: (change: Partial<ListChange<Row>> & { seq: number }) =>
      announce({ upserted: [], removed: [], stale: false, ...change }),
    resync: () => resync(),
    ids: () => store.getSnapshot().rows.map((row) => row.id),
    async answer(index: number, page: Partial<ListPage<Row>> & { seq: number }) {
      reads[index]!.answer({ rows: [], next: null, ...page })
      await settled()
    }
  }
}

/** Lets everything that is already resolved run to its end. */
const later = globalThis.setTimeout
const settled = () => new Promise((resolve) => later(resolve))
const row = (at: number, note?: string): Row => ({ id: `row_${at}`, at, ...(note !== undefined && { note }) })

test('keeps a row announced while the snapshot is in flight', async () => {
  const { announce, answer, ids } = createSource()
  announce({ seq: 5, upserted: [row(5)] })
  await answer(0, { seq: 4, rows: [row(4), row(3)] })
  expect(ids()).toEqual(['row_5', 'row_4', 'row_3'])
})

test('drops an announcement that the snapshot already contains', async () => {
  const { announce, answer, store } = createSource()
  announce({ seq: 4, upserted: [row(4, 'older')] })
  await answer(0, { seq: 5, rows: [row(4, 'newer')] })
  announce({ seq: 5, upserted: [row(4, 'older')] })
  expect(store.getSnapshot().rows).toEqual([row(4, 'newer')])
})

test('tells a read that nobody waits for it any more', async () => {
  const { store, stop, reads, answer } = createSource()
  store.reload()
  expect(reads.map(({ signal }) => signal.aborted)).toEqual([true, false])
  await answer(1, { seq: 1, rows: [row(1)], next: 'more' })
  store.loadMore()
  stop()
  expect(reads.map(({ signal }) => signal.aborted)).toEqual([true, false, true])
})

test('ignores a late snapshot once another load has begun', async () => {
  const { answer, store, ids } = createSource()
  store.reload()
  await answer(1, { seq: 9, rows: [row(9)] })
  await answer(0, { seq: 1, rows: [row(1)] })
  expect(ids()).toEqual(['row_9'])
})

test('reads the list again after a resync and keeps what was announced meanwhile', async () => {
  const { announce, answer, resync, ids } = createSource()
  await answer(0, { seq: 1, rows: [row(1)] })
  resync()
  announce({ seq: 8, upserted: [row(8)] })
  await answer(1, { seq: 7, rows: [row(7), row(1)] })
  expect(ids()).toEqual(['row_8', 'row_7', 'row_1'])
})

test('reads the list again when an announcement says that it is stale', async () => {
  const { announce, answer, reads, ids } = createSource()
  await answer(0, { seq: 1, rows: [row(1)] })
  announce({ seq: 600, stale: true })
  expect(reads).toHaveLength(2)
  await answer(1, { seq: 600, rows: [row(500), row(499)], next: 'more' })
  expect(ids()).toEqual(['row_500', 'row_499'])
})

test('replaces a changed row in place and removes a removed one', async () => {
  const { announce, answer, store } = createSource()
  await answer(0, { seq: 1, rows: [row(3), row(2), row(1)] })
  announce({ seq: 2, upserted: [row(2, 'again')], removed: ['row_3'] })
  expect(store.getSnapshot().rows).toEqual([row(2, 'again'), row(1)])
})

test('puts a row that turned up late where its time belongs', async () => {
  const { announce, answer, ids } = createSource()
  await answer(0, { seq: 1, rows: [row(9), row(5), row(1)] })
  announce({ seq: 2, upserted: [row(3), row(7)] })
  expect(ids()).toEqual(['row_9', 'row_7', 'row_5', 'row_3', 'row_1'])
})

test('leaves a row older than the loaded pages to the page it is on', async () => {
  const { announce, answer, store, ids } = createSource()
  await answer(0, { seq: 1, rows: [row(9), row(8)], next: 'after 8' })
  announce({ seq: 2, upserted: [row(2)] })
  expect(ids()).toEqual(['row_9', 'row_8'])
  store.loadMore()
  await answer(1, { seq: 2, rows: [row(2), row(1)] })
  expect(ids()).toEqual(['row_9', 'row_8', 'row_2', 'row_1'])
  expect(store.getSnapshot().hasMore).toBe(false)
})

test('asks for the next page once, by its cursor, and never shows a row twice', async () => {
  const { answer, reads, store, ids } = createSource()
  await answer(0, { seq: 1, rows: [row(9), row(8)], next: 'after 8' })
  store.loadMore()
  store.loadMore()
  expect(reads.map((read) => read.start)).toEqual([{}, { before: 'after 8' }])
  await answer(1, { seq: 1, rows: [row(8), row(7)] })
  expect(ids()).toEqual(['row_9', 'row_8', 'row_7'])
})

test('applies a removal that was announced while the next page was in flight', async () => {
  const { announce, answer, store, ids } = createSource()
  await answer(0, { seq: 1, rows: [row(9)], next: 'after 9' })
  store.loadMore()
  announce({ seq: 3, removed: ['row_8'] })
  await answer(1, { seq: 2, rows: [row(8), row(7)] })
  expect(ids()).toEqual(['row_9', 'row_7'])
})

test('holds new rows back while the reader is away from the head, and shows them on return', async () => {
  const { announce, answer, store, ids } = createSource()
  await answer(0, { seq: 1, rows: [row(1)] })
  store.follow(false)
  announce({ seq: 2, upserted: [row(2), row(1, 'again')] })
  announce({ seq: 3, upserted: [row(3), row(2, 'again')] })
  expect(store.getSnapshot()).toMatchObject({ rows: [row(1, 'again')], waiting: 2 })
  store.follow(true)
  expect(ids()).toEqual(['row_3', 'row_2', 'row_1'])
  expect(store.getSnapshot().waiting).toBe(0)
})

test('shows a row that comes back further down at once, since it is no news', async () => {
  const { announce, answer, store, ids } = createSource()
  await answer(0, { seq: 1, rows: [row(3), row(1)] })
  store.follow(false)
  announce({ seq: 2, upserted: [row(2), row(4)] })
  expect(ids()).toEqual(['row_3', 'row_2', 'row_1'])
  expect(store.getSnapshot().waiting).toBe(1)
})

test('does not replace the rows under a reader who is away from the head, and says that it is behind', async () => {
  const { announce, answer, reads, store, ids } = createSource()
  await answer(0, { seq: 1, rows: [row(1)] })
  store.follow(false)
  announce({ seq: 600, stale: true })
  expect(reads).toHaveLength(1)
  expect(store.getSnapshot()).toMatchObject({ rows: [row(1)], isBehind: true })
  store.follow(true)
  await answer(1, { seq: 600, rows: [row(500)] })
  expect(ids()).toEqual(['row_500'])
  expect(store.getSnapshot().isBehind).toBe(false)
})

test('takes a row out once it no longer belongs to the list', async () => {
  const { announce, answer, ids } = createSource({ belongs: (candidate) => candidate.note !== 'promoted' })
  await answer(0, { seq: 1, rows: [row(2), row(1)] })
  announce({ seq: 2, upserted: [row(2, 'promoted'), row(3)] })
  expect(ids()).toEqual(['row_3', 'row_1'])
})

test('reads again, once for many changes, where only the core knows what belongs', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const { announce, answer, reads, ids } = createSource({ belongs: null })
    await answer(0, { seq: 1, rows: [row(1)] })
    announce({ seq: 2, upserted: [row(2)] })
    announce({ seq: 3, upserted: [row(3)] })
    expect(ids()).toEqual(['row_1'])
    vi.runAllTimers()
    expect(reads).toHaveLength(2)
    await answer(1, { seq: 3, rows: [row(3), row(1)] })
    expect(ids()).toEqual(['row_3', 'row_1'])
  } finally {
    vi.useRealTimers()
  }
})

test('says why a load failed, ignores changes it cannot place, and recovers', async () => {
  const { announce, answer, reads, store, ids } = createSource()
  reads[0]!.fail(new Error('type: needs a value'))
  await settled()
  expect(store.getSnapshot()).toMatchObject({ status: 'failed', error: 'type: needs a value' })
  announce({ seq: 2, upserted: [row(2)] })
  expect(ids()).toEqual([])
  store.reload()
  await answer(1, { seq: 2, rows: [row(2)] })
  expect(store.getSnapshot()).toMatchObject({ status: 'ready', error: null })
  expect(ids()).toEqual(['row_2'])
})

test('drops a snapshot that arrives after the last reader has left', async () => {
  const { answer, stop, store } = createSource()
  stop()
  await answer(0, { seq: 1, rows: [row(1)] })
  expect(store.getSnapshot()).toMatchObject({ status: 'loading', rows: [] })
})
