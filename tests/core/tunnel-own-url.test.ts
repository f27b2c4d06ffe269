import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Server as TcpServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { TunnelStatus } from '../../src/shared/listening-models.ts'
import { createOwnUrlTunnel } from '../../src/main/core/tunnel/own-url.ts'
import { createSelfTest } from '../../src/main/core/tunnel/public-probe.ts'
import { createCertificates } from '../support/ngrok-service/certificates.ts'
import { listenOnLoopback } from '../support/ngrok-service/loopback.ts'
import { startProbedServer } from '../support/ngrok-service/probed-server.ts'

const closing: (() => void)[] = []
afterEach(() => closing.splice(0).forEach((close) => close()))

/** The tunnel, and a receiver for it. */
async function startRig() {
  const receiver = await startProbedServer((_request, _body, response) => response.end())
  const tunnel = createOwnUrlTunnel({
    clock: { now: () => Date.now() },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    selfTest: createSelfTest(receiver.expectProbe),
    testMs: 1_000
  })
  const history: TunnelStatus[] = []
  tunnel.onChange(() => history.push(tunnel.status()))
  closing.push(receiver.close, () => void tunnel.stop())
  return { tunnel, receiver, history, request: { publicUrl: receiver.url, receiverUrl: receiver.url } }
}

async function listen(server: TcpServer): Promise<number> {
  closing.push(() => void server.close())
  return listenOnLoopback(server)
}
const startProxy = async (listener: RequestListener) =>
  `http://127.0.0.1:${await listen(createServer(listener))}`

test('is online once a test request came back through the URL', async () => {
  const { tunnel, history, request } = await startRig()
  tunnel.start(request)
  expect(await tunnel.test()).toBeNull()
  expect(history.map(({ state, publicUrl }) => [state, publicUrl])).toEqual([
    ['starting', null],
    ['online', request.publicUrl]
  ])
  expect(tunnel.status()).toMatchObject({ kind: 'own', code: null, reason: null })
  expect(tunnel.status().latencyMs).toBeGreaterThan(0)
})

test('is asked again on wake and on demand: it fails when the way is gone, and comes back with it', async () => {
  const { tunnel, receiver, request } = await startRig()
  let isUp = true
  const publicUrl = await startProxy((incoming, response) => {
    if (!isUp) return void response.writeHead(502, { server: 'a proxy' }).end()
    void fetch(receiver.url + incoming.url).then(({ status, headers }) =>
      response.writeHead(status, Object.fromEntries(headers)).end()
    )
  })
  tunnel.start({ ...request, publicUrl })
  expect(await tunnel.test()).toBeNull()
  isUp = false
  tunnel.wake()
  expect(await tunnel.test()).toMatchObject({ code: 'url_dead_end' })
  expect(tunnel.status()).toMatchObject({ state: 'failed', publicUrl: null })
  expect(tunnel.status().action).toContain(`It must lead to ${receiver.url}.`)
  isUp = true
  tunnel.wake()
  expect(await tunnel.test()).toBeNull()
  expect(tunnel.status()).toMatchObject({ state: 'online', publicUrl })
})

test('gives a network that has just come back a moment more', async () => {
  const { tunnel, receiver, request } = await startRig()
  let requests = 0
  const publicUrl = await startProxy((incoming, response) => {
    requests += 1
    if (requests <= 2) return void response.writeHead(502).end()
    void fetch(receiver.url + incoming.url).then(({ status, headers }) =>
      response.writeHead(status, Object.fromEntries(headers)).end()
    )
  })
  tunnel.start({ ...request, publicUrl })
  expect(await tunnel.test()).toMatchObject({ code: 'url_dead_end' })
  tunnel.wake()
  expect(await tunnel.test()).toBeNull()
  expect(requests).toBe(3)
})

const plain = (listener: RequestListener) => () => startProxy(listener)
const failures: readonly [name: string, start: () => Promise<string>, code: string][] = [
  ['a name that does not resolve', () => Promise.resolve('https://nowhere.invalid'), 'url_no_dns'],
  ['a port where nothing listens', () => Promise.resolve('http://127.0.0.1:1'), 'url_refused'],
  [
    'a certificate that nobody trusts',
    async () => {
      const { certificatePem: cert, keyPem: key } = createCertificates()
      return `https://127.0.0.1:${await listen(createTlsServer({ cert, key }))}`
    },
    'url_untrusted'
  ],
  [
    'a port without TLS',
    async () => (await startProxy((_request, response) => response.end())).replace('http', 'https'),
    'url_not_tls'
  ],
  ['another program', plain((_request, response) => response.writeHead(404).end()), 'url_other'],
  [
    'a redirect',
    plain((_request, response) => response.writeHead(301, { location: 'https://other.example/' }).end()),
    'url_redirects'
  ],
  [
    'a page before it',
    plain((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')),
    'url_page'
  ],
  ['silence', plain(() => undefined), 'url_silent'],
  ['a connection that is cut', plain((request) => request.socket.destroy()), 'url_cut']
]

test.each(failures)('tells %s by its own code', async (_name, start, code) => {
  const { tunnel, request } = await startRig()
  tunnel.start({ ...request, publicUrl: await start() })
  expect(await tunnel.test()).toMatchObject({ code })
  expect(tunnel.status()).toMatchObject({ kind: 'own', state: 'failed', code })
})

test('starts once for the same URL and over for another, and forgets a test that it no longer wants', async () => {
  const { tunnel, history, request } = await startRig()
  const silent = await startProxy(() => undefined)
  tunnel.start({ ...request, publicUrl: silent })
  tunnel.start(request)
  tunnel.start({ ...request })
  expect(await tunnel.test()).toBeNull()
  tunnel.start({ ...request })
  expect(tunnel.status()).toMatchObject({ state: 'online', publicUrl: request.publicUrl })
  expect(history.map(({ state }) => state)).not.toContain('failed')
})

test('can be stopped while it is tested, and asks nobody any more', async () => {
  let requests = 0
  const { tunnel, request } = await startRig()
  const publicUrl = await startProxy(() => void requests++)
  tunnel.start({ ...request, publicUrl })
  const asked = tunnel.test()
  await tunnel.stop()
  await asked
  expect(tunnel.status().state).toBe('stopped')
  const before = requests
  tunnel.wake()
  expect(await tunnel.test()).toMatchObject({ code: null })
  expect(requests).toBe(before)
})
