import { expect, test } from 'vitest'
import { phasesOf } from './phases.ts'

test('splits the time of an answered attempt into three phases', () => {
  expect(
    phasesOf({ connectMs: 2, firstByteMs: 32, durationMs: 40 }).map(({ name, ms }) => [name, ms])
  ).toEqual([
    ['connecting', 2],
    ['waiting', 30],
    ['reading', 8]
  ])
})

test('ends with the phase that an attempt without an answer did not get over', () => {
  expect(phasesOf({ connectMs: 2, firstByteMs: null, durationMs: 10_000 })).toEqual([
    { name: 'connecting', words: 'connecting', ms: 2 },
    { name: 'waiting', words: 'waiting, without an answer', ms: 9_998 }
  ])
})

test('says nothing of an attempt that is under way', () => {
  expect(phasesOf({ connectMs: null, firstByteMs: null, durationMs: null })).toEqual([])
})
