import type { ListChange, ListSource } from './list-model.ts'
import type { RowWindow } from './row-window.ts'

/** The rows after a change, as far as they were read: new ones at their place, changed ones in theirs. */
export function mergeRows<T extends { readonly id: string }>(
  { rows, next, isHead }: RowWindow<T>,
  change: Pick<ListChange<T>, 'upserted' | 'removed'>,
  source: Pick<ListSource<T>, 'belongs' | 'orderOf'>
): readonly T[] {
  const removed = new Set(change.removed)
  const incoming = new Map(change.upserted.map((row) => [row.id, row]))
  const kept: T[] = []
  for (const row of rows) {
    const current = incoming.get(row.id)
    incoming.delete(row.id)
    if (removed.has(row.id)) continue
    if (current === undefined || source.belongs === null || source.belongs(current)) kept.push(current ?? row)
  }
  const [top, last] = [kept[0], kept.at(-1)]
  const oldest = next !== null && last ? source.orderOf(last) : -Infinity
  const newest = isHead || !top ? Infinity : source.orderOf(top)
  const fresh = [...incoming.values()]
    .filter((row) => {
      const order = source.orderOf(row)
      return !removed.has(row.id) && source.belongs?.(row) === true && order >= oldest && order <= newest
    })
    .toSorted((a, b) => source.orderOf(b) - source.orderOf(a))
  if (fresh.length === 0) return kept

  const merged: T[] = []
  let at = 0
  for (const row of kept) {
    for (let first = fresh[at]; first && source.orderOf(first) >= source.orderOf(row); first = fresh[++at]) {
      merged.push(first)
    }
    merged.push(row)
  }
  return [...merged, ...fresh.slice(at)]
}
