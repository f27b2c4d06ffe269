import { expect, test } from 'vitest'
import { leap, readPlace } from './list-reads.ts'
import type { PageStart } from './row-window.ts'

const mark = { rank: 0, at: 0, before: '1000' }

/** A list of so many rows below the mark. */
function createReader(count: number) {
  const asked: (PageStart & { readonly limit: number | undefined })[] = []
  return {
    asked,
    readPage: (start: PageStart, limit?: number) => {
      asked.push({ ...start, limit })
      const first = start.skip ?? 0
      const rows = Array.from(
        { length: Math.max(0, Math.min(limit ?? 0, count - first)) },
        (_, row) => first + row
      )
      return Promise.resolve({ seq: 1, rows, next: null })
    }
  }
}

test('begins some rows above the place that is leapt to, and never beyond an end', () => {
  expect(leap(500_000, 1_000_000)).toBe(499_960)
  expect(leap(3, 1_000_000)).toBe(0)
  expect(leap(2_000_000, 1_000_000)).toBe(999_959)
})

test('asks for a screen and what is near it, so that a leap is answered soon', async () => {
  const { readPage, asked } = createReader(1_000)
  const { page, back } = await readPlace(mark, 400, readPage)
  expect(asked).toEqual([{ before: '1000', skip: 400, limit: 100 }])
  expect([page.rows[0], page.rows.length, back]).toEqual([400, 100, 0])
})

test('goes further up, as often as it takes, where less is left than was counted', async () => {
  const { readPage } = createReader(150)
  const { page, back } = await readPlace(mark, 400, readPage)
  expect([page.rows[0], page.rows.length, back]).toEqual([100, 50, 300])
})
