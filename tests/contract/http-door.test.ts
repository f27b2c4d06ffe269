import { randomBytes } from 'node:crypto'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentSecurityPolicy } from '../../src/main/hosts/content-security-policy.ts'
import { startPageServer, type PageServer } from '../../src/main/hosts/browser/http.ts'
import { createToken } from '../../src/main/hosts/browser/token.ts'
import { createAnnouncer } from '../../src/main/rpc/announcer.ts'
import { createDispatch } from '../../src/main/rpc/dispatcher.ts'
import { createHandlers } from '../../src/main/rpc/handlers.ts'
import { SECRET } from '../support/signed-request.ts'
import { createTempDir } from '../support/temp-dir.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

const dir = createTempDir()
const pageFolder = join(dir.path, 'page')
const token = createToken()
const bugs: unknown[] = []
let temp: TempCore
let server: PageServer

beforeAll(async () => {
  mkdirSync(join(pageFolder, 'assets'), { recursive: true })
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>the page</title>')
  writeFileSync(join(pageFolder, 'assets/page.js'), 'export {}')
  writeFileSync(join(dir.path, 'private.txt'), 'private')
  mkdirSync(join(dir.path, 'page-two'))
  writeFileSync(join(dir.path, 'page-two/private.txt'), 'private')
  symlinkSync(join(dir.path, 'page-two'), join(pageFolder, 'linked'), 'junction')
  temp = await openTempCore()
  const reportBug = (error: unknown) => void bugs.push(error)
  server = await startPageServer({
    port: 0,
    token,
    dispatch: createDispatch(createHandlers(temp.core), reportBug),
    announcer: createAnnouncer(temp.core, { delayMs: 50 }),
    pageFolder,
    reportBug
  })
})
afterAll(async () => {
  await server.close()
  await temp.close()
  dir.remove()
  expect(bugs).toEqual([])
})

interface Asked {
  readonly method?: string
  readonly path?: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string | Buffer
  readonly port?: number
}
interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** One request as given: `fetch` would tidy up the path and refuse the headers that matter here. */
function ask({ method = 'GET', path = '/', headers = {}, body, port = server.port }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => (text += part))
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }))
      response.on('error', reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

const bearer = { authorization: `Bearer ${token.value}` }
const json = { ...bearer, 'content-type': 'application/json' }
const command = (body: string | Buffer, headers: OutgoingHttpHeaders = json, name = 'app.info') =>
  ask({ method: 'POST', path: `/rpc/${name}`, headers, body })

describe('the token', () => {
  test.each<[string, Asked]>([
    ['nothing', {}],
    ['nothing, for a file', { path: '/assets/page.js' }],
    ['nothing, for the stream', { path: '/events' }],
    ['a wrong link', { path: `/?token=${createToken().value}` }],
    ['an empty link', { path: '/?token=' }],
    ['a link for another path', { path: `/assets/page.js?token=${token.value}` }],
    ['a wrong bearer', { headers: { authorization: `Bearer ${createToken().value}` } }],
    ['the token with another scheme', { headers: { authorization: `Basic ${token.value}` } }],
    ['a wrong cookie', { headers: { cookie: `webhook-inspector-1=${token.value}` } }]
  ])('refuses %s with a page that says what to do', async (_what, asked) => {
    const { status, text, headers } = await ask(asked)
    expect(status).toBe(401)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(text).toContain('Open the link that was printed when the app started')
    expect(text).not.toContain('the page<')
    expect(headers['set-cookie']).toBeUndefined()
  })

  test('refuses a command without it with a reply', async () => {
    const { status, text } = await command('{}', { 'content-type': 'application/json' })
    expect(status).toBe(401)
    expect(JSON.parse(text)).toMatchObject({ ok: false, error: { code: 'unavailable' } })
  })

  test.each([
    ['the printed link', () => token.value],
    ['a ticket', () => token.createTicket()]
  ])('%s is swapped for a cookie that opens everything', async (_what, value) => {
    const visit = await ask({ path: `/?token=${value()}` })
    expect(visit).toMatchObject({ status: 303, headers: { location: '/' } })
    const [setCookie = ''] = visit.headers['set-cookie'] ?? []
    expect(setCookie).toMatch(
      new RegExp(`^webhook-inspector-${server.port}=[\\w-]{43}; Path=/rpc; HttpOnly; SameSite=Strict$`)
    )
    const cookie = setCookie.split(';')[0]
    expect(await ask({ headers: { cookie } })).toMatchObject({
      status: 200,
      text: expect.stringContaining('the page')
    })
    expect(await command('{}', { cookie, 'content-type': 'application/json' })).toMatchObject({ status: 200 })
    // The one for every path, which other ports of this machine are sent as well.
    const common = visit.headers['set-cookie']?.[2]?.split(';')[0]
    expect(await ask({ headers: { cookie: common } })).toMatchObject({ status: 200 })
    expect(await command('{}', { cookie: common, 'content-type': 'application/json' })).toMatchObject({
      status: 401
    })
    expect(await ask({ path: '/events', headers: { cookie: common } })).toMatchObject({ status: 401 })
  })

  test('a ticket is good for one visit', async () => {
    const path = `/?token=${token.createTicket()}`
    expect([(await ask({ path })).status, (await ask({ path })).status]).toEqual([303, 401])
  })
})

describe('who may ask', () => {
  test.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '10.0.0.1',
    '[::2]'
  ])('refuses the Host %s', async (host) => {
    expect((await ask({ headers: { ...bearer, host } })).status).toBe(403)
    expect((await command('{}', { ...json, host })).status).toBe(403)
    expect((await ask({ path: `/?token=${token.value}`, headers: { host } })).status).toBe(403)
  })

  test.each(['localhost', 'LOCALHOST:1', '127.0.0.1:8080', '[::1]:9'])('takes the Host %s', async (host) => {
    expect((await ask({ headers: { ...bearer, host } })).status).toBe(200)
  })

  test.each(['http://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1', ''])(
    'refuses the Origin %j',
    async (origin) => {
      expect((await command('{}', { ...json, origin })).status).toBe(403)
      expect((await ask({ path: '/events', headers: { ...bearer, origin } })).status).toBe(403)
    }
  )

  test('refuses the Origin of a page that the same host serves on another port or by another scheme', async () => {
    const host = `127.0.0.1:${server.port}`
    for (const origin of [
      `https://${host}`,
      `http://localhost:${server.port}`,
      `http://127.0.0.1:${server.port + 1}`
    ]) {
      expect((await command('{}', { ...json, host, origin })).status).toBe(403)
    }
    expect((await command('{}', { ...json, host, origin: `http://${host}` })).status).toBe(200)
  })

  test('answers no preflight', async () => {
    const headers = {
      ...bearer,
      origin: `http://127.0.0.1:${server.port}`,
      'access-control-request-method': 'POST'
    }
    for (const path of ['/', '/rpc/app.info']) {
      const answer = await ask({ method: 'OPTIONS', path, headers })
      expect(answer.status).toBe(405)
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  })

  test.skipIf(process.platform !== 'linux')('listens on 127.0.0.1 alone', async () => {
    const socket = connect(server.port, '127.0.0.2')
    await expect(once(socket, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})

describe('commands', () => {
  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonx',
    'text/json; a=application/json',
    ''
  ])('refuses the content type %j', async (type) => {
    const { status, text } = await command('{}', { ...bearer, 'content-type': type })
    expect(status).toBe(415)
    expect(JSON.parse(text)).toMatchObject({ ok: false, error: { code: 'invalid_input' } })
  })

  test('takes a content type with parameters', async () => {
    expect(
      (await command('{}', { ...bearer, 'content-type': 'Application/JSON; charset=utf-8' })).status
    ).toBe(200)
  })

  test.each([
    ['nothing', ''],
    ['half an object', '{"id":'],
    ['two values', '{}{}'],
    ['bytes that are not UTF-8', Buffer.from([34, 255, 34])]
  ])('refuses %s for JSON', async (_what, body) => {
    const { status, text } = await command(body)
    expect(status).toBe(400)
    expect(JSON.parse(text)).toEqual({
      ok: false,
      error: { code: 'invalid_input', message: 'The body of this command is not JSON.' }
    })
  })

  test('gives each kind of failure its status', async () => {
    expect((await command('{"surprise":1}')).status).toBe(400)
    expect((await command('{}', json, 'nope')).status).toBe(404)
    expect((await command('{}', json, '')).status).toBe(404)
    expect((await command('{"id":"evt_none"}', json, 'events.get')).status).toBe(404)
    const add = JSON.stringify({ kind: 'signing', value: SECRET })
    expect((await command(add, json, 'secrets.add')).status).toBe(200)
    expect((await command(add, json, 'secrets.add')).status).toBe(409)
  })

  test('are sent with POST only', async () => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      expect((await ask({ method, path: '/rpc/app.info', headers: json })).status).toBe(405)
    }
  })

  test.each([
    ['with its length said', { 'content-length': String(17 * 1024 * 1024) }],
    ['in chunks', { 'transfer-encoding': 'chunked' }]
  ])('refuses one that is too large, %s, and goes on', async (_how, headers) => {
    const { status, text } = await command(Buffer.alloc(17 * 1024 * 1024, ' '), { ...json, ...headers })
    expect(status).toBe(413)
    expect(JSON.parse(text)).toMatchObject({ ok: false, error: { code: 'invalid_input' } })
    expect((await command('{}')).status).toBe(200)
  })

  test('lets an import be larger than other commands, up to a limit of its own', async () => {
    const body = randomBytes(15_000_000)
    const line = {
      id: 'del_89424000000000',
      kind: 'webhook',
      receivedAt: Date.UTC(2026, 10, 1),
      method: 'POST',
      target: '/',
      httpVersion: '1.1',
      remoteAddress: null,
      headers: [],
      trailers: [],
      bodyBase64: body.toString('base64'),
      bodyBytes: body.length,
      bodyComplete: true,
      verdict: 'rejected',
      reason: { code: 'missing_headers', message: 'Missing required headers' },
      status: 401,
      webhookId: null,
      triggerPoint: null,
      decision: null,
      sample: false,
      endpoint: null
    }
    const taken = await command(JSON.stringify({ text: JSON.stringify(line) }), json, 'deliveries.import')
    expect([taken.status, JSON.parse(taken.text)]).toEqual([
      200,
      { ok: true, value: { added: 1, known: 0, unexplained: 0, refused: [] } }
    ])
    const stored = await temp.core.deliveries.body({ id: line.id, offset: 0, form: 'arrived' })
    expect(stored.content === line.bodyBase64).toBe(true)

    const headers = { ...json, 'content-length': String(257 * 1024 * 1024) }
    const refused = await command(Buffer.alloc(257 * 1024 * 1024, ' '), headers, 'deliveries.import')
    expect(refused.status).toBe(413)
    expect(JSON.parse(refused.text)).toMatchObject({
      error: { code: 'invalid_input', message: 'This command is larger than 256 MB.' }
    })
  })

  test('lets an upload break off', async () => {
    const socket = connect(server.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(`POST /rpc/app.info HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token.value}\r\n`)
    socket.write('Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"half"')
    socket.resetAndDestroy()
    expect((await command('{}')).status).toBe(200)
  })
})

describe('the page', () => {
  test('is served with its files, to be read only', async () => {
    expect(await ask({ headers: bearer })).toMatchObject({
      status: 200,
      text: expect.stringContaining('the page')
    })
    const script = await ask({ path: '/assets/page.js?v=1', headers: bearer })
    expect(script).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/javascript; charset=utf-8' }
    })
    expect(await ask({ method: 'HEAD', headers: bearer })).toMatchObject({ status: 200, text: '' })
    expect((await ask({ method: 'POST', headers: bearer })).status).toBe(405)
  })

  test.each([
    '/../private.txt',
    '/assets/../../private.txt',
    '/..%2fprivate.txt',
    '/%2e%2e/private.txt',
    '/%2e%2e%2fprivate.txt',
    '/..%5cprivate.txt',
    '/..\\private.txt',
    '/../page-two/private.txt',
    '//private.txt',
    '/linked/private.txt',
    '/index.html%00.js',
    '/%',
    '/%ff',
    '/assets',
    '/assets/',
    '/index.html/x',
    '/nothing',
    `/${'x'.repeat(5_000)}`,
    'http://127.0.0.1/index.html',
    '*'
  ])('does not answer %j', async (path) => {
    const { status, text } = await ask({ path, headers: bearer })
    expect(status).toBe(404)
    expect(text).not.toContain('private')
  })

  test('is under a strict policy and never cached, refusals included', async () => {
    for (const asked of [
      { headers: bearer },
      { path: '/nothing', headers: bearer },
      {},
      { headers: { host: 'evil.example' } }
    ]) {
      const { headers } = await ask(asked)
      expect(headers).toMatchObject({
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store'
      })
    }
    expect(contentSecurityPolicy).not.toContain('unsafe')
  })
})

test("the receiver's port leads to no page and no command", async () => {
  const port = Number(new URL(await temp.receiverUrl()).port)
  for (const asked of [
    { path: '/', headers: bearer },
    { path: `/?token=${token.value}` },
    { path: '/events', headers: bearer },
    { path: '/assets/page.js', headers: bearer },
    { method: 'POST', path: '/rpc/events.list', headers: json, body: '{}' }
  ]) {
    const { status, headers, text } = await ask({ ...asked, port })
    expect(status).toBe(401) // a delivery without a signature, like any other
    expect(headers['content-type']).toMatch(/^application\/json/)
    expect(text).not.toMatch(/"value"|"rows"|<title>/)
    expect(headers['set-cookie']).toBeUndefined()
  }
})

describe('the server', () => {
  /** With announcements by hand. */
  async function startStreaming(port = 0) {
    const detached = Promise.withResolvers<void>()
    let announce: ((text: string) => void) | null = null
    const started = await startPageServer({
      port,
      token,
      dispatch: async () => ({ ok: true, value: null }),
      announcer: {
        attach(listener) {
          announce = (text) => listener('settings.changed', text)
          return detached.resolve
        }
      },
      pageFolder,
      reportBug: (error) => bugs.push(error)
    })
    return { ...started, detached: detached.promise, announce: (text: string) => announce?.(text) }
  }

  test('says so when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    await expect(startStreaming(port)).rejects.toThrow(
      `Port ${port} for the page cannot be used. Choose another with --ui-port.`
    )
    other.close()
  })

  test('drops a reader that is too slow instead of remembering everything for it', async () => {
    const { port, announce, detached, close } = await startStreaming()
    const socket = connect(port, '127.0.0.1')
    socket.pause()
    socket.write(`GET /events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token.value}\r\n\r\n`)
    let megabytes = 0
    const pour = setInterval(() => {
      announce('x'.repeat(1024 * 1024))
      megabytes++
    })
    await detached
    clearInterval(pour)
    announce('after the end')
    socket.destroy()
    await close()
    expect(megabytes).toBeLessThan(1_000)
  })

  test('ends its streams and stops answering when it is closed', async () => {
    const { port, announce, close } = await startStreaming()
    const { headers, body } = await fetch(`http://127.0.0.1:${port}/events`, { headers: bearer })
    expect(headers.get('content-type')).toBe('text/event-stream')
    announce('before the end')
    const closed = close()
    announce('after the end')
    expect(await new Response(body).text()).toBe(
      'retry: 1000\n\nevent: settings.changed\ndata: "before the end"\n\n'
    )
    await closed
    await expect(ask({ port })).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})
