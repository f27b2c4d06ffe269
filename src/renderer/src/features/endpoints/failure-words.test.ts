import { expect, test } from 'vitest'
import { sayConsequence, sayFailure, sayFailureShort } from './failure-words.ts'

const status = { kind: 'status', status: 500, delayMs: null, left: 3 } as const
const delay = { kind: 'delay', status: null, delayMs: 12_000, left: 1 } as const

test('an armed failure is said whole and in short', () => {
  expect(sayFailure(status)).toBe('The next 3 webhooks are answered 500.')
  expect(sayFailure(delay)).toBe('The next webhook is answered after 12 s.')
  expect(sayFailure({ ...delay, delayMs: 1_500 })).toBe('The next webhook is answered after 1.5 s.')
  expect(sayFailure({ ...delay, status: 503 })).toBe('The next webhook is answered 503 after 12 s.')
  expect(sayFailureShort({ kind: 'hangUp', status: null, delayMs: null, left: 2 })).toBe(
    'Next 2: cut off without an answer'
  )
})

test('what the sender makes of it depends on its ten seconds and on the status', () => {
  expect(sayConsequence(status)).toContain('sends each of them again')
  expect(sayConsequence(delay)).toContain('no answer came')
  expect(sayConsequence({ ...delay, delayMs: 2_000 })).toContain('take this for received')
  expect(sayConsequence({ ...delay, delayMs: 2_000, status: 500 })).toContain('for a failure')
  expect(sayConsequence({ ...status, status: 204 })).toBe('Scalekit takes a 2xx for received.')
})
