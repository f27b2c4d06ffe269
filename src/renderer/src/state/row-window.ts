import type { ListMark } from '#shared/total-models.ts'
import type { Outline } from './outline.ts'

/** Neighbours without a gap out of a list, and how much of it lies above and below them. */
export interface RowWindow<T> {
  /** Newest first. */
  readonly rows: readonly T[]
  /** How many rows lie above; exact where `isHead`, else as far as anybody knows. */
  readonly first: number
  readonly isHead: boolean
  /** Where the list goes on below; null at its end. */
  readonly next: PageStart | null
}

/** Where a page begins: below an earlier one, or with the row of that id; then so many rows further down. */
export interface PageStart {
  readonly before?: string
  readonly from?: string
  readonly skip?: number
}

export type Row = { readonly id: string }

export const emptyWindow: RowWindow<never> = { rows: [], first: 0, isHead: true, next: null }

export const windowAt = <T>(
  { rows, next }: { readonly rows: readonly T[]; readonly next: string | null },
  first: number
): RowWindow<T> => ({ rows, first, isHead: first === 0, next: next === null ? null : { before: next } })

export const endOf = ({ first, rows }: RowWindow<unknown>): number => first + rows.length

/** Where nobody has counted, a list that goes on is so much longer. */
const uncountedRows = 50

/** How many rows there are in all, as far as anybody knows; `added` came on top since the outline was made. */
export function countOf(window: RowWindow<unknown>, { marks, count }: Outline, added: number): number {
  const end = endOf(window)
  if (window.next === null) return end
  if (count === null) return Math.max(end + uncountedRows, marks.at(-1)?.rank ?? 0)
  return Math.max(end + 1, count + added)
}

/** Estimates anew how far down the window is, by the time of its first row, where it is off by more than so many rows. */
export function placeByTime<T>(
  window: RowWindow<T>,
  at: number,
  outline: Outline,
  added: number,
  tolerance: number
): RowWindow<T> {
  if (window.isHead || outline.marks.length === 0) return window
  const rank = rankOfTime(outline.marks, at, countOf(window, outline, added))
  const first = Math.max(1, rank + added)
  return Math.abs(first - window.first) > tolerance ? { ...window, first } : window
}

/** Lets go of rows above, down to so many. */
export function trimAbove<T extends Row>(window: RowWindow<T>, mostRows: number): RowWindow<T> {
  const extra = window.rows.length - mostRows
  if (extra <= 0) return window
  return { ...window, rows: window.rows.slice(extra), first: window.first + extra, isHead: false }
}

/** Lets go of rows below, down to so many; the list then goes on from the last one that stays. */
export function trimBelow<T extends Row>(window: RowWindow<T>, mostRows: number): RowWindow<T> {
  if (window.rows.length <= mostRows) return window
  const rows = window.rows.slice(0, mostRows)
  const last = rows.at(-1)
  return { ...window, rows, next: last ? { from: last.id } : null }
}

/** Adds what was read below. */
export function extendBelow<T extends Row>(
  window: RowWindow<T>,
  page: { readonly rows: readonly T[]; readonly next: string | null },
  mostRows: number
): RowWindow<T> {
  const known = new Set(window.rows.map(({ id }) => id))
  const rows = [...window.rows, ...page.rows.filter(({ id }) => !known.has(id))]
  return trimAbove({ ...window, rows, next: page.next === null ? null : { before: page.next } }, mostRows)
}

/**
 * The rows of a part that lie above the window, where the part reaches down to it; null where rows between the two
 * are missing.
 */
export function rowsAbove<T extends Row>(
  window: RowWindow<T>,
  part: readonly T[],
  orderOf: (row: T) => number
): readonly T[] | null {
  const [top] = window.rows
  if (!top) return null
  const at = part.findIndex(({ id }) => id === top.id)
  if (at >= 0) return part.slice(0, at)
  // The first row of the window may have gone since.
  const past = part.findIndex((row) => orderOf(row) < orderOf(top))
  if (past < 0) return null
  const known = new Set(window.rows.map(({ id }) => id))
  return part.slice(0, past).filter(({ id }) => !known.has(id))
}

/** So much wider than was thought a gap is taken to be that could not be closed. */
const widerRows = 500

/**
 * Adds what was read above, from the head of the list or from about `target` rows below it on. Null where rows between
 * are missing: the window is further down than was thought.
 */
export function joinAbove<T extends Row>(
  window: RowWindow<T>,
  above: readonly T[] | null,
  target: number | null,
  mostRows: number
): RowWindow<T> {
  if (above === null) return { ...window, first: window.first + widerRows }
  // Where nothing is above, the window is further up than was thought.
  if (above.length === 0 && target !== null) return { ...window, first: Math.max(1, target) }
  const first = target === null ? 0 : Math.max(1, window.first - above.length)
  return trimBelow({ ...window, rows: [...above, ...window.rows], first, isHead: first === 0 }, mostRows)
}

/** The last place with a mark that lies at this index or above it; `added` rows came on top since the marks were made. */
export function markAbove(marks: readonly ListMark[], index: number, added: number): ListMark | null {
  let [low, high] = [0, marks.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((marks[middle]?.rank ?? 0) + added <= index) low = middle + 1
    else high = middle
  }
  return marks[low - 1] ?? null
}

/** About how many rows lie above one that was received then. */
function rankOfTime(marks: readonly ListMark[], at: number, count: number): number {
  const below = marks.findIndex((mark) => mark.at <= at)
  const [upper, lower] = below < 0 ? [marks.at(-1), undefined] : [marks[below - 1], marks[below]]
  if (!upper) return lower?.rank ?? 0
  if (!lower) return Math.min(count, upper.rank + 1)
  const share = upper.at === lower.at ? 0 : (upper.at - at) / (upper.at - lower.at)
  return Math.round(upper.rank + share * (lower.rank - upper.rank))
}
