import { AppError } from '#shared/errors.ts'
import { parseQuery } from '#shared/query/parse-query.ts'
import type { Query } from '#shared/query/query.ts'

/** A filter as it was typed. Throws `invalid_input` with what cannot be read and where. */
export function readQuery(text = ''): Query {
  const read = parseQuery(text, Date.now())
  if (read.ok) return read.query
  const { message, at } = read.error
  throw new AppError('invalid_input', `${message} (character ${at + 1} of the filter)`)
}

/** The row after which a page goes on. */
export function readRow(before: string): number {
  if (!/^\d{1,16}$/.test(before))
    throw new AppError('invalid_input', '`before` must be the `next` of an earlier page.')
  return Number(before)
}

/** Where a page of a list begins: `before` is the `next` of another, `from` the id of its first row. */
export interface PageStart {
  readonly before?: string | undefined
  readonly from?: string | undefined
  /** How many rows that the filter finds to pass over from there. */
  readonly skip?: number | undefined
}

/** What one step of reading a page brought; `skipped` counts what was passed over of `skip`. */
export interface ListStep<Row> {
  readonly seq: number
  readonly rows: Row[]
  readonly next: string | null
  readonly skipped: number
}
