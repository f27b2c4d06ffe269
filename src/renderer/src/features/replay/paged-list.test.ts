import { expect, test } from 'vitest'
import { createPagedList } from './paged-list.ts'

interface Row {
  readonly id: number
  readonly isOpen: boolean
}

/** A store of rows on the other side, two to a page, which the test changes. */
function createSource() {
  let rows: readonly Row[] = []
  const asked: (string | null)[] = []
  return {
    asked,
    set(...next: readonly Row[]) {
      rows = next
    },
    list: createPagedList<Row>({
      async readPage(before) {
        asked.push(before)
        const from = Number(before ?? 0)
        const found = rows.slice(from, from + 2)
        return { rows: found, next: found.length < 2 ? null : String(from + 2) }
      },
      isOpen: (row) => row.isOpen
    })
  }
}

const done = (id: number): Row => ({ id, isOpen: false })
const open = (id: number): Row => ({ id, isOpen: true })
const told = (list: ReturnType<typeof createSource>['list']) =>
  new Promise<void>((resolve) => {
    const stop = list.subscribe(() => {
      stop()
      resolve()
    })
  })

test('reads page after page, and what has been appended since', async () => {
  const { list, set } = createSource()
  set(done(1), done(2), done(3))
  const stop = list.subscribe(() => {})
  await told(list)
  expect(list.getSnapshot()).toMatchObject({ rows: [done(1), done(2)], hasMore: true })

  list.loadMore()
  await told(list)
  expect(list.getSnapshot()).toMatchObject({ rows: [done(1), done(2), done(3)], hasMore: false })

  set(done(1), done(2), done(3), done(4))
  list.refresh()
  await told(list)
  expect(list.getSnapshot().rows).toHaveLength(4)
  stop()
})

test('reads again from the first page with a row that may have changed', async () => {
  const { list, set, asked } = createSource()
  set(done(1), done(2), open(3), done(4), done(5))
  const stop = list.subscribe(() => {})
  await told(list)
  list.loadMore()
  await told(list)
  list.loadMore()
  await told(list)
  asked.length = 0

  set(done(1), done(2), done(3), done(4), done(5))
  list.refresh()
  await told(list)
  expect(asked).toEqual(['2', '4'])
  expect(list.getSnapshot().rows.every((row) => !row.isOpen)).toBe(true)
  stop()
})

test('does a refresh that is asked for during a read after it', async () => {
  const { list, set } = createSource()
  set(done(1))
  const stop = list.subscribe(() => {})
  set(done(1), done(2), done(3))
  list.refresh()
  await told(list)
  await told(list)
  expect(list.getSnapshot().rows).toEqual([done(1), done(2)])
  stop()
})
