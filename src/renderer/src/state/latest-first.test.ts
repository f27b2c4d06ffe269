import { expect, test } from 'vitest'
import { withRows } from './latest-first.ts'

const row = (id: string, done = 0) => ({ id, done })

test('a row that changed keeps its place', () => {
  expect(withRows([row('b'), row('a')], [row('a', 1)])).toEqual([row('b'), row('a', 1)])
})

test('of new rows the last one comes first, above those that were known', () => {
  expect(withRows([row('a')], [row('b'), row('c')])).toEqual([row('c'), row('b'), row('a')])
})

test('a row that is told twice at once is there once, as it was told last', () => {
  expect(withRows([], [row('a', 1), row('a', 2)])).toEqual([row('a', 2)])
})
