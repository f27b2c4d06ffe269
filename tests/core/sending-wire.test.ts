import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DEFAULTS } from '../support/replay-events.ts'
import { SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

/** An app that shows each request as it comes over the wire: a character is a byte. */
async function startWireTarget() {
  const requests: string[] = []
  const sockets = new Set<Socket>()
  const waiting: { count: number; resolve(): void }[] = []
  const server = createServer((socket) => {
    sockets.add(socket)
    let text = ''
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      const [head = '', body] = text.split('\r\n\r\n')
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1])
      if (body === undefined || body.length < length) return
      requests.push(text)
      text = ''
      socket.write(Buffer.from('HTTP/1.1 200 OK\r\nX-Said: caf\xe9\r\nContent-Length: 0\r\n\r\n', 'latin1'))
      for (const { count, resolve } of waiting) if (requests.length >= count) resolve()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    requests,
    got: (count: number) =>
      new Promise<void>((resolve) => {
        if (requests.length >= count) resolve()
        else waiting.push({ count, resolve })
      }),
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    }
  }
}

let target: Awaited<ReturnType<typeof startWireTarget>>
let opened: TempCore
beforeEach(async () => {
  target = await startWireTarget()
  opened = await openTempCore({ sessionSecrets: [SECRET], forwardTargets: [target.url] })
})
afterEach(async () => {
  await opened.close()
  target.close()
})

/** Delivers over a connection of its own, byte by byte. */
async function deliver(event: unknown, headers: string): Promise<void> {
  const request = signed(event)
  const { hostname, port } = new URL(await opened.receiverUrl())
  const socket = connect(Number(port), hostname)
  const lines = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`)
  const body = Buffer.from(request.body)
  const head = ['POST / HTTP/1.1', 'Host: x', ...lines, `Content-Length: ${body.length}`, headers, '', '']
  socket.write(Buffer.from(head.join('\r\n'), 'latin1'))
  socket.write(body)
  const [answer] = (await once(socket, 'data')) as [Buffer]
  expect(answer.toString('latin1')).toMatch(/^HTTP\/1\.1 200 /)
  socket.destroy()
}

it('hands on each byte of a header as it came, and reads those of the answer so', async () => {
  const event = userEvent()
  await deliver(event, 'X-Name: caf\xe9 \xfcber\r\nX-Utf8: caf\xc3\xa9')
  await target.got(1)
  expect(target.requests[0]).toContain('X-Name: caf\xe9 \xfcber\r\n')
  expect(target.requests[0]).toContain('X-Utf8: caf\xc3\xa9\r\n')
  for (const mode of ['resign', 'verbatim'] as const) {
    await opened.core.replays.start({ ...DEFAULTS, mode, eventIds: [event.id], target: target.url })
  }
  await target.got(3)
  for (const request of target.requests) expect(request).toContain('X-Name: caf\xe9 \xfcber\r\n')
  await expect
    .poll(async () => (await opened.core.replays.list({ eventId: event.id })).rows)
    .toMatchObject(
      Array.from({ length: 3 }, () => ({
        responseHeaders: expect.arrayContaining([['X-Said', 'caf\xe9']]) as unknown
      }))
    )
})

it('keeps to itself what a Connection header names', async () => {
  const event = userEvent()
  await deliver(event, 'Connection: keep-alive, X-Hop ,x-other\r\nX-Hop: 1\r\nX-OTHER: 2\r\nX-Kept: 3')
  await target.got(1)
  await opened.core.replays.start({
    ...DEFAULTS,
    mode: 'verbatim',
    eventIds: [event.id],
    target: target.url
  })
  await target.got(2)
  for (const request of target.requests) {
    expect(request).not.toMatch(/^x-(?:hop|other):/im)
    expect(request).toContain('X-Kept: 3\r\n')
  }
})

it('does not let a Connection header take away what the request is', async () => {
  const event = userEvent()
  await deliver(event, 'Connection: webhook-id, content-type\r\nContent-Type: application/json')
  await target.got(1)
  expect(target.requests[0]).toMatch(/^webhook-id: /im)
  expect(target.requests[0]).toMatch(/^content-type: application\/json\r$/im)
})
