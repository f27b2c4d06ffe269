import { expect, test } from 'vitest'
import type { ListeningStatus, ReceiverStatus, TunnelStatus } from '#shared/listening-models.ts'
import { unseenWords, viewOf } from './tray-view.ts'

const url = 'https://a.example/api'
const status = (
  receiver: ReceiverStatus['state'],
  tunnel: TunnelStatus['state'],
  rest: Partial<ListeningStatus> = {}
): ListeningStatus => ({
  receiver: { state: receiver, url: 'http://127.0.0.1:3000', busyPort: null, reason: null },
  tunnel: {
    kind: 'ngrok',
    state: tunnel,
    publicUrl: null,
    since: 0,
    code: null,
    reason: 'No answer.',
    action: null,
    latencyMs: null
  },
  store: { state: 'ok', reason: null },
  copyUrl: url,
  authtoken: null,
  ...rest
})

test.each([
  ['listening', 'online', { state: 'listening', url, canStart: false, canStop: true }],
  ['listening', 'stopped', { state: 'listening', url, canStart: true, canStop: true }],
  ['listening', 'starting', { state: 'stopped', url: null, canStart: false, canStop: true }],
  ['listening', 'reconnecting', { state: 'lost', url: null, canStart: false, canStop: true }],
  ['listening', 'failed', { state: 'lost', url: null, canStart: true, canStop: true }],
  ['stopped', 'stopped', { state: 'stopped', url: null, canStart: true, canStop: false }],
  ['failed', 'stopped', { state: 'lost', url: null, canStart: true, canStop: false }]
] as const)('a receiver that is %s and a tunnel that is %s', (receiver, tunnel, expected) => {
  expect(viewOf(status(receiver, tunnel))).toMatchObject(expected)
})

test('a store that fails is lost, and says why', () => {
  const view = viewOf(
    status('listening', 'online', { store: { state: 'failed', reason: 'The disk is full.' } })
  )
  expect(view).toMatchObject({ state: 'lost', words: 'Nothing can be stored: The disk is full.' })
})

test('new events are counted in words', () => {
  expect(unseenWords(1)).toBe('1 new event')
  expect(unseenWords(12)).toBe('12 new events')
})
