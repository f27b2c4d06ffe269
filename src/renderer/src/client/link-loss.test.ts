import { expect, test } from 'vitest'
import { lossOf } from './link-loss.ts'

test('knows a page of an earlier run by the refusal of its token', () => {
  expect(lossOf(401)).toBe('earlierRun')
})

test('takes no answer for an app that may come back', () => {
  expect(lossOf(null)).toBe('silent')
})

test('blames the stream alone where commands are answered', () => {
  expect([200, 400, 503].map(lossOf)).toEqual(['noStream', 'noStream', 'noStream'])
})
