import { expect, test } from 'vitest'
import { createForwardCounter } from './forward-counts.ts'

const attempt = {
  id: 'att_1',
  kind: 'forward',
  target: 'http://localhost:3000/',
  outcome: 'answered',
  status: 200,
  error: null
} as const

test('an attempt counts once, when it has ended', () => {
  const count = createForwardCounter()
  const pending = count(new Map(), [{ ...attempt, outcome: 'pending', status: null }])
  expect(pending.size).toBe(0)
  const ended = count(pending, [attempt])
  expect(count(ended, [attempt])).toBe(ended)
  expect(ended.get(attempt.target)).toEqual({ accepted: 1, refused: 0, failed: 0, last: attempt })
})

test('answers are told apart from failures, target by target', () => {
  const other = { ...attempt, id: 'att_2', target: 'http://localhost:4000/', status: 302 }
  const failed = { ...attempt, id: 'att_3', outcome: 'failed', status: null, error: 'Refused.' } as const
  const counts = createForwardCounter()(new Map(), [attempt, other, failed])
  expect(counts.get(attempt.target)).toEqual({ accepted: 1, refused: 0, failed: 1, last: failed })
  expect(counts.get(other.target)).toEqual({ accepted: 0, refused: 1, failed: 0, last: other })
})

test('replays are not counted', () => {
  expect(createForwardCounter()(new Map(), [{ ...attempt, kind: 'replay' }]).size).toBe(0)
})
