import { expect, test } from 'vitest'
import type { ListeningStatus, PathLink } from '#shared/listening-models.ts'
import type { PathTest } from '../../state/path-test.ts'
import { brokenLink, busyPortText, chainOf, isLocalOnly, reachOf } from './chain.ts'

const status = (parts: {
  receiver?: Partial<ListeningStatus['receiver']>
  tunnel?: Partial<ListeningStatus['tunnel']>
  store?: Partial<ListeningStatus['store']>
}): ListeningStatus => ({
  receiver: {
    state: 'listening',
    url: 'http://127.0.0.1:3000',
    busyPort: null,
    reason: null,
    ...parts.receiver
  },
  tunnel: {
    kind: 'ngrok',
    state: 'stopped',
    publicUrl: null,
    since: 0,
    code: null,
    reason: null,
    action: null,
    latencyMs: null,
    ...parts.tunnel
  },
  store: { state: 'ok', reason: null, ...parts.store },
  copyUrl: null,
  authtoken: null
})
const online = { state: 'online', publicUrl: 'https://calm-otter.ngrok-free.app', latencyMs: 38 } as const
const link = (name: PathLink['name'], change: Partial<PathLink> = {}): PathLink => ({
  name,
  state: 'ok',
  latencyMs: 2,
  lastSuccessAt: 1_000,
  reason: null,
  action: null,
  ...change
})
const tested = (
  then: ListeningStatus,
  links: readonly PathLink[],
  target: string | null = null
): PathTest => ({
  isRunning: false,
  at: 2_000,
  links,
  status: then,
  target,
  error: null
})
const broken = link('publicUrl', { state: 'failed', reason: 'Nobody answers.', action: 'Start the proxy.' })

test('lists the links from the public URL to the app, each with its own state', () => {
  const links = chainOf(
    status({ tunnel: online, receiver: { busyPort: 3000, url: 'http://127.0.0.1:3001' } }),
    null,
    'http://localhost:4000/hook'
  )
  expect(links.map(({ title, tone, word, latencyMs }) => [title, tone, word, latencyMs])).toEqual([
    ['Public URL', 'good', 'calm-otter.ngrok-free.app', null],
    ['Tunnel', 'good', 'Online', 38],
    ['Receiver', 'warn', '127.0.0.1:3001, as 3000 was taken', null],
    ['Disk', 'good', 'Storing', null],
    ['Your app', 'plain', 'localhost:4000', null]
  ])
})

test('gives a failed tunnel its reason and what to do', () => {
  const failed = { state: 'failed', reason: 'The authtoken is not valid.', action: 'Paste another.' } as const
  expect(brokenLink(chainOf(status({ tunnel: failed }), null, null))).toMatchObject({
    title: 'Tunnel',
    reason: failed.reason,
    fix: failed.action
  })
})

test('a link that seems up is broken where a test has found it so', () => {
  const now = status({ tunnel: online })
  const chain = chainOf(now, tested(now, [broken, link('tunnel', { state: 'unknown' })]), null)
  expect(brokenLink(chain)).toMatchObject({
    name: 'publicUrl',
    word: 'Broken',
    reason: 'Nobody answers.',
    fix: 'Start the proxy.',
    lastSuccessAt: 1_000
  })
})

test('a tunnel that the test brought down leaves the blame where the test put it', () => {
  const then = status({ tunnel: online })
  const now = status({ tunnel: { kind: 'own', state: 'failed', since: 2_000, reason: 'Nobody answers.' } })
  const chain = chainOf(now, tested(then, [broken, link('tunnel', { state: 'unknown' })]), null)
  expect(chain.slice(0, 2).map(({ tone, word }) => [tone, word])).toEqual([
    ['bad', 'Broken'],
    ['plain', 'Not reached']
  ])
})

test('a test says nothing about a link that has changed since', () => {
  const then = status({ tunnel: online })
  const now = status({ tunnel: { ...online, publicUrl: 'https://other.example', since: 3_000 } })
  const chain = chainOf(now, tested(then, [broken]), null)
  expect(brokenLink(chain)).toBeNull()
  expect(chain[0]).toMatchObject({ word: 'other.example', lastSuccessAt: 1_000 })
})

test('a link that is down is not called up by an earlier test', () => {
  const now = status({ store: { state: 'failed', reason: 'The disk is full.' } })
  const chain = chainOf(now, tested(now, [link('disk')]), null)
  expect(brokenLink(chain)).toMatchObject({ name: 'disk', reason: 'The disk is full.' })
})

test('the app is well only once it has answered', () => {
  const now = status({})
  const target = 'http://localhost:4000/'
  expect(chainOf(now, null, target)[4]).toMatchObject({ tone: 'plain', word: 'localhost:4000' })
  expect(chainOf(now, tested(now, [link('app')], target), target)[4]).toMatchObject({
    tone: 'good',
    latencyMs: 2
  })
  // Neither what went well with another target nor what failed there is true of this one.
  for (const state of ['ok', 'failed'] as const) {
    const other = tested(now, [link('app', { state })], 'http://localhost:5000/')
    expect(chainOf(now, other, target)[4]).toMatchObject({
      tone: 'plain',
      latencyMs: null,
      lastSuccessAt: null
    })
  }
})

test('says how far deliveries get, and nothing works that is stopped', () => {
  const reach = (now: ListeningStatus, at: number | null) => reachOf(chainOf(now, null, null), now, at)
  const closed = status({ receiver: { state: 'stopped', url: null } })
  expect(reach(closed, 2_000)).toBe('closed')
  expect(reach(status({ store: { state: 'failed' } }), 2_000)).toBe('broken')
  expect(reach(status({ tunnel: online }), null)).toBe('untested')
  expect(reach(status({}), 2_000)).toBe('thisMachine')
  expect(reach(status({ tunnel: online }), 2_000)).toBe('everywhere')
  const local = status({ tunnel: { ...online, kind: 'own', publicUrl: 'http://127.0.0.1:9000' } })
  expect(reach(local, 2_000)).toBe('thisMachine')
  expect(chainOf(local, null, null)[0]).toMatchObject({
    tone: 'warn',
    reason: 'Only this machine can reach this address.'
  })
})

test.each([
  ['http://localhost:3000', true],
  ['https://dev.localhost', true],
  ['http://127.1.2.3:8080', true],
  ['http://[::1]:3000', true],
  ['http://0.0.0.0:3000', true],
  ['https://localhost.example.com', false],
  ['https://127.0.0.1.example.com', false],
  ['http://192.168.1.7:3000', false]
])('%s leads nowhere but here: %s', (publicUrl, isLocal) => {
  expect(isLocalOnly({ ...status({}).tunnel, kind: 'own', publicUrl })).toBe(isLocal)
  expect(isLocalOnly({ ...status({}).tunnel, kind: 'ngrok', publicUrl })).toBe(false)
})

test('says which port was taken and which one it is instead', () => {
  expect(busyPortText({ busyPort: 3000, url: 'http://127.0.0.1:3001' })).toBe(
    'Port 3000 was taken, listening on 3001.'
  )
  expect(busyPortText({ busyPort: null, url: 'http://127.0.0.1:3000' })).toBeNull()
})
