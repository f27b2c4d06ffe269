import { createLiveValue, type LiveSource, type LiveValue } from './live-value.ts'
import type { Store } from './store.ts'

interface Row {
  readonly id: string
}

interface RowSource<T> {
  readonly read: LiveSource<readonly T[]>['read']
  /** Watches announcements of rows that came or changed. */
  watch(onRows: (rows: readonly T[]) => void, reread: () => void): () => void
}

/** What the core keeps of a kind and announces row by row, latest first. */
export function createLatestFirst<T extends Row>({
  read,
  watch
}: RowSource<T>): Store<LiveValue<readonly T[]>> {
  return createLiveValue<readonly T[]>({
    read,
    watch: (update, reread) => watch((rows) => update((known) => withRows(known, rows)), reread)
  })
}

/** A known row keeps its place; a new one comes first. */
export function withRows<T extends Row>(known: readonly T[], rows: readonly T[]): readonly T[] {
  const latest = new Map(rows.map((row) => [row.id, row]))
  const added = [...latest.values()].filter(({ id }) => !known.some((row) => row.id === id))
  return [...added.toReversed(), ...known.map((row) => latest.get(row.id) ?? row)]
}
