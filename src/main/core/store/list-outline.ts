import type { ListMark } from '#shared/total-models.ts'
import { timeKey } from './time-key.ts'

/** A part of a list counted: how many rows it has, and where to read on every so many of them. */
export interface Outline {
  readonly count: number
  /** Ranks count from the first row of the part. */
  readonly marks: readonly ListMark[]
}

export interface OutlineStep extends Outline {
  readonly seq: number
  readonly next: string | null
}

/** A mark so often: what lies between two of them is passed over when a place there is read. */
const ROWS_A_MARK = 250
/** A million events have so many marks, and no list many more. */
const MOST_MARKS = 4_000

/** Of rows newest first. `row` is the number that orders them. */
export function outlineOfRows(rows: readonly { readonly row: number; readonly at: number }[]): Outline {
  return {
    count: rows.length,
    marks: rows.flatMap(({ row, at }, rank) =>
      rank % ROWS_A_MARK === 0 ? [{ rank, at, before: String(row + 1) }] : []
    )
  }
}

/**
 * Of sums over spans of time, newest first. A span of many rows has one mark however many they are; where the clock
 * jumped back, ranks are off by what it brought twice.
 */
export function outlineOfBars(
  bars: readonly { readonly at: number; readonly width: number; readonly events: number }[]
): Outline {
  const count = bars.reduce((sum, { events }) => sum + events, 0)
  const atLeast = Math.max(ROWS_A_MARK, count / MOST_MARKS)
  const marks: ListMark[] = []
  let rank = 0
  let marked = Number.NEGATIVE_INFINITY
  for (const { at, width, events } of bars) {
    if (rank - marked >= atLeast || events >= atLeast) {
      marks.push({ rank, at: at + width, before: String(timeKey(at + width)) })
      marked = rank
    }
    rank += events
  }
  return { count, marks }
}
