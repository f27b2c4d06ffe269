interface Page<Row> {
  readonly seq: number
  readonly rows: Row[]
  readonly next: string | null
}

/**
 * A page of a list, gathered in short steps, so that a filter that matches little holds up nothing: the store
 * answers each step with what it found among a bounded number of rows.
 */
export async function readFully<
  Input extends { readonly limit: number; readonly before?: string | undefined },
  Row
>(input: Input, step: (input: Input) => Promise<Page<Row>>): Promise<Page<Row>> {
  const { seq, rows, ...first } = await step(input)
  let { next } = first
  while (next !== null && rows.length < input.limit) {
    const more = await step({ ...input, before: next, limit: input.limit - rows.length })
    rows.push(...more.rows)
    next = more.next
  }
  return { seq, rows, next }
}
