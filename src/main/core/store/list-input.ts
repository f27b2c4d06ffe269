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
