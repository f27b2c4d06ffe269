import { expect, test } from 'vitest'
import type { ListeningStatus, PathLink } from '#shared/listening-models.ts'
import type { SecretSummary } from '#shared/models.ts'
import type { Settings } from '#shared/settings-models.ts'
import type { Facets, Stats } from '#shared/total-models.ts'
import type { StepName } from '../../state/app-state.ts'
import { nextOpen, readSteps, realEvents, type Step, type StepFacts } from './steps.ts'

const link = (name: PathLink['name']): PathLink => ({
  name,
  state: 'ok',
  latencyMs: 1,
  lastSuccessAt: 1,
  reason: null,
  action: null
})
const facets = (total: number, sample: number): Facets => ({
  seq: 1,
  types: [],
  organizations: [],
  providers: [],
  outcomes: [],
  endpoints: total === 0 ? [] : [{ id: 'ep_1', count: total }],
  flags: { starred: 0, replayed: 0, retried: 0, conflict: 0, late: 0, sample, noted: 0 }
})
const fresh: StepFacts = {
  status: {
    receiver: { state: 'listening', url: 'http://127.0.0.1:3000', busyPort: null, reason: null },
    tunnel: {
      kind: 'none',
      state: 'stopped',
      publicUrl: null,
      since: 0,
      code: null,
      reason: null,
      action: null,
      latencyMs: null
    },
    store: { state: 'ok', reason: null },
    copyUrl: null,
    authtoken: null
  },
  settings: { wayIn: null, skippedSteps: [] as string[] } as Settings,
  secrets: [],
  stats: { unchecked: 0, rejected: 0 } as Stats,
  facets: facets(0, 0),
  test: {
    isRunning: false,
    at: 1,
    links: [link('receiver'), link('disk')],
    status: null,
    target: null,
    error: null
  }
}
const states = (change: Partial<StepFacts>): Partial<Record<StepName, Step['state']>> =>
  Object.fromEntries(readSteps({ ...fresh, ...change }).map(({ name, state }) => [name, state]))

test('a fresh app has nothing done but the receiver, and that only once a test has come through', () => {
  expect(states({})).toEqual({
    receiver: 'done',
    sample: 'open',
    wayIn: 'open',
    url: 'open',
    secret: 'open',
    event: 'open'
  })
  expect(states({ test: { ...fresh.test, links: [] } }).receiver).toBe('open')
  const broken = [link('receiver'), { ...link('disk'), state: 'failed' as const }]
  expect(states({ test: { ...fresh.test, links: broken } }).receiver).toBe('open')
  const closed: ListeningStatus['receiver'] = { ...fresh.status.receiver, state: 'stopped', url: null }
  expect(states({ status: { ...fresh.status, receiver: closed } }).receiver).toBe('open')
})

test('a sample is no real event', () => {
  expect(realEvents(facets(3, 3))).toBe(0)
  expect(states({ facets: facets(1, 1) })).toMatchObject({ sample: 'done', url: 'open', event: 'open' })
  expect(states({ facets: facets(2, 1) })).toMatchObject({ sample: 'done', url: 'done', event: 'done' })
})

test('any delivery but a sample shows that the URL is known, verified or not', () => {
  expect(states({ stats: { ...fresh.stats, rejected: 1 } })).toMatchObject({ url: 'done', event: 'open' })
  expect(states({ stats: { ...fresh.stats, unchecked: 1 } })).toMatchObject({ url: 'done', event: 'open' })
})

test('a URL of one’s own that leads to this machine only lets nobody in', () => {
  const own = (publicUrl: string): ListeningStatus['tunnel'] => ({
    ...fresh.status.tunnel,
    kind: 'own',
    state: 'online',
    publicUrl
  })
  expect(states({ status: { ...fresh.status, tunnel: own('http://localhost:9000') } }).wayIn).toBe('open')
  expect(states({ status: { ...fresh.status, tunnel: own('https://hooks.example.com') } }).wayIn).toBe('done')
})

test('a skipped step is done all the same when it is true', () => {
  const settings = { ...fresh.settings, skippedSteps: ['secret'] }
  expect(states({ settings }).secret).toBe('skipped')
  const secrets = [{ kind: 'signing', usable: true } as SecretSummary]
  expect(states({ settings, secrets }).secret).toBe('done')
  expect(states({ secrets: [{ kind: 'signing', usable: false } as SecretSummary] }).secret).toBe('open')
})

test('who goes without a tunnel is not asked for one', () => {
  expect(states({ settings: { ...fresh.settings, wayIn: 'none' } }).wayIn).toBe('skipped')
})

test('the next step is the open one that follows, and from the end the first', () => {
  const steps: readonly Step[] = [
    { name: 'receiver', state: 'done' },
    { name: 'sample', state: 'open' },
    { name: 'wayIn', state: 'skipped' },
    { name: 'url', state: 'open' }
  ]
  expect(nextOpen(steps, null)).toBe('sample')
  expect(nextOpen(steps, 'sample')).toBe('url')
  expect(nextOpen(steps, 'url')).toBe('sample')
  expect(nextOpen([{ name: 'receiver', state: 'done' }], null)).toBeNull()
})
