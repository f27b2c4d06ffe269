import type { ListMark } from '#shared/total-models.ts'
import type { ListPage } from './list-model.ts'
import { rowsAbove, type PageStart, type Row, type RowWindow } from './row-window.ts'

export const pageRows = 200
const mostPageRows = 500
/** Rows this near to the screen are read before they are on it. */
export const aheadRows = 100
/** Of a place that the reader leaps to, so few rows are read first, because they are there sooner; then those around. */
const leapRows = 100
/** As many of them are above it, so that a burst that reaches into the screen folds at once. */
const leadRows = 40
/** So many pages are read to close the gap to the rows above, before their place is guessed anew. */
const mostJoins = 4

export type ReadPage<T> = (start: PageStart, limit?: number) => Promise<ListPage<T>>

/** Where the first page begins of a place in a list of so many rows. */
export const leap = (index: number, count: number): number =>
  Math.max(0, Math.min(index, count - 1) - leadRows)

/** Below a page; null at the end of the list. */
const startBelow = ({ next }: Pick<ListPage<unknown>, 'next'>): PageStart | null =>
  next === null ? null : { before: next }

/** The rows between a page further up and the window; null where the two are too far from each other. */
export async function readGap<T extends Row>(
  window: RowWindow<T>,
  top: ListPage<T>,
  readPage: ReadPage<T>,
  orderOf: (row: T) => number
): Promise<readonly T[] | null> {
  const part = [...top.rows]
  let page = top
  for (let joins = 1; ; joins++) {
    const above = rowsAbove(window, part, orderOf)
    const start = startBelow(page)
    if (above !== null || start === null || joins === mostJoins) return above
    page = await readPage(start, mostPageRows)
    part.push(...page.rows)
  }
}

/** The page at a place some rows below a mark. Where less is left than was counted, its end is what was meant. */
export async function readPlace<T>(
  mark: ListMark,
  rowsBelow: number,
  readPage: ReadPage<T>
): Promise<{ readonly page: ListPage<T>; readonly back: number }> {
  for (let back = 0; ; back += leapRows) {
    const skip = Math.max(0, rowsBelow - back)
    const page = await readPage({ before: mark.before, skip }, leapRows)
    if (page.rows.length > 0 || skip === 0) return { page, back }
  }
}

type Result<R> = { readonly ok: true; readonly value: R } | { readonly ok: false; readonly error: unknown }

const mostTries = 5

/** One read at a time: a new one takes the place of the last, whose answer is nobody's then. */
export function createReading() {
  let now: { readonly abort: AbortController; readonly isJump: boolean } | null = null
  let insisted = 0
  let latest: Promise<unknown> = Promise.resolve()
  return {
    /** Looks again where another read came in between, once that has been answered; not where another looks too. */
    async insist(look: () => Promise<boolean>): Promise<boolean> {
      const own = ++insisted
      let isDone = await look()
      for (let tries = 0; !isDone && own === insisted && now !== null && tries < mostTries; tries++) {
        await latest
        isDone = await look()
      }
      return isDone
    },
    isBusy: () => now !== null,
    isJump: () => now?.isJump === true,
    stop: () => {
      now?.abort.abort()
      now = null
    },
    /** Null where another took its place. */
    async run<R>(isJump: boolean, work: (signal: AbortSignal) => Promise<R>): Promise<Result<R> | null> {
      now?.abort.abort()
      const own = { abort: new AbortController(), isJump }
      now = own
      const answered = work(own.abort.signal).then(
        (value): Result<R> => ({ ok: true, value }),
        (error: unknown): Result<R> => ({ ok: false, error })
      )
      latest = answered
      const result = await answered
      if (now !== own) return null
      now = null
      return result
    }
  }
}
