import type { ListChange, ListSource } from './list-model.ts'
import type { RowWindow } from './row-window.ts'

/** What is held back row by row; of more, the list is read again. */
const mostHeld = 5_000

/** Rows that came above the head of a list and wait there. */
export function createNews<T extends { readonly id: string }>() {
  const waiting = new Map<string, T>()
  let headOrder = -Infinity
  let isOverfull = false
  return {
    count: () => waiting.size,
    /** True once more wait than are held. */
    isOverfull: () => isOverfull,
    /** Takes note of a change; returns what of it belongs above the head. */
    hear(
      change: ListChange<T>,
      { rows, isHead }: Pick<RowWindow<T>, 'rows' | 'isHead'>,
      { belongs, orderOf }: Pick<ListSource<T>, 'belongs' | 'orderOf'>
    ): readonly T[] {
      for (const id of change.removed) waiting.delete(id)
      const known = new Set(rows.map(({ id }) => id))
      return change.upserted.filter((row) => {
        if (known.has(row.id)) {
          waiting.delete(row.id)
          return false
        }
        const order = orderOf(row)
        const isNew = order > headOrder || (isHead && order === headOrder)
        if (!isNew && !waiting.has(row.id)) return false
        if (belongs?.(row) !== true) {
          waiting.delete(row.id)
          return false
        }
        if (waiting.size < mostHeld || waiting.has(row.id)) waiting.set(row.id, row)
        else isOverfull = true
        return true
      })
    },
    take: (): readonly T[] => [...waiting.values()],
    /** Nothing waits above the row of that order. */
    reset(order: number) {
      waiting.clear()
      headOrder = order
      isOverfull = false
    }
  }
}
