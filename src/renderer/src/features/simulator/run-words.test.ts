import { expect, test } from 'vitest'
import type { Simulation } from '#shared/simulator-models.ts'
import { formatSpan, isFailed, sayRun, stepState } from './run-words.ts'

const run: Simulation = {
  id: 'sim_1',
  kind: 'load',
  what: '20 a second for 10 s',
  entrance: 'receiver',
  state: 'running',
  reason: null,
  startedAt: 0,
  total: 200,
  sent: 41,
  accepted: 38,
  refused: 2,
  perSecond: 19.8,
  eventIds: []
}

test('a span is told in the largest unit that there are two of', () => {
  expect(formatSpan(400)).toBe('1 second')
  expect(formatSpan(90_000)).toBe('90 seconds')
  expect(formatSpan(5_400_000)).toBe('90 minutes')
  expect(formatSpan(90 * 86_400_000)).toBe('3 months')
})

test('a run under way says what was sent and what became of it', () => {
  expect(sayRun(run)).toBe('41 of 200 sent, 38 accepted, 2 not, 19.8 a second')
})

test('a run that ended well says so in a word', () => {
  const ended = { ...run, kind: 'events', state: 'done', total: 1, sent: 1, accepted: 1, refused: 0 } as const
  expect(sayRun(ended)).toBe('Accepted')
  expect(sayRun({ ...ended, total: 3, sent: 3, accepted: 3 })).toBe('All 3 accepted')
})

test('a run whose deliveries were refused does not claim success', () => {
  expect(sayRun({ ...run, state: 'failed', accepted: 0, refused: 200 })).toBe('Nothing was accepted')
  const refused = { ...run, state: 'done', sent: 200, accepted: 198 } as const
  expect(sayRun(refused)).toBe('198 of 200 accepted, 2 not, 19.8 a second')
  expect(isFailed(refused)).toBe(true)
  expect(sayRun({ ...run, state: 'stopped' })).toBe('Stopped after 41 deliveries, 38 accepted, 2 not')
})

test('a load that could not keep its rate does not claim success either', () => {
  const slow = { ...run, state: 'done', sent: 41, accepted: 41, refused: 0 } as const
  expect(sayRun(slow)).toBe('41 of 200 accepted, 19.8 a second')
  expect(isFailed(slow)).toBe(true)
  expect(isFailed({ ...run, state: 'stopped' })).toBe(false)
})

test('the step after the last answered one is being sent, those after it wait', () => {
  expect([39, 40, 41].map((index) => stepState(index, run))).toEqual(['answered', 'sending', 'waiting'])
})
