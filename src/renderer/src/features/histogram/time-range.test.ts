import { expect, test } from 'vitest'
import { rangeOf, withRange } from './time-range.ts'

const from = new Date(2026, 10, 24, 9, 30).getTime()
const before = new Date(2026, 10, 24, 11).getTime()

test('writes a range into a filter, in place of the times that it named, and reads it back', () => {
  const filter = withRange('org:acme after:2h "two  words" -before:2026-01-01', { from, before })
  expect(filter).toBe('org:acme "two  words" after:2026-11-24T09:30 before:2026-11-24T11:00')
  expect(rangeOf(filter, Date.now())).toEqual({ from, before })
  expect(withRange(filter, null)).toBe('org:acme "two  words"')
})

test('writes seconds where a range does not begin or end with a minute', () => {
  const filter = withRange('', { from: from + 5_000, before })
  expect(filter).toBe('after:2026-11-24T09:30:05 before:2026-11-24T11:00')
  expect(rangeOf(filter, Date.now())).toEqual({ from: from + 5_000, before })
})

test('leaves alone what cannot be read', () => {
  expect(withRange('org:', { from, before })).toBe('org:')
  expect(rangeOf('org:', Date.now())).toBeNull()
})
