import { expect, test } from 'vitest'
import type { ListeningStatus } from '#shared/listening-models.ts'
import { truthOf, truthOfLoss } from './truth.ts'

const tunnelDown = {
  kind: 'ngrok',
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
  const local = { ...online, kind: 'own', publicUrl: 'http://localhost:9000' } as const
  expect(truthOf(status({ tunnel: local }))).toMatchObject({
    tone: 'warn',
    word: 'Listening, this machine only'
  })
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
})

test('sends the reader of an earlier run to the new link, and names what may stand between only where the stream fails', () => {
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
  expect(truthOfLoss('noStream').fix).toContain('A proxy')
})
