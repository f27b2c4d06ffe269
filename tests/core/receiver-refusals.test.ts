import { afterEach, expect, it } from 'vitest'
import type { Answer } from '../../src/main/core/receiver/receiver.ts'
import { openWireReceiver, type WireReceiver } from '../support/wire-receiver.ts'

let opened: WireReceiver | null = null
afterEach(async () => {
  await opened?.close()
  opened = null
})
const open = async (...options: Parameters<typeof openWireReceiver>) =>
  (opened = await openWireReceiver(...options))

const statuses = (text: string) => [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => status)
const isStillWell = async (wire: WireReceiver) =>
  expect(statuses(await wire.exchange('POST /well HTTP/1.1\r\nContent-Length: 0\r\n\r\n'))).toEqual(['200'])
/** Long enough for a busy machine, short enough to wait for. */
const HASTY = { deadlines: { headersMs: 500, requestMs: 1_000 } }

it.each([
  [
    'a length as well as chunks',
    'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n',
    400,
    /Transfer-Encoding can't be present with Content-Length/
  ],
  [
    'chunks as well as a length',
    'Transfer-Encoding: chunked\r\nContent-Length: 3\r\n',
    400,
    /Content-Length can't be present with Transfer-Encoding/
  ],
  ['two lengths', 'Content-Length: 3\r\nContent-Length: 4\r\n', 400, /Content-Length/],
  ['a negative length', 'Content-Length: -1\r\n', 400, /Content-Length/],
  ['an endless length', 'Content-Length: 99999999999999999999999\r\n', 400, /Content-Length/],
  ['a folded header', 'A: x\r\n y\r\n', 400, /whitespace after header value/],
  ['a NUL in a header', 'A: x\0y\r\n', 400, /header value char/],
  ['a space before a colon', 'A : x\r\n', 400, /header token/],
  ['headers of more than 64 KB', `A: ${'x'.repeat(66_000)}\r\n`, 431, /larger than 65536 bytes/],
  ['many headers of more than 64 KB', 'Abcdef: ghijk\r\n'.repeat(7_000), 431, /larger than 65536 bytes/]
])('refuses %s and says why to both sides', async (_name, headers, status, reason) => {
  const wire = await open()
  const text = await wire.exchange(`POST / HTTP/1.1\r\n${headers}\r\n`)
  expect(statuses(text)).toEqual([String(status)])
  expect(text).toMatch(reason)
  expect(wire.refused).toEqual([expect.stringMatching(/^HPE_[A-Z_]+: /)])
  expect(wire.refused[0]).toMatch(reason)
  expect(wire.requests).toEqual([])
  await isStillWell(wire)
})

it.each([
  ['what is not HTTP', '\0\x01 not http\r\n\r\n', 400, /method/],
  ['a method that is none', 'BREW /pot HTTP/1.1\r\n\r\n', 400, /method/],
  ['a target with bytes beyond ASCII', 'POST /\xc3\xa9 HTTP/1.1\r\n\r\n', 400, /char in url/],
  ['a target with a space', 'POST /a b HTTP/1.1\r\n\r\n', 400, /Expected HTTP/],
  ['another version', 'POST / HTTP/3.0\r\n\r\n', 400, /version/],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 505, /This is HTTP\/2/],
  ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400, /This is TLS/],
  ['CONNECT', 'CONNECT elsewhere:443 HTTP/1.1\r\n\r\nwhat would go there', 405, /CONNECT/],
  ['half a head', 'POST / HTTP/1.1\r\nContent-Le', 400, /ended in the middle/]
])('refuses %s and says why to both sides', async (_name, packet, status, reason) => {
  const wire = await open()
  const text = await wire.exchange(packet)
  expect(statuses(text)).toEqual([String(status)])
  expect(text).toMatch(reason)
  expect(wire.refused).toHaveLength(1)
  expect(wire.refused[0]).toMatch(reason)
  expect(wire.requests).toEqual([])
  await isStillWell(wire)
})

it.each([
  ['garbage', 'GARBAGE\0\r\n\r\n'],
  ['the rest of a body longer than its length', 'b'],
  ['CONNECT', 'CONNECT elsewhere:443 HTTP/1.1\r\n\r\n']
])('answers a complete request first, whatever it takes, and refuses %s after it', async (_name, after) => {
  let release = (): void => undefined
  const wire = await open(
    {},
    () => new Promise<Answer>((resolve) => (release = () => resolve({ status: 200, body: { ok: true } })))
  )
  const sender = await wire.connect()
  sender.write(`POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\na${after}`)
  await wire.happened(2)
  release()
  expect(statuses(await sender.closed)).toEqual(['200', after.startsWith('CONNECT') ? '405' : '400'])
  expect(wire.requests).toMatchObject([{ end: 'complete', bodyBytes: 1 }])
  expect(wire.refused).toHaveLength(1)
})

it('refuses a connection once, however much of the same follows', async () => {
  const wire = await open()
  const sender = await wire.connect()
  sender.socket.allowHalfOpen = true
  sender.write('garbage\r\n\r\n')
  await sender.until(/ 400 /)
  sender.write('garbage\r\n\r\n')
  sender.socket.end('POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n')
  expect(statuses(await sender.closed)).toEqual(['400'])
  expect(wire.refused).toHaveLength(1)
  expect(wire.requests).toEqual([])
})

it('says that more came after a request that closes the connection', async () => {
  const wire = await open()
  const text = await wire.exchange('POST / HTTP/1.1\r\nConnection: close\r\n\r\nPOST /2 HTTP/1.1\r\n\r\n')
  expect(statuses(text)).toEqual(['200'])
  expect(wire.refused).toEqual([expect.stringMatching(/^HPE_CLOSED_CONNECTION: /)])
})

it.each([
  ['an unreadable chunk', 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n', 3, /chunk size/],
  ['an unknown transfer coding', 'Transfer-Encoding: gzip\r\n\r\nabc', 0, /Transfer-Encoding/],
  [
    'trailers of more than 64 KB',
    `Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n${'Abcdef: ghijk\r\n'.repeat(7_000)}\r\n`,
    3,
    /larger than/
  ]
])('records a body that breaks off with %s, and says why', async (_name, rest, bodyBytes, reason) => {
  const wire = await open()
  const sender = await wire.connect()
  sender.write(`POST /first HTTP/1.1\r\n\r\nPOST /broken HTTP/1.1\r\n${rest}`)
  const text = await sender.closed
  expect(statuses(text)).toEqual(['200', expect.stringMatching(/^4/)])
  expect(text).toMatch(reason)
  expect(wire.requests).toMatchObject([
    { target: '/first', end: 'complete' },
    { target: '/broken', end: 'aborted', bodyBytes, refused: { message: expect.stringMatching(reason) } }
  ])
  expect(wire.refused).toEqual([])
  await isStillWell(wire)
})

it.each(['end', 'destroy', 'resetAndDestroy'] as const)(
  'records an upload that its sender breaks off by %s, with what arrived of it',
  async (how) => {
    const wire = await open()
    const sender = await wire.connect()
    sender.write('POST /up HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\nabc')
    await sender.until(/100 Continue/)
    sender.socket[how]()
    await wire.happened(1)
    await sender.closed
    expect(wire.requests).toMatchObject([{ target: '/up', end: 'aborted', bodyBytes: 3 }])
    expect(Buffer.from(wire.requests[0]!.body).toString()).toBe('abc')
    expect(wire.requests[0]!.refused).toBeUndefined()
    expect(wire.refused).toEqual([])
  }
)

it.each([
  ['breaks off', 'Content-Length: 9\r\n\r\nabc', 3],
  ['has an unreadable chunk', 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n', 3]
])('records a body that %s in a request that asks to upgrade', async (_name, rest, bodyBytes) => {
  const wire = await open()
  expect(await wire.exchange(`POST / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n${rest}`)).toBe('')
  expect(wire.requests).toMatchObject([{ end: 'aborted', bodyBytes }])
  await isStillWell(wire)
})

it('records a body that is too slow as aborted and answers 408, after the answers before it', async () => {
  let release = (): void => undefined
  const wire = await open(HASTY, ({ target }) =>
    target === '/first'
      ? new Promise<Answer>((resolve) => (release = () => resolve({ status: 200, body: { ok: true } })))
      : Promise.resolve({ status: 400, body: { ok: false, id: 'del_1' } })
  )
  const sender = await wire.connect()
  sender.write('POST /first HTTP/1.1\r\n\r\nPOST /slow HTTP/1.1\r\nContent-Length: 100\r\n\r\nab')
  // It trickles, so that no pause is ever long.
  const trickle = setInterval(() => sender.write('x'), 20)
  await wire.happened(2)
  release()
  const text = await sender.until(/}\n[^]*}\n/)
  clearInterval(trickle)
  sender.socket.end()
  expect(statuses(text)).toEqual(['200', '408'])
  expect(text).toMatch(/"id":"del_1","error":"The request was not complete within 1 s"/)
  const [, slow] = wire.requests
  expect(slow).toMatchObject({ target: '/slow', end: 'aborted', refused: { status: 408 } })
  expect(Buffer.from(slow!.body).toString()).toMatch(/^abx*$/)
  expect(wire.refused).toEqual([])
  await sender.closed
})

it('closes the connection of a slow sender that goes on regardless', async () => {
  const wire = await open(HASTY)
  const sender = await wire.connect()
  sender.socket.allowHalfOpen = true
  sender.write('POST /slow HTTP/1.1\r\nContent-Length: 10000\r\n\r\nab')
  const trickle = setInterval(() => sender.write('x'), 20)
  expect(statuses(await sender.closed)).toEqual(['408'])
  clearInterval(trickle)
  expect(wire.requests).toHaveLength(1)
})

it('answers headers that are too slow with 408 and says so', async () => {
  const wire = await open(HASTY)
  const sender = await wire.connect()
  sender.write('POST / HTTP/1.1\r\n')
  const trickle = setInterval(() => sender.write('A: b\r\n'), 20)
  const text = await sender.until(/}\n/)
  clearInterval(trickle)
  expect(statuses(text)).toEqual(['408'])
  expect(wire.refused).toEqual(['ERR_HTTP_REQUEST_TIMEOUT: The headers were not complete within 0.5 s'])
  await sender.closed
})

it('closes a connection on which nothing ever arrives, and has nothing to say about it', async () => {
  const wire = await open(HASTY)
  const sender = await wire.connect()
  expect(await sender.closed).toBe('')
  expect(wire.refused).toEqual([])
})

it('lets the handler take longer than the deadline, which is the sender’s', async () => {
  const waiting: (() => void)[] = []
  const wire = await open(HASTY, async ({ end }) => {
    if (end === 'complete') await new Promise<void>((resolve) => waiting.push(resolve))
    return { status: 200, body: { ok: true } }
  })
  const answered = wire.exchange('POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nab')
  await wire.happened(1)
  // That this one, which came later, is out of time says that the first would be as well.
  const late = await wire.connect()
  late.write('POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nab')
  await late.until(/ 408 /)
  late.socket.end()
  waiting.forEach((release) => release())
  expect(statuses(await answered)).toEqual(['200'])
})

it('answers 413 before a body far over the limit has ended, and closes', async () => {
  const wire = await open({ bodyLimit: () => 1_000 }, () =>
    Promise.resolve({ status: 413, body: { ok: false } })
  )
  const sender = await wire.connect()
  sender.write('POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n')
  const chunk = Buffer.concat([Buffer.from('f4240\r\n'), Buffer.alloc(1_000_000), Buffer.from('\r\n')])
  const pump = () => {
    while (sender.socket.writable && sender.socket.write(chunk));
  }
  sender.socket.on('drain', pump)
  pump()
  expect(statuses(await sender.until(/}\n/))).toEqual(['413'])
  sender.socket.destroy()
  expect(wire.requests).toMatchObject([{ end: 'too_large' }])
  expect(wire.requests[0]!.body.length).toBeLessThanOrEqual(65_536)
  expect(wire.requests[0]!.bodyBytes).toBeGreaterThan(100_000_000)
})

it('forgets a connection that is reset before it said anything', async () => {
  const wire = await open()
  const sender = await wire.connect()
  sender.socket.resetAndDestroy()
  await sender.closed
  await isStillWell(wire)
  expect(wire.refused).toEqual([])
})
