import { expect, test } from 'vitest'
import type { HeaderPair, ReasonCode } from '#shared/models.ts'
import { isSecretHeader, kindOfHeader, meaningOfHeader } from './header-kind.ts'
import { readSteps } from './read-steps.ts'

const receivedAt = Date.UTC(2026, 2, 1, 10)
const headers: readonly HeaderPair[] = [
  ['Webhook-Id', 'msg_1'],
  ['webhook-timestamp', String(receivedAt / 1_000 - 1_200)],
  ['webhook-signature', 'v1,a v1,b']
]
const stepsOf = (code: ReasonCode | null, sent = headers) =>
  readSteps({
    kind: 'webhook',
    headers: [...sent],
    receivedAt,
    reason: code && { code, message: '' },
    verdict: code ? 'rejected' : 'verified',
    secret: null
  })
const states = (code: ReasonCode | null) => stepsOf(code).map(({ state }) => state)

test('walks through the checks up to the one that failed', () => {
  expect(states(null)).toEqual(['passed', 'passed', 'passed', 'passed'])
  expect(states('missing_headers')).toEqual(['failed', 'skipped', 'skipped', 'skipped'])
  expect(states('no_secret')).toEqual(['passed', 'failed', 'skipped', 'skipped'])
  expect(states('too_old')).toEqual(['passed', 'passed', 'failed', 'skipped'])
  expect(states('invalid_signature')).toEqual(['passed', 'passed', 'passed', 'failed'])
  expect(states('aborted')).toEqual([])
})

test('says what there was to check', () => {
  expect(stepsOf('missing_headers', headers.slice(0, 2))[0]?.text).toBe('missing: webhook-signature')
  expect(stepsOf('too_old')[2]?.text).toBe('signed 20 min before its arrival; at most 5 minutes are accepted')
  const now: HeaderPair = ['webhook-timestamp', String(receivedAt / 1_000)]
  expect(stepsOf(null, [headers[0]!, now, headers[2]!])[2]?.text).toContain(
    'signed the second of its arrival'
  )
  expect(stepsOf('invalid_signature')[3]?.text).toContain('2 signatures were sent')
})

test('tells headers of the signature, of the tunnel and of proxies from those of the sender', () => {
  const kinds = ['WEBHOOK-id', 'svix-id', 'ngrok-trace-id', 'X-Forwarded-For', 'user-agent'].map(
    (name) => kindOfHeader(name)?.text ?? null
  )
  expect(kinds).toEqual(['signature', 'signature', 'tunnel', 'added on the way', null])
})

test('knows which headers let somebody in, and what the headers of a signature are for', () => {
  const secret = ['Authorization', 'cookie', 'X-Api-Key', 'webhook-signature', 'user-agent'].filter(
    isSecretHeader
  )
  expect(secret).toEqual(['Authorization', 'cookie', 'X-Api-Key'])
  expect(meaningOfHeader('Webhook-Timestamp', '1772359200')).toContain('2026-03-01T10:00:00.000Z')
  expect(meaningOfHeader('webhook-timestamp', 'soon')).toBe('When it was signed')
  expect(meaningOfHeader('interceptor-id', 'msg_1')).toContain('takes each id once')
  expect(meaningOfHeader('x-other', '1')).toBeNull()
})
