import { expect, test } from 'vitest'
import { idsBetween, isPicked, mostPicked } from './picked.ts'

const rows = Array.from({ length: 2_000 }, (_each, index) => ({ id: `evt_${index}` }))

test('picks from one row to another, both included, in either direction', () => {
  expect(idsBetween(rows, 3, 5)).toEqual(['evt_3', 'evt_4', 'evt_5'])
  expect(idsBetween(rows, 5, 3)).toEqual(['evt_3', 'evt_4', 'evt_5'])
})

test('stops at what can be picked, beside the row that it began with', () => {
  expect(idsBetween(rows, 0, 1_999).at(0)).toBe('evt_0')
  expect(idsBetween(rows, 1_999, 0).at(-1)).toBe('evt_1999')
  expect(idsBetween(rows, 1_999, 0)).toHaveLength(mostPicked)
})

test('all that the timeline lists has every row in it', () => {
  expect(isPicked({ kind: 'all', query: '' }, 'evt_1')).toBe(true)
  expect(isPicked({ kind: 'rows', query: '', ids: ['evt_2'] }, 'evt_1')).toBe(false)
  expect(isPicked(null, 'evt_1')).toBe(false)
})
