import type { ListState } from '../../state/list-model.ts'
import type { Line } from './fold-bursts.ts'

/** The lines of a list: those of the rows that were read, and as many more as there are rows above and below. */
export interface Lines<T> {
  readonly lines: readonly Line<T>[]
  readonly count: number
  at(index: number): Line<T> | undefined
  /** -1 for one that is not among those that were read. */
  indexOf(key: string | number): number
  /** The place of a line among the rows that were read. */
  rowAt(index: number): number
  /** The line that a row, by its place among those that were read, is on. */
  lineOfRow(row: number): number
  /** The line that shows a row; -1 where that was not read. */
  lineOfId(id: string): number
  /** A place in the whole list. */
  placeOf(index: number): number
}

export function createLines<T extends { readonly id: string }>(
  { rows, first, count }: Pick<ListState<T>, 'rows' | 'first' | 'count'>,
  lines: readonly Line<T>[]
): Lines<T> {
  const indexes = new Map(lines.map(({ key }, index) => [key, index]))
  // An open burst begins with its first row.
  const starts: number[] = []
  let passed = 0
  for (const line of lines) {
    starts.push(passed)
    if (line.kind === 'row') passed++
    else if (!line.isOpen) passed += line.rows.length
  }
  const rowAt = (index: number): number => {
    const at = index - first
    return at < 0 ? at : (starts[at] ?? rows.length + at - lines.length)
  }
  const lineOfRow = (row: number): number => {
    const exact = rows[row] && indexes.get(rows[row].id)
    return (
      first +
      (exact ??
        Math.max(
          0,
          starts.findLastIndex((start) => start <= row)
        ))
    )
  }
  return {
    lines,
    count: count - rows.length + lines.length,
    at: (index) => lines[index - first],
    indexOf(key) {
      const index = typeof key === 'string' ? indexes.get(key) : undefined
      return index === undefined ? -1 : first + index
    },
    rowAt,
    lineOfRow,
    lineOfId(id) {
      const row = rows.findIndex((each) => each.id === id)
      return row < 0 ? -1 : lineOfRow(row)
    },
    placeOf: (index) => first + rowAt(index)
  }
}
