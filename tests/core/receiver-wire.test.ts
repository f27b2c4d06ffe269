import { afterEach, expect, it, vi } from 'vitest'
import { post } from '../support/signed-request.ts'
import { heldBytes } from '../support/held-bytes.ts'
import { openWireReceiver, type WireReceiver } from '../support/wire-receiver.ts'

let opened: WireReceiver | null = null
afterEach(async () => {
  await opened?.close()
  opened = null
})
const open = async (...options: Parameters<typeof openWireReceiver>) =>
  (opened = await openWireReceiver(...options))

const bodyOf = ({ requests }: WireReceiver, index = 0) =>
  Buffer.from(requests[index]!.body).toString('latin1')
const statuses = (text: string) => [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => status)

it('keeps repeated headers, their order, their case and their bytes', async () => {
  const wire = await open()
  const text = await wire.exchange(
    'POST /h HTTP/1.1\r\nX-B: 1\r\nx-a: 2\r\nX-b: 3\r\nX-B: 1\r\nSet-Cookie: a\r\nset-cookie: b\r\n' +
      'HOST: h\r\nEmpty:\r\nLatin: \xe9\xff\r\nContent-Length: 0\r\n\r\n'
  )
  expect(statuses(text)).toEqual(['200'])
  expect(wire.requests[0]!.headers).toEqual([
    ['X-B', '1'],
    ['x-a', '2'],
    ['X-b', '3'],
    ['X-B', '1'],
    ['Set-Cookie', 'a'],
    ['set-cookie', 'b'],
    ['HOST', 'h'],
    ['Empty', ''],
    ['Latin', '\xe9\xff'],
    ['Content-Length', '0']
  ])
})

it('keeps every one of 5,000 headers', async () => {
  const wire = await open()
  await wire.exchange(`GET / HTTP/1.1\r\n${'a: b\r\n'.repeat(5_000)}\r\n`)
  expect(wire.requests[0]!.headers.length).toBe(5_000)
})

it('joins the chunks of a body, however they are cut, and keeps its trailers raw', async () => {
  const wire = await open()
  const text = await wire.exchange(
    'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n3;ext="a"\r\nab',
    'c\r',
    '\n0000a\r\n0123456',
    '789\r\n0\r\nX-T: 1\r\nx-t: 2\r\nB:\r\n\r\n'
  )
  expect(statuses(text)).toEqual(['200'])
  expect(bodyOf(wire)).toBe('abc0123456789')
  expect(wire.requests[0]).toMatchObject({
    end: 'complete',
    bodyBytes: 13,
    trailers: [
      ['X-T', '1'],
      ['x-t', '2'],
      ['B', '']
    ]
  })
})

it('keeps every byte value of a body that is not text', async () => {
  const wire = await open()
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index))
  await wire.exchange('POST / HTTP/1.1\r\nContent-Length: 256\r\n\r\n', bytes)
  expect(Buffer.from(wire.requests[0]!.body).equals(bytes)).toBe(true)
})

it('speaks HTTP/1.0: closes after the answer, or goes on when it is asked to', async () => {
  const wire = await open()
  const once = await wire.connect()
  once.write('POST /close HTTP/1.0\r\nContent-Length: 2\r\n\r\nab')
  expect(await once.closed).toMatch(/^HTTP\/1\.1 200 [^]*\r\nConnection: close\r\n/)
  const kept = await wire.connect()
  kept.write('POST /keep HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nab')
  expect(await kept.until(/\/keep"}\n$/)).toMatch(/\r\nConnection: keep-alive\r\n/)
  kept.write('POST /again HTTP/1.0\r\nContent-Length: 0\r\n\r\n')
  expect(statuses(await kept.closed)).toEqual(['200', '200'])
  expect(wire.requests.map(({ target, httpVersion }) => [target, httpVersion])).toEqual([
    ['/close', '1.0'],
    ['/keep', '1.0'],
    ['/again', '1.0']
  ])
})

it('tells a sender that expects it to continue, and captures odd expectations like any header', async () => {
  const wire = await open()
  const sender = await wire.connect()
  sender.write('POST /c HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n')
  await sender.until(/^HTTP\/1\.1 100 Continue\r\n\r\n$/)
  expect(wire.requests).toEqual([])
  sender.write('ab')
  await sender.until(/"\/c"}\n$/)
  sender.write('POST /odd HTTP/1.1\r\nExpect: miracles\r\nContent-Length: 2\r\n\r\ncd')
  await sender.until(/"\/odd"}\n$/)
  sender.write('POST /old HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nef')
  expect(statuses(await sender.closed)).toEqual(['100', '200', '200', '200'])
  expect([0, 1, 2].map((index) => bodyOf(wire, index))).toEqual(['ab', 'cd', 'ef'])
})

it.each(['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'PROPFIND', 'QUERY', 'M-SEARCH', 'PURGE'])(
  'captures %s with a body and answers it',
  async (method) => {
    const wire = await open()
    const text = await wire.exchange(`${method} /m HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc`)
    expect(text).toMatch(/^HTTP\/1\.1 200 [^]*\r\n\r\n\{"ok":true,"target":"\/m"\}\n$/)
    expect(wire.requests[0]!.method).toBe(method)
    expect(bodyOf(wire)).toBe('abc')
  }
)

it('answers HEAD with the headers alone', async () => {
  const wire = await open()
  expect(await wire.exchange('HEAD /m HTTP/1.1\r\n\r\n')).toMatch(/\r\ncontent-length: 26\r\n[^]*\r\n\r\n$/)
})

it.each([
  ['POST', 'http://user:pass@elsewhere.example:80/x?y#z'],
  ['OPTIONS', '*'],
  ['POST', '/a//b/../c;d=%zz?e=%00&e&&#f'],
  ['POST', `/"<>|{}^\`\\'`]
])('keeps the target of %s %s as it was sent', async (method, target) => {
  const wire = await open()
  const text = await wire.exchange(`${method} ${target} HTTP/1.1\r\nContent-Length: 0\r\n\r\n`)
  expect(statuses(text)).toEqual(['200'])
  expect(wire.requests[0]).toMatchObject({ method, target })
})

it('keeps a target of 60,000 characters', async () => {
  const wire = await open()
  const target = `/${'long/'.repeat(12_000)}`
  expect(statuses(await wire.exchange(`GET ${target} HTTP/1.1\r\n\r\n`))).toEqual(['200'])
  expect(wire.requests[0]!.target === target).toBe(true)
})

it.each(['websocket', 'h2c'])(
  'captures a request that asks to upgrade to %s, and stays with HTTP/1.1',
  async (to) => {
    const wire = await open()
    const text = await wire.exchange(
      `POST /u HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: ${to}\r\nContent-Length: 3\r\n\r\nabc`
    )
    expect(statuses(text)).toEqual(['200'])
    expect(bodyOf(wire)).toBe('abc')
    expect(wire.requests[0]!.headers).toContainEqual(['Upgrade', to])
  }
)

it('closes after a request that asks to upgrade, so that its sender knows that nothing behind it was taken', async () => {
  const wire = await open()
  const sender = await wire.connect()
  sender.write('GET /u HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\nGET /behind HTTP/1.1\r\n\r\n')
  expect(await sender.closed).toMatch(/^HTTP\/1\.1 200 [^]*\r\nconnection: close\r\n[^]*"\/u"}\n$/)
  expect(wire.requests.map(({ target }) => target)).toEqual(['/u'])
})

it('takes three requests in one packet as three, and answers them in order whichever is done first', async () => {
  const release = new Map<string, () => void>()
  const wire = await open({}, async ({ target }) => {
    await new Promise<void>((resolve) => release.set(target, resolve))
    return { status: 200, body: { target } }
  })
  const sender = await wire.connect()
  sender.write(
    ['/1', '/2', '/3']
      .map((target) => `POST ${target} HTTP/1.1\r\nContent-Length: 2\r\n\r\n${target}`)
      .join('')
  )
  await wire.happened(3)
  expect(wire.requests.map(({ target, body }) => [target, Buffer.from(body).toString()])).toEqual([
    ['/1', '/1'],
    ['/2', '/2'],
    ['/3', '/3']
  ])
  release.get('/3')?.()
  release.get('/2')?.()
  release.get('/1')?.()
  const text = await sender.until(/"\/3"}\n$/)
  expect([...text.matchAll(/"target":"(\/\d)"/g)].map(([, target]) => target)).toEqual(['/1', '/2', '/3'])
})

it('answers a sender that closes its own side as soon as it has sent all', async () => {
  let release = (): void => undefined
  const wire = await open({}, async ({ target }) => {
    if (target === '/held') await new Promise<void>((resolve) => (release = resolve))
    return { status: 202, body: { ok: true } }
  })
  const answered = wire.exchange('POST /held HTTP/1.1\r\nContent-Length: 2\r\n\r\nab')
  await wire.happened(1)
  // Once this one, which came later, has its answer, the receiver knows that the first sender closed its side.
  await wire.exchange('POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n')
  release()
  expect(statuses(await answered)).toEqual(['202'])
})

it.each([204, 205, 304])('sends %i without a body, and the connection goes on', async (status) => {
  const wire = await open({}, () => Promise.resolve({ status, body: { ok: true } }))
  const text = await wire.exchange('POST / HTTP/1.1\r\n\r\nPOST / HTTP/1.1\r\n\r\n')
  expect(statuses(text)).toEqual([String(status), String(status)])
  expect(text).not.toContain('ok')
})

it('asks for the body limit anew with each request', async () => {
  let limit = 1_000
  const wire = await open({ bodyLimit: () => limit }, ({ end }) =>
    Promise.resolve({ status: 200, body: { end } })
  )
  const send = () => wire.exchange(`POST / HTTP/1.1\r\nContent-Length: 1001\r\n\r\n${'x'.repeat(1_001)}`)
  expect(await send()).toContain('"too_large"')
  limit = 1_001
  expect(await send()).toContain('"complete"')
  expect(wire.requests.map(({ body }) => body.length)).toEqual([1_001, 1_001])
})

it('copies 100 MB once to join it, and of a larger body only the beginning', async () => {
  const limit = 100_000_000
  const wire = await open({ bodyLimit: () => limit })
  const concat = vi.spyOn(Buffer, 'concat')
  const copied = () => concat.mock.results.map(({ value }) => (value as Buffer).length)
  const send = async (body: Buffer) => {
    const headers = { 'content-length': String(body.length) }
    return (await post(`http://127.0.0.1:${wire.port}/`, { headers, body })).status
  }
  try {
    expect(await send(Buffer.alloc(limit, 'x'))).toBe(200)
    expect(copied()).toEqual([limit])
    expect(wire.requests[0]).toMatchObject({ end: 'complete', bodyBytes: limit })
    concat.mockClear()
    await send(Buffer.alloc(limit + 1, 'x'))
    expect(copied().length).toBeLessThanOrEqual(2)
    expect(Math.max(...copied())).toBe(65_536)
    expect(wire.requests[1]).toMatchObject({ end: 'too_large', bodyBytes: limit + 1 })
    expect(wire.requests[1]!.body.buffer.byteLength).toBe(65_536)
  } finally {
    concat.mockRestore()
  }
})

it('lets go of a body once it is answered, though its connection stays open', async () => {
  const wire = await open()
  const before = heldBytes()
  const body = Buffer.alloc(5_000_000, 'x')
  const head = `POST / HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n`
  for (let count = 1; count <= 10; count++) {
    const sender = await wire.connect()
    sender.write(head)
    sender.write(body)
    await sender.until(/}\n$/)
    expect(sender.socket.closed).toBe(false)
    expect(wire.requests.splice(0)).toMatchObject([{ end: 'complete', bodyBytes: 5_000_000 }])
  }
  expect(heldBytes() - before).toBeLessThan(15_000_000)
})

it('answers a delivery while 1,000 connections are idle', async () => {
  const wire = await open()
  const idle = await Promise.all(Array.from({ length: 1_000 }, () => wire.connect()))
  expect(statuses(await wire.exchange('POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nab'))).toEqual(['200'])
  expect(idle.every(({ socket }) => !socket.closed)).toBe(true)
  idle.forEach(({ socket }) => socket.destroy())
  await Promise.all(idle.map(({ closed }) => closed))
  expect(wire.refused).toEqual([])
})
