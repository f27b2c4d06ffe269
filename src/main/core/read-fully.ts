import type { ListMark } from '#shared/total-models.ts'

interface Step<Row> {
  readonly seq: number
  readonly rows: Row[]
  readonly next: string | null
  readonly skipped: number
}

interface PageInput {
  readonly limit: number
  readonly before?: string | undefined
  readonly from?: string | undefined
  readonly skip?: number | undefined
}

/**
 * A page of a list, gathered in short steps, so that a filter that matches little holds up nothing: the store
 * answers each step with what it found among a bounded number of rows.
 */
export async function readFully<Input extends PageInput, Row>(
  input: Input,
  step: (input: Input) => Promise<Step<Row>>
): Promise<Omit<Step<Row>, 'skipped'>> {
  const { seq, rows, ...first } = await step(input)
  let { next } = first
  let skip = (input.skip ?? 0) - first.skipped
  while (next !== null && rows.length < input.limit) {
    const more = await step({
      ...input,
      from: undefined,
      before: next,
      skip,
      limit: input.limit - rows.length
    })
    rows.push(...more.rows)
    next = more.next
    skip -= more.skipped
  }
  return { seq, rows, next }
}

interface Outline {
  readonly seq: number
  readonly count: number
  readonly marks: readonly ListMark[]
  readonly next: string | null
}

/** After so long the count so far is told, and whoever wants the rest asks again. */
const outlineMs = 200

/** What a list has, step by step like a page of it. */
export async function outlineSome<Input extends { readonly before?: string | undefined }>(
  input: Input,
  step: (input: Input) => Promise<Outline>
): Promise<{ seq: number; count: number; marks: ListMark[]; next: string | null }> {
  const until = performance.now() + outlineMs
  const first = await step(input)
  let { count, next } = first
  const marks = [...first.marks]
  while (next !== null && performance.now() < until) {
    const more = await step({ ...input, before: next })
    marks.push(...more.marks.map((mark) => ({ ...mark, rank: mark.rank + count })))
    count += more.count
    next = more.next
  }
  return { seq: first.seq, count, marks, next }
}
