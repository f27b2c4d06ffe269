import { expect, test } from 'vitest'
import { createGone } from './gone.ts'

const change = { upserted: [], removed: [], stale: false }

test('knows what is about an event that was removed, until it is back', () => {
  const gone = createGone()
  expect(gone.isIn({ id: 'evt_1' })).toBe(false)
  gone.hear({ ...change, removed: ['evt_1'] })
  expect(gone.isIn({ id: 'evt_1' })).toBe(true)
  expect(gone.isIn({ from: 'evt_0', to: 'evt_1', unchanged: 0 })).toBe(true)
  expect(gone.isIn({ id: 'diruser_1', aroundId: 'evt_1' })).toBe(true)
  expect(gone.isIn({ id: 'evt_2' })).toBe(false)
  expect(gone.isIn({ query: 'evt_1' })).toBe(false)
  gone.hear({ ...change, upserted: [{ id: 'evt_1' }] })
  expect(gone.isIn({ id: 'evt_1' })).toBe(false)
})

test('knows nothing any more after a change that is not told in full', () => {
  const gone = createGone()
  gone.hear({ ...change, removed: ['evt_1'] })
  gone.hear({ ...change, stale: true })
  expect(gone.isIn({ id: 'evt_1' })).toBe(false)
})

test('remembers no more than the latest thousand', () => {
  const gone = createGone()
  for (let number = 0; number <= 1_000; number++) gone.hear({ ...change, removed: [`evt_${number}`] })
  expect(gone.isIn({ id: 'evt_0' })).toBe(false)
  expect(gone.isIn({ id: 'evt_1' })).toBe(true)
  expect(gone.isIn({ id: 'evt_1000' })).toBe(true)
})
