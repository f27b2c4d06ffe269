import { useMemo, useState } from 'react'
import type { ListState } from '../../state/list-model.ts'
import { asLines, type Line } from './fold-bursts.ts'
import { createLines, type Lines } from './lines.ts'

type Folder<T> = ((rows: readonly T[]) => readonly Line<T>[]) | null

/** What the list shows, line by line; without a folder each row is one. */
export function useLines<T extends { readonly id: string }>(list: ListState<T>, fold: Folder<T>): Lines<T> {
  const { rows, first, count } = list
  return useMemo(
    () => createLines({ rows, first, count }, fold ? fold(rows) : asLines(rows)),
    [rows, first, count, fold]
  )
}

export interface ActiveLine<T> {
  /** -1 for none. */
  readonly index: number
  readonly key: string | null
  /** As it was when it was last read. */
  readonly line: Line<T> | undefined
}

/** The line that has or gets the keyboard, also while its row is not among those that were read. */
export function useActiveLine<T>(lines: Lines<T>, key: string | null): ActiveLine<T> {
  const [last, setLast] = useState<ActiveLine<T>>({ index: -1, key: null, line: undefined })
  const index = key === null ? -1 : lines.indexOf(key)
  if (index < 0) return last.key === key ? last : { index: -1, key, line: undefined }
  const line = lines.at(index)
  if (last.index === index && last.key === key && last.line === line) return last
  const now = { index, key, line }
  setLast(now)
  return now
}
