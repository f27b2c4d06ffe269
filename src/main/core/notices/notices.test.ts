import { expect, test } from 'vitest'
import type { Notice } from '#shared/app-models.ts'
import type { ListeningStatus, TunnelStatus } from '#shared/listening-models.ts'
import type { DeliverySummary, EventSummary } from '#shared/models.ts'
import { createHeldTimers } from '../../../../tests/support/held-timers.ts'
import { createNotices } from './notices.ts'

const MINUTE = 60_000

function setUp() {
  const timers = createHeldTimers()
  const raised: Notice[] = []
  const wanted = { firstEvent: true, rejected: true, tunnelLost: true }
  const notices = createNotices({
    clock: timers.clock,
    wanted: () => wanted,
    raise: (notice) => raised.push(notice)
  })
  const event = (id: string, change: Partial<EventSummary> = {}) =>
    notices.noteEvents([
      { id, type: 'user.login', sample: false, firstSeenAt: timers.clock.now(), ...change } as EventSummary
    ])
  const reject = (id: string, change: Partial<DeliverySummary> = {}) =>
    notices.noteDelivery({
      id,
      kind: 'webhook',
      verdict: 'rejected',
      reason: { code: 'invalid_signature', message: 'Invalid Signature' },
      ...change
    } as DeliverySummary)
  const tunnel = (state: TunnelStatus['state'], reason: string | null = null) =>
    notices.noteListening({ tunnel: { state, reason, action: null } } as ListeningStatus)
  return { timers, raised, wanted, event, reject, tunnel, kinds: () => raised.map(({ kind }) => kind) }
}

test('tells of the first event, by its type alone, and not of the next', () => {
  const { raised, event } = setUp()
  event('evt_1')
  event('evt_2')
  expect(raised).toEqual([
    { kind: 'firstEvent', title: 'The first event arrived', text: 'user.login', openId: 'evt_1' }
  ])
})

test('an event after half an hour without any is a first one again', () => {
  const { timers, raised, event } = setUp()
  event('evt_1')
  timers.set(29 * MINUTE)
  event('evt_2')
  timers.set(58 * MINUTE)
  event('evt_3')
  expect(raised).toHaveLength(1)
  timers.set(89 * MINUTE)
  event('evt_4')
  expect(raised.map(({ openId }) => openId)).toEqual(['evt_1', 'evt_4'])
})

test('samples and what was received long ago are no first event', () => {
  const { timers, raised, event } = setUp()
  event('evt_sample', { sample: true })
  event('evt_imported', { firstSeenAt: timers.clock.now() - 2 * MINUTE })
  expect(raised).toEqual([])
  event('evt_1')
  expect(raised).toHaveLength(1)
})

test('tells of five rejected deliveries within a minute, with the latest reason, and then pauses', () => {
  const { timers, raised, reject } = setUp()
  for (let index = 1; index <= 4; index++) reject(`del_${index}`)
  expect(raised).toEqual([])
  reject('del_5')
  expect(raised).toMatchObject([{ kind: 'rejected', openId: 'del_5' }])
  expect(raised[0]?.text).toContain('Invalid Signature')
  for (let index = 6; index <= 20; index++) reject(`del_${index}`)
  expect(raised).toHaveLength(1)
  timers.set(11 * MINUTE)
  reject('del_21')
  expect(raised).toHaveLength(1)
  for (let index = 22; index <= 25; index++) reject(`del_${index}`)
  expect(raised).toHaveLength(2)
})

test('rejections that are spread out, verified deliveries and interceptor calls are no burst', () => {
  const { timers, raised, reject } = setUp()
  for (let index = 0; index < 10; index++) {
    timers.set(index * 20_000)
    reject(`del_${index}`)
  }
  for (let index = 0; index < 10; index++) reject('del_v', { verdict: 'verified', reason: null })
  for (let index = 0; index < 10; index++) reject('del_i', { kind: 'interceptor' })
  expect(raised).toEqual([])
})

test('tells of a tunnel that was online and has failed, with what to do', () => {
  const { raised, tunnel } = setUp()
  tunnel('starting')
  tunnel('failed', 'The authtoken is wrong.')
  expect(raised).toEqual([])
  tunnel('online')
  tunnel('failed', 'The session was closed.')
  expect(raised).toMatchObject([{ kind: 'tunnelLost', text: 'The session was closed.' }])
})

test('waits a while before a tunnel that reconnects counts as lost', async () => {
  const { timers, raised, tunnel } = setUp()
  tunnel('online')
  tunnel('reconnecting')
  expect(timers.running()).toHaveLength(1)
  tunnel('online')
  expect(timers.running()).toEqual([])
  tunnel('reconnecting', 'The network is down.')
  tunnel('reconnecting', 'The network is down.')
  await timers.runOut(15_000)
  expect(raised).toMatchObject([{ kind: 'tunnelLost', text: 'The network is down.' }])
  tunnel('failed')
  expect(raised).toHaveLength(1)
})

test('a tunnel that the user stops is not lost', () => {
  const { timers, raised, tunnel } = setUp()
  tunnel('online')
  tunnel('reconnecting')
  tunnel('stopped')
  expect(timers.running()).toEqual([])
  tunnel('failed')
  expect(raised).toEqual([])
})

test('says nothing of a kind that is switched off', () => {
  const { wanted, kinds, event, reject, tunnel } = setUp()
  wanted.firstEvent = false
  wanted.tunnelLost = false
  event('evt_1')
  tunnel('online')
  tunnel('failed')
  for (let index = 0; index < 5; index++) reject(`del_${index}`)
  expect(kinds()).toEqual(['rejected'])
})
