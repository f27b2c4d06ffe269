import { expect, test } from 'vitest'
import type { ListeningStatus } from '#shared/models.ts'
import { busyPortText, chainOf, truthOf, truthOfLoss } from './truth.ts'

const tunnelDown = {
  state: 'stopped',
  publicUrl: null,
  since: 0,
  code: null,
  reason: null,
  action: null,
  latencyMs: null
} as const
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
  tunnel: { ...tunnelDown, ...parts.tunnel },
  store: { state: 'ok', reason: null, ...parts.store },
  copyUrl: null,
  authtoken: null
})
const online = { state: 'online', publicUrl: 'https://calm-otter.ngrok-free.app', latencyMs: 38 } as const

test('never says Listening before the tunnel is online', () => {
  const words = (['stopped', 'starting', 'reconnecting', 'failed'] as const).map(
    (state) => truthOf(status({ tunnel: { state } })).word
  )
  expect(words).toEqual(['This machine only', 'Starting…', 'Reconnecting…', 'Tunnel failed'])
  expect(truthOf(status({ tunnel: online })).word).toBe('Listening')
})

test('does not say Listening while the receiver is closed or the disk refuses writes', () => {
  expect(truthOf(status({ tunnel: online, receiver: { state: 'stopped', url: null } })).word).toBe('Stopped')
  expect(
    truthOf(status({ tunnel: online, store: { state: 'failed', reason: 'The disk is full.' } }))
  ).toMatchObject({
    word: 'Cannot store',
    detail: 'The disk is full.'
  })
})

test('says what is awaited while the tunnel starts', () => {
  const truth = truthOf(status({ tunnel: { state: 'starting', reason: 'Waiting for the first address.' } }))
  expect(truth.waitingFor).toBe('Waiting for the first address.')
})

test('gives a failed tunnel its reason and what to do', () => {
  const failed = {
    state: 'failed',
    reason: 'The authtoken is not valid.',
    action: 'Paste another one.'
  } as const
  expect(truthOf(status({ tunnel: failed }))).toMatchObject({ detail: failed.reason, fix: failed.action })
  expect(chainOf(status({ tunnel: failed }))[1]).toMatchObject({
    name: 'Tunnel',
    tone: 'bad',
    reason: failed.reason,
    fix: failed.action
  })
})

test('lists the links from the public URL to the disk, each with its own state', () => {
  const links = chainOf(
    status({ tunnel: online, receiver: { busyPort: 3000, url: 'http://127.0.0.1:3001' } })
  )
  expect(links.map(({ name, tone, word }) => [name, tone, word])).toEqual([
    ['Public URL', 'good', 'calm-otter.ngrok-free.app'],
    ['Tunnel', 'good', 'Online, 38 ms'],
    ['Receiver', 'warn', '127.0.0.1:3001, as 3000 was taken'],
    ['Disk', 'good', 'Storing']
  ])
})

test('says which port was taken and which one it is instead', () => {
  expect(busyPortText({ busyPort: 3000, url: 'http://127.0.0.1:3001' })).toBe(
    'Port 3000 was taken, listening on 3001.'
  )
  expect(busyPortText({ busyPort: null, url: 'http://127.0.0.1:3000' })).toBeNull()
})

test('sends the reader of an earlier run to the new link, and blames many tabs only where the stream fails', () => {
  expect(truthOfLoss('earlierRun')).toMatchObject({
    word: 'Earlier run',
    detail: expect.stringContaining('Open the link') as string,
    fix: null
  })
  expect(truthOfLoss('silent')).toMatchObject({
    word: 'Not connected',
    detail: expect.stringContaining('start it again') as string,
    fix: null
  })
  expect(truthOfLoss('noStream').fix).toContain('many tabs')
})
