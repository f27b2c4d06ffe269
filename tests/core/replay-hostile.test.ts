import { createServer, type AddressInfo, type Socket } from 'node:net'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Webhook } from 'standardwebhooks'
import type { Replay } from '../../src/shared/replay-models.ts'
import { checkTarget } from '../../src/main/core/forwarding/target.ts'
import { openSender } from '../../src/main/core/forwarding/send.ts'
import { DEFAULTS, openWithEvents, reaches, replayed } from '../support/replay-events.ts'
import { startReplayTarget, type ReplayTarget } from '../support/replay-target.ts'
import { post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import type { TempCore } from '../support/temp-core.ts'

let target: ReplayTarget
let opened: TempCore | null = null
beforeEach(async () => {
  target = await startReplayTarget()
})
afterEach(async () => {
  await opened?.close()
  opened = null
  target.close()
})

async function startPaused(count: number): Promise<Replay> {
  ;({ opened } = await openWithEvents(count))
  const pace = { kind: 'rate', perSecond: 0.01 } as const
  const { replayId } = await opened.core.replays.start({ ...DEFAULTS, query: '', target: target.url, pace })
  await target.got(1)
  await opened.core.replays.control({ id: replayId, action: 'pause' })
  return reaches(opened, replayId, 'paused')
}

it('resumes once however often it is asked to at the same moment', async () => {
  const { id } = await startPaused(3)
  const { control } = opened!.core.replays
  const asked = await Promise.allSettled([1, 2, 3].map(() => control({ id, action: 'resume' })))
  expect(asked.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected'])
  await target.got(2)
  await control({ id, action: 'cancel' })
  expect(new Set(target.received.map((one) => one.id)).size).toBe(target.received.length)
})

it('stays cancelled when it was being resumed at that moment', async () => {
  const { id } = await startPaused(3)
  const { control, get } = opened!.core.replays
  await Promise.allSettled([control({ id, action: 'resume' }), control({ id, action: 'cancel' })])
  const sent = target.received.length
  expect(await get({ id })).toMatchObject({ state: 'cancelled', endedAt: expect.any(Number) })
  await expect(control({ id, action: 'resume' })).rejects.toMatchObject({ code: 'conflict' })
  expect(target.received).toHaveLength(sent)
})

it('keeps an answer that comes after the store worker crashed and was replaced', async () => {
  const workers: Worker[] = []
  const startStoreWorker = () => {
    workers.push(new Worker(new URL('../../src/main/core/store/worker.ts', import.meta.url)))
    return workers.at(-1)!
  }
  const { opened: core, ids } = await openWithEvents(1, 1, { startStoreWorker })
  opened = core
  let answer = (): void => undefined
  target.answer((_request, response) => (answer = () => void response.end('{}')))
  const pending = Promise.withResolvers<void>()
  opened.core.onAnnouncement((name, payload) => {
    if (name === 'attempts.changed' && JSON.stringify(payload).includes('"pending"')) pending.resolve()
  })
  const { replayId } = await opened.core.replays.start({ ...DEFAULTS, eventIds: ids, target: target.url })
  await pending.promise
  const [worker] = workers
  const gone = once(worker!, 'exit')
  await worker!.terminate()
  await gone
  await opened.core.events.list({ limit: 1 }) // the next worker is there
  expect(workers).toHaveLength(2)
  answer()
  expect(await reaches(opened, replayId, 'done')).toMatchObject({ accepted: 1, failed: 0 })
  const { rows } = await opened.core.replays.list({ eventId: ids[0]! })
  expect(rows).toMatchObject([{ outcome: 'answered', status: 200, error: null }])
})

it('sends an event whose id no header could have, and names it percent-encoded', async () => {
  ;({ opened } = await openWithEvents(0))
  const event = userEvent({ id: 'evt_€\u00fc\r\nx: y' })
  await post(await opened.receiverUrl(), signed(event))
  await replayed(opened, { eventIds: [event.id], target: target.url })
  expect(target.received).toHaveLength(1)
  const { headers, body } = target.received[0]!
  expect(headers['webhook-inspector-replay-of']).toBe('evt_%E2%82%AC%C3%BC%0D%0Ax:%20y')
  expect(headers['x']).toBeUndefined()
  expect(() => new Webhook(SECRET).verify(body, headers as Record<string, string>)).not.toThrow()
})

const gzipped = gzipSync('{"ok":"zipped"}')
const HEAD = 'HTTP/1.1 200 OK\r\n'
it.each<[string, (socket: Socket) => void, object]>([
  [
    'hangs up within its headers',
    (socket) => socket.end(`${HEAD}conte`),
    { outcome: 'failed', status: null, error: expect.stringContaining('without an answer') }
  ],
  [
    'hangs up within its body',
    (socket) => socket.end(`${HEAD}content-length: 100\r\n\r\nabc`),
    { outcome: 'failed', status: 200, error: expect.stringMatching(/broke off.*connection half-way/) }
  ],
  [
    'chunks its body wrongly',
    (socket) => socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\nzz\r\nabc\r\n`),
    { outcome: 'failed', status: 200, error: expect.stringContaining('is not valid HTTP') }
  ],
  [
    'speaks something else',
    (socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'),
    { outcome: 'failed', status: null, error: expect.stringContaining('is not valid HTTP') }
  ],
  [
    'sends headers without end',
    (socket) => socket.write(`${HEAD}x: ${'a'.repeat(100_000)}\r\n\r\n`),
    { outcome: 'failed', status: null, error: expect.stringContaining('16 KiB') }
  ],
  [
    'switches protocols',
    (socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
    { outcome: 'failed', status: null, error: expect.any(String) }
  ],
  [
    'gives hints first',
    (socket) =>
      socket.write(`HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${HEAD}content-length: 2\r\n\r\nok`),
    { outcome: 'answered', status: 200, responseBody: 'ok' }
  ],
  [
    'compresses its body',
    (socket) => {
      socket.write(`${HEAD}content-encoding: gzip\r\ncontent-length: ${gzipped.length}\r\n\r\n`)
      socket.write(gzipped)
    },
    { outcome: 'answered', responseBody: '{"ok":"zipped"}', responseTruncated: false }
  ],
  [
    'has no end of its body',
    (socket) => {
      const fill = () => {
        while (socket.writable && socket.write('x'.repeat(65_536)));
      }
      socket.write(`${HEAD}\r\n`)
      socket.on('drain', fill)
      fill()
    },
    { outcome: 'answered', status: 200, responseTruncated: true, responseBody: 'x'.repeat(65_536) }
  ],
  [
    'redirects with a password',
    (socket) =>
      socket.end(
        'HTTP/1.1 302 Found\r\nlocation: https://u:hidden@a.example/b?t=hidden\r\ncontent-length: 0\r\n\r\n'
      ),
    { outcome: 'answered', status: 302, error: expect.stringContaining('to https://a.example/b, which') }
  ]
])('tells what came of a target that %s', async (_what, answer, expected) => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => answer(socket))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const sender = await openSender(await checkTarget(`http://127.0.0.1:${port}/`, null), 1)
  const request = { method: 'POST', headers: [], body: Buffer.from('{}'), warning: null }
  expect(await sender.send(request)).toMatchObject(expected)
  await sender.close()
  server.close()
})
