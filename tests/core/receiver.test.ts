import { Agent, createServer, request } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

let opened: TempCore | null = null
afterEach(async () => {
  await opened?.close()
  opened = null
})

const open = async (change: Parameters<typeof openTempCore>[0] = {}) => {
  opened = await openTempCore({ sessionSecrets: [SECRET], ...change })
  return { core: opened.core, url: await opened.receiverUrl() }
}
const portOf = (url: string) => Number(new URL(url).port)
const nextDelivery = (core: TempCore['core']) =>
  new Promise<void>((resolve) => {
    const stop = core.onDelivery(() => {
      stop()
      resolve()
    })
  })

it.each(['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'HEAD', 'PROPFIND'])(
  'captures %s on any path',
  async (method) => {
    const { core, url } = await open()
    const answer = await post(`${url}/some/where?a=1&a=2%20`, { headers: {}, body: '' }, method)
    expect(answer.status).toBe(401)
    expect((await core.deliveries.list({ limit: 5 })).rows).toMatchObject([
      { method, target: '/some/where?a=1&a=2%20', status: 401 }
    ])
  }
)

it('answers a 50 MB body with 413, keeps only its beginning, and goes on', async () => {
  const { core, url } = await open()
  const body = Buffer.alloc(50_000_000, 'x')
  const answer = await post(url, { headers: { 'content-length': String(body.length) }, body })
  expect(answer.status).toBe(413)
  const [delivery] = (await core.deliveries.list({ limit: 5 })).rows
  expect(delivery).toMatchObject({
    verdict: 'rejected',
    reason: { code: 'too_large' },
    bodyBytes: 50_000_000,
    status: 413
  })
  expect(await core.deliveries.get({ id: delivery!.id })).toMatchObject({ bodyComplete: false })
  expect((await core.deliveries.body({ id: delivery!.id, offset: 0, form: 'arrived' })).bytes).toBe(65_536)
  expect((await post(url, signed(userEvent()))).status).toBe(200)
})

it('keeps a 9 MB body whole and reads it back in ranges', async () => {
  const { core, url } = await open()
  const event = userEvent({ data: { id: 'diruser_1', text: 'é'.repeat(4_500_000) } })
  const delivery = signed(event)
  expect((await post(url, delivery)).status).toBe(200)
  let text = ''
  for (let offset: number | null = 0; offset !== null;) {
    const part = await core.events.body({ id: event.id, offset, length: 1_000_001, form: 'arrived' })
    text += part.content
    offset = part.next
  }
  expect(text === delivery.body).toBe(true)
})

it('records an aborted upload as such and acknowledges nothing', async () => {
  const { core, url } = await open()
  const recorded = nextDelivery(core)
  const headers = { 'content-length': '1000', expect: '100-continue' }
  const upload = request(url, { method: 'POST', headers })
  upload.on('error', () => undefined)
  upload.once('continue', () => upload.write('{"half":', () => upload.destroy()))
  upload.flushHeaders()
  await recorded
  const [delivery] = (await core.deliveries.list({ limit: 5 })).rows
  expect(delivery).toMatchObject({ verdict: 'rejected', reason: { code: 'aborted' }, status: null })
  expect((await post(url, signed(userEvent()))).status).toBe(200)
})

it('answers garbage on the wire with 400 and goes on', async () => {
  const { url } = await open()
  const text = await new Promise<string>((resolve) => {
    const socket = connect(portOf(url), '127.0.0.1', () => socket.write('\u0000\u0001 not http\r\n\r\n'))
    socket.once('data', (chunk) => resolve(chunk.toString()))
  })
  expect(text).toMatch(/^HTTP\/1.1 400 /)
  expect((await post(url, signed(userEvent()))).status).toBe(200)
})

it('stores three pipelined requests in their order and answers each, before it refuses what follows', async () => {
  const { core, url } = await open()
  const text = await new Promise<string>((resolve) => {
    let received = ''
    const requests = ['/1', '/2', '/3'].map((path) => `POST ${path} HTTP/1.1\r\nContent-Length: 0\r\n\r\n`)
    const socket = connect(portOf(url), '127.0.0.1', () => socket.write(`${requests.join('')}garbage`))
    socket.on('data', (chunk) => (received += chunk.toString()))
    socket.once('close', () => resolve(received))
  })
  expect([...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => status)).toEqual([
    '401',
    '401',
    '401',
    '400'
  ])
  const { rows } = await core.deliveries.list({ limit: 5 })
  expect(rows.map(({ target }) => target)).toEqual(['/3', '/2', '/1'])
  expect([...text.matchAll(/"id":"(\w+)"/g)].map(([, id]) => id)).toEqual(
    rows.map(({ id }) => id).toReversed()
  )
})

it('takes the next free port when the wanted one is taken, and says which was', async () => {
  const busy = createServer()
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve))
  const { port } = busy.address() as AddressInfo
  const { core, url } = await open({ receiverPort: port })
  expect(portOf(url)).not.toBe(port)
  expect((await core.listening.status({})).receiver).toMatchObject({ state: 'listening', busyPort: port })
  busy.close()
})

it('refuses connections while stopped and takes deliveries again once started', async () => {
  const { core, url } = await open()
  expect((await core.listening.stop({})).receiver.state).toBe('stopped')
  await expect(post(url, signed(userEvent()))).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  await expect(core.samples.send({ type: 'user.login' })).rejects.toMatchObject({ code: 'unavailable' })
  const status = await core.listening.start({ tunnel: 'none' })
  expect((await post(status.receiver.url!, signed(userEvent()))).status).toBe(200)
})

it('says nothing about the app on its port, whatever is asked', async () => {
  const { url } = await open()
  for (const path of [
    '/',
    '/index.html',
    '/rpc/events.list',
    '/events',
    '/?token=x',
    '/.webhook-inspector-probe/guess'
  ]) {
    const answer = await post(url + path, { headers: {}, body: '' }, 'GET')
    expect(answer.status, path).toBe(401)
    expect(Object.keys(JSON.parse(answer.text) as object), path).toEqual(['ok', 'id', 'error'])
  }
})

it('takes what other servers refuse by themselves: no Host, large headers, an unknown expectation', async () => {
  const { core, url } = await open()
  const raw = (text: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(portOf(url), '127.0.0.1', () => socket.write(text))
      socket.once('data', (chunk) => {
        socket.destroy()
        resolve(chunk.toString())
      })
    })
  expect(await raw('POST /no-host HTTP/1.1\r\nContent-Length: 0\r\n\r\n')).toMatch(/^HTTP\/1.1 401 /)
  expect(
    await raw(
      `POST /large HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(40_000)}\r\nContent-Length: 0\r\n\r\n`
    )
  ).toMatch(/^HTTP\/1.1 401 /)
  expect(await raw('POST /expect HTTP/1.1\r\nHost: x\r\nExpect: foo\r\nContent-Length: 0\r\n\r\n')).toMatch(
    /^HTTP\/1.1 401 /
  )
  expect(await raw(`GET / HTTP/1.1\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`)).toMatch(/^HTTP\/1.1 431 /)
  expect((await core.deliveries.list({ limit: 9 })).rows.map((row) => row.target)).toEqual([
    '/expect',
    '/large',
    '/no-host'
  ])
})

it('answers what was accepted and refuses what comes after, once it is told to stop', async () => {
  const { core, url } = await open()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = () =>
    new Promise<string>((resolve) => {
      const { headers, body } = signed(userEvent())
      const sent = request(url, { method: 'POST', headers, agent }, (response) => {
        response.resume().once('end', () => resolve(`${response.statusCode} ${response.headers.connection}`))
      })
      sent.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'))
      sent.end(body)
    })
  expect(await ask()).toBe('200 keep-alive')
  // A request that is under way keeps the receiver from closing at once; "100 Continue" says that it is.
  const slow = signed(userEvent())
  const half = request(url, {
    method: 'POST',
    headers: { ...slow.headers, 'content-length': String(slow.body.length), expect: '100-continue' }
  })
  const answered = new Promise<number | undefined>((resolve) =>
    half.once('response', (response) => resolve(response.statusCode))
  )
  await new Promise<void>((resolve) => {
    half.once('continue', resolve)
    half.flushHeaders()
  })
  half.write(slow.body.slice(0, 10))
  const stopping = core.listening.stop({})
  expect(await ask()).not.toMatch(/^200/)
  half.end(slow.body.slice(10))
  expect(await answered).toBe(200)
  expect((await stopping).receiver.state).toBe('stopped')
  agent.destroy()
  expect((await core.stats.summary({})).verified).toBe(2)
})

it('refuses to start the tunnel without an authtoken and says what to do', async () => {
  const { core } = await open()
  await expect(core.listening.start({ tunnel: 'ngrok' })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('authtoken')
  })
})
