import { expect, test } from 'vitest'
import { describeLoss } from './over-limits.ts'

const before = { maxAgeDays: null, maxEvents: 1_000, maxBytes: null, maxUnverified: 500 }
const counts = { events: 900, starred: 0, rejected: 40, unchecked: 0, interceptors: 12 }

test('counts what goes over a tighter limit', () => {
  expect(describeLoss(before, { ...before, maxEvents: 250 }, counts)).toBe(
    'This deletes 650 of 900 events for good. Starred events stay.'
  )
  expect(describeLoss(before, { ...before, maxUnverified: 10 }, counts)).toBe(
    'This deletes 30 of 40 rejected deliveries and 2 of 12 interceptor calls for good. Starred events stay.'
  )
})

test('takes the starred events for what stays', () => {
  expect(describeLoss(before, { ...before, maxEvents: 250 }, { ...counts, starred: 600 })).toContain(
    '50 of 900'
  )
  expect(describeLoss(before, { ...before, maxAgeDays: 1 }, { ...counts, starred: 900 })).toBeNull()
})

test('names an age and a size, where nobody has counted', () => {
  expect(describeLoss(before, { ...before, maxAgeDays: 30, maxBytes: 50_000_000 }, counts)).toBe(
    'This deletes everything older than 30 days and the oldest events beyond 50 MB of bodies for good. Starred events stay.'
  )
})

test('has nothing to ask about limits that are as wide, wider, or wide enough', () => {
  const tight = { maxAgeDays: 7, maxEvents: 100, maxBytes: 10_000_000, maxUnverified: 10 }
  expect(describeLoss(tight, tight, counts)).toBeNull()
  expect(describeLoss(tight, before, counts)).toBeNull()
  expect(describeLoss(before, { ...before, maxEvents: 900, maxUnverified: 40 }, counts)).toBeNull()
})
