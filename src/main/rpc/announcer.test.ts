import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Announce, Announcement } from '#shared/contract.ts'
import type { DeliverySummary } from '#shared/models.ts'
import type { Stats } from '#shared/total-models.ts'
import { createAnnouncer } from './announcer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const delivery = (id: string, status = 200): DeliverySummary => ({
  id,
  kind: 'webhook',
  endpointId: 'ep_1',
  receivedAt: 1,
  method: 'POST',
  target: '/',
  verdict: 'verified',
  reason: null,
  status,
  bodyBytes: 2,
  webhookId: null,
  eventId: null,
  claimedType: null,
  triggerPoint: null,
  decision: null,
  conflict: false,
  remoteAddress: null
})
const change = (seq: number, upserted: DeliverySummary[], removed: string[] = [], stale = false) => ({
  seq,
  upserted,
  removed,
  stale
})
const stats = (seq: number): Stats => ({
  seq,
  events: seq,
  verified: seq,
  rejected: 0,
  unchecked: 0,
  interceptors: 0,
  unindexed: 0,
  databaseBytes: 0
})

function setUp() {
  let announce: Announce = () => expect.unreachable('the announcer listens to the core')
  let ended = false
  const onAnnouncement = (listener: Announce) => {
    announce = listener
    return () => void (ended = true)
  }
  const announcer = createAnnouncer({ onAnnouncement }, { delayMs: 50 })
  const heard: [string, unknown][] = []
  const detach = announcer.attach((name, payload) => heard.push([name, payload]))
  const say: Announce = (name, payload) => announce(name, payload)
  return { announcer, heard, detach, say, hasEnded: () => ended }
}

test('sends at once what comes after a pause, and as one what comes within the delay after that', () => {
  const { heard, say } = setUp()
  say('deliveries.changed', change(1, [delivery('del_1')]))
  say('stats.changed', stats(1))
  vi.advanceTimersByTime(1)
  expect(heard).toEqual([
    ['deliveries.changed', change(1, [delivery('del_1')])],
    ['stats.changed', stats(1)]
  ])
  heard.length = 0
  say('deliveries.changed', change(2, [delivery('del_2')]))
  say('stats.changed', stats(2))
  say('deliveries.changed', change(3, [delivery('del_3')]))
  say('stats.changed', stats(3))
  vi.advanceTimersByTime(48)
  expect(heard).toEqual([])
  vi.advanceTimersByTime(2)
  expect(heard).toEqual([
    ['deliveries.changed', change(3, [delivery('del_2'), delivery('del_3')])],
    ['stats.changed', stats(3)]
  ])
})

test('starts a new announcement after the delay', () => {
  const { heard, say } = setUp()
  say('deliveries.changed', change(1, [delivery('del_1')]))
  vi.runAllTimers()
  say('deliveries.changed', change(2, [delivery('del_2')]))
  vi.runAllTimers()
  expect(heard.map(([, payload]) => payload)).toEqual([
    change(1, [delivery('del_1')]),
    change(2, [delivery('del_2')])
  ])
})

test('keeps the last version of a row', () => {
  const { heard, say } = setUp()
  say('deliveries.changed', change(1, [delivery('del_1', 202), delivery('del_2')]))
  say('deliveries.changed', change(2, [delivery('del_1', 200)]))
  vi.runAllTimers()
  expect(heard).toEqual([['deliveries.changed', change(2, [delivery('del_2'), delivery('del_1', 200)])]])
})

test('lets a removal and a return of the same row cancel each other in order', () => {
  const { heard, say } = setUp()
  say('deliveries.changed', change(1, [delivery('del_1')], ['del_2']))
  say('deliveries.changed', change(2, [delivery('del_2')], ['del_1']))
  vi.runAllTimers()
  expect(heard).toEqual([['deliveries.changed', change(2, [delivery('del_2')], ['del_1'])]])
})

test('sends 500 rows, and one more as a list to read again', () => {
  const { heard, say } = setUp()
  const rows = Array.from({ length: 501 }, (_, index) => delivery(`del_${index + 1}`))
  say('deliveries.changed', change(500, rows.slice(0, 500)))
  vi.runAllTimers()
  expect(heard.at(-1)).toEqual(['deliveries.changed', change(500, rows.slice(0, 500))])
  for (const [index, row] of rows.entries()) say('deliveries.changed', change(501 + index, [row]))
  say('deliveries.changed', change(1_002, [delivery('del_1')], ['del_2']))
  vi.runAllTimers()
  expect(heard.at(-1)).toEqual(['deliveries.changed', change(1_002, [], [], true)])
})

test('passes on that a list must be read again', () => {
  const { heard, say } = setUp()
  say('deliveries.changed', change(1, [delivery('del_1')]))
  say('deliveries.changed', change(2, [], [], true))
  vi.runAllTimers()
  expect(heard).toEqual([['deliveries.changed', change(2, [], [], true)]])
})

test('keeps the last version of each attempt', () => {
  const { heard, say } = setUp()
  const attempt = (id: string, outcome: 'pending' | 'answered') => ({
    id,
    outcome,
    replayId: null,
    kind: 'replay' as const,
    eventId: 'evt_1',
    target: 'http://127.0.0.1:1/',
    mode: 'resign' as const,
    startedAt: 1,
    status: null,
    durationMs: null,
    error: null,
    requestHeaders: [],
    responseHeaders: [],
    responseBody: null,
    responseTruncated: false,
    warning: null,
    variantId: null,
    edited: false,
    connectMs: null,
    firstByteMs: null
  })
  say('attempts.changed', { upserted: [attempt('att_1', 'pending'), attempt('att_2', 'pending')] })
  say('attempts.changed', { upserted: [attempt('att_1', 'answered')] })
  vi.runAllTimers()
  expect(heard).toEqual([
    ['attempts.changed', { upserted: [attempt('att_2', 'pending'), attempt('att_1', 'answered')] }]
  ])
})

test('tells of a row that went, unless it came back', () => {
  const { heard, say } = setUp()
  const replay = (id: string) => ({ id }) as Announcement<'replays.changed'>['upserted'][number]
  say('replays.changed', { upserted: [replay('rep_1'), replay('rep_2')], removed: [] })
  say('replays.changed', { upserted: [], removed: ['rep_1', 'rep_3'] })
  say('replays.changed', { upserted: [replay('rep_3')], removed: [] })
  vi.runAllTimers()
  expect(heard).toEqual([
    ['replays.changed', { upserted: [{ id: 'rep_2' }, { id: 'rep_3' }], removed: ['rep_1'] }]
  ])
})

test('tells every listener, and none that has left', () => {
  const { announcer, heard, detach, say } = setUp()
  const second: unknown[] = []
  announcer.attach((name) => second.push(name))
  say('stats.changed', stats(1))
  detach()
  vi.runAllTimers()
  expect(heard).toEqual([])
  expect(second).toEqual(['stats.changed'])
})

test('says nothing more once closed', () => {
  const { announcer, heard, say, hasEnded } = setUp()
  say('stats.changed', stats(1))
  announcer.close()
  vi.runAllTimers()
  expect(heard).toEqual([])
  expect(hasEnded()).toBe(true)
})
