import { useState, type KeyboardEvent } from 'react'

/** A cell that takes the keyboard; `column` is its place among those of its row. */
export interface Cell {
  readonly row: number
  readonly column: number
}

export interface GridKeys {
  /** Of all cells the one tab stop; arrows lead to the others. */
  readonly stop: Cell
  /** Never another one, so that a row need not be drawn again for it. */
  readonly onFocus: (cell: Cell) => void
  readonly onKeyDownCapture: (event: KeyboardEvent<HTMLElement>) => void
}

/** Moves the keyboard through rows of which some lack a cell, by arrows, Home, End and page keys. */
export function useGridKeys(rows: number, has: (row: number, column: number) => boolean): GridKeys {
  const [chosen, setChosen] = useState<Cell | null>(null)
  const first = { row: 0, column: has(0, 0) ? 0 : 1 }
  const stop = chosen !== null && chosen.row < rows && has(chosen.row, chosen.column) ? chosen : first
  return {
    stop,
    onFocus: setChosen,
    onKeyDownCapture(event) {
      const isCell = event.target instanceof HTMLElement && event.target.dataset['cell'] !== undefined
      if (!isCell || event.ctrlKey || event.metaKey || event.altKey) return
      const next = step(event.key, stop, rows)
      if (next === null) return
      // Before the button takes it, whose menu opens with an arrow as well.
      event.preventDefault()
      event.stopPropagation()
      const column = has(next.row, next.column) ? next.column : 1 - next.column
      event.currentTarget.querySelector<HTMLElement>(`[data-cell="${next.row}:${column}"]`)?.focus()
    }
  }
}

/** For what takes the keyboard in a cell. */
export const cellProps = (
  { row, column }: Cell,
  isStop: boolean,
  onFocus: GridKeys['onFocus']
): { readonly tabIndex: 0 | -1; readonly 'data-cell': string; readonly onFocus: () => void } => ({
  tabIndex: isStop ? 0 : -1,
  'data-cell': `${row}:${column}`,
  onFocus: () => onFocus({ row, column })
})

const pageRows = 10

function step(key: string, { row, column }: Cell, rows: number): Cell | null {
  const moves: Readonly<Record<string, Cell>> = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: 0 },
    ArrowRight: { row, column: 1 },
    PageUp: { row: row - pageRows, column },
    PageDown: { row: row + pageRows, column },
    Home: { row: 0, column },
    End: { row: rows - 1, column }
  }
  const move = moves[key]
  return move ? { row: Math.max(0, Math.min(move.row, rows - 1)), column: move.column } : null
}
