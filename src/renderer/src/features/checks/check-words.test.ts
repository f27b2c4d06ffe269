import { expect, test } from 'vitest'
import type { HandlerCheck, ProbeResult } from '#shared/check-models.ts'
import { failedProbes, inGroups, sayAnswer, sayCheck } from './check-words.ts'

const result = (
  id: string,
  outcome: ProbeResult['outcome'],
  group: ProbeResult['probe']['group'] = 'signature'
) => ({
  probe: { id, name: `Probe ${id}`, why: '', group },
  outcome,
  finding: null,
  consequence: null,
  fixes: [],
  exchanges: []
})
const check = (state: HandlerCheck['state'], outcomes: readonly ProbeResult['outcome'][]): HandlerCheck => ({
  id: 'chk_1',
  target: 'http://localhost:3000/',
  startedAt: 0,
  endedAt: state === 'running' ? null : 1,
  state,
  results: outcomes.map((outcome, index) => result(String(index), outcome))
})

test('a check that found nothing says that all passed', () => {
  expect(sayCheck(check('done', ['pass', 'pass']))).toEqual({ tone: 'good', text: 'All 2 passed.' })
})

test('failures come first, and nothing that was found is left out', () => {
  expect(sayCheck(check('done', ['pass', 'warn', 'fail', 'skipped', 'pass']))).toEqual({
    tone: 'bad',
    text: 'The handler does not hold yet: 1 failed, 1 to look at, 2 passed, 1 skipped.'
  })
})

test('a handler that refuses the valid delivery is told apart from one that fails later', () => {
  expect(sayCheck(check('done', ['fail', 'skipped', 'skipped'])).text).toMatch(
    /does not accept a valid delivery/
  )
})

test('a check under way says how far it is and at what', () => {
  expect(sayCheck(check('running', ['pass', 'running', 'waiting'])).text).toBe(
    '1 of 3 done: 1 passed. Now: Probe 1.'
  )
})

test('a stopped check does not claim that all is well', () => {
  expect(sayCheck(check('stopped', ['pass', 'skipped']))).toEqual({
    tone: 'plain',
    text: 'Stopped: 1 passed, 1 skipped.'
  })
})

test('what failed or is to be looked at is run again, the rest is not', () => {
  expect(failedProbes(check('done', ['pass', 'warn', 'fail', 'skipped']))).toEqual(['1', '2'])
})

test('groups keep the order of their first probe', () => {
  const rows = [result('a', 'pass'), result('b', 'pass', 'answer'), result('c', 'pass')]
  expect(inGroups(rows, ({ probe }) => probe).map(([group, own]) => [group, own.length])).toEqual([
    ['signature', 2],
    ['answer', 1]
  ])
})

test('an answer that broke off says both', () => {
  const exchange = {
    what: '',
    requestHeaders: [],
    requestBody: '',
    requestBytes: 0,
    status: 200,
    durationMs: 12,
    error: 'The connection closed.',
    responseHeaders: [],
    responseBody: null
  }
  expect(sayAnswer(exchange)).toBe('200 in 12 ms, then: The connection closed.')
  expect(sayAnswer({ ...exchange, error: null })).toBe('200 in 12 ms')
  expect(sayAnswer({ ...exchange, status: null, durationMs: null, error: 'Nobody listens.' })).toBe(
    'Nobody listens.'
  )
})
