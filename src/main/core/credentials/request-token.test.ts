import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer, type LookupFunction, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createCertificates } from '../../../../tests/support/ngrok-service/certificates.ts'
import { listenOnLoopback } from '../../../../tests/support/ngrok-service/loopback.ts'
import { requestToken } from './request-token.ts'

const CLIENT = { clientId: 'skc_1', clientSecret: 'test_a+b/c=&d' }
const TOKEN = 'the.token.itself'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})
async function listen(server: Server): Promise<number> {
  servers.push(server)
  return listenOnLoopback(server)
}
async function answering(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer((request, response) => {
    request.resume().on('end', () => answer(request, response))
  })
  return `http://127.0.0.1:${await listen(server)}`
}
const hostOf = (url: string) => new URL(url).host

it('sends what OAuth asks for, and tells nothing of the token it gets', async () => {
  const requests: object[] = []
  let form = new URLSearchParams()
  const server = createServer((request, response) => {
    const { method, url, headers } = request
    requests.push({ method, url, type: headers['content-type'] })
    const answer = JSON.stringify({ access_token: TOKEN, token_type: 'Bearer', expires_in: 86_399 })
    request.setEncoding('utf8').on('data', (text: string) => (form = new URLSearchParams(text)))
    request.on('end', () => response.end(answer))
  })
  const environmentUrl = `http://127.0.0.1:${await listen(server)}`
  const outcome = await requestToken({ environmentUrl, ...CLIENT })
  expect(outcome).toEqual({
    ok: true,
    message: `${hostOf(environmentUrl)} accepts these credentials.`,
    action: null
  })
  expect(requests).toEqual([
    { method: 'POST', url: '/oauth/token', type: 'application/x-www-form-urlencoded' }
  ])
  expect(Object.fromEntries(form)).toEqual({
    grant_type: 'client_credentials',
    client_id: CLIENT.clientId,
    client_secret: CLIENT.clientSecret
  })
})

/** What a server might say of the request it refuses. */
const echo = JSON.stringify({ error: CLIENT.clientSecret, error_description: CLIENT.clientSecret })

describe('says of an answer', () => {
  it.each([
    [401, '{"error":"invalid_client"}', 'does not accept this client id with this secret (401)'],
    [401, 'Unauthorized', 'does not accept this client id'],
    [400, '{"error":"invalid_client"}', 'does not accept this client id with this secret (400)'],
    [400, '{"error":"invalid_request"}', 'refused the request (400, invalid_request)'],
    [400, echo, 'refused the request (400)'],
    [403, '', 'refused the request (403)'],
    [404, '<html>', 'is not a Scalekit environment'],
    [405, '', 'is not a Scalekit environment'],
    [429, '', 'too many requests'],
    [500, echo, 'could not answer (500)'],
    [503, '', 'could not answer (503)'],
    [302, '', 'sends requests on to another address (302)'],
    [200, '<html>Welcome</html>', 'but not with JSON'],
    [200, 'null', 'but not with JSON'],
    [200, '{}', 'but without a token'],
    [200, '{"access_token":""}', 'but without a token'],
    [200, '{"access_token":7}', 'but without a token'],
    [200, `{"access_token":"${'x'.repeat(200_000)}"}`, 'but not with JSON']
  ])('%i %s that it %s', async (status, body, sentence) => {
    let heard = 0
    const environmentUrl = await answering((_request, response) => {
      heard++
      response.writeHead(status, { location: '/elsewhere' }).end(body)
    })
    const outcome = await requestToken({ environmentUrl, ...CLIENT })
    expect(outcome).toMatchObject({ ok: false, message: expect.stringContaining(sentence) })
    expect(outcome.message).toContain(hostOf(environmentUrl))
    expect(outcome.action).toMatch(/\.$/)
    expect(JSON.stringify(outcome)).not.toContain(CLIENT.clientSecret)
    expect(heard).toBe(1)
  })
})

describe('says that', () => {
  const unknown =
    (code: string): LookupFunction =>
    (_host, _options, done) =>
      done(Object.assign(new Error('lookup'), { code }), '')
  const told = async (environmentUrl: string, connect = {}) => {
    const outcome = await requestToken({ environmentUrl, ...CLIENT }, connect)
    expect(outcome).toMatchObject({ ok: false, action: expect.stringMatching(/\.$/) })
    expect(JSON.stringify(outcome)).not.toContain(CLIENT.clientSecret)
    return outcome.message
  }

  it.each([
    ['ENOTFOUND', 'The name acme.scalekit.dev does not exist.'],
    ['EAI_AGAIN', 'The name acme.scalekit.dev could not be looked up.']
  ])('a name leads nowhere (%s)', async (code, sentence) => {
    expect(await told('https://acme.scalekit.dev', { lookup: unknown(code) })).toBe(sentence)
  })

  it('nothing listens there', async () => {
    const server = createTcpServer()
    const port = await listenOnLoopback(server)
    await new Promise((done) => server.close(done))
    expect(await told(`https://127.0.0.1:${port}`)).toBe(`Nothing listens at 127.0.0.1:${port}.`)
  })

  it('a certificate is not trusted, and sends no secret', async () => {
    const { certificatePem, keyPem } = createCertificates()
    let heard = 0
    const port = await listen(createTlsServer({ cert: certificatePem, key: keyPem }, () => heard++))
    expect(await told(`https://127.0.0.1:${port}`)).toContain('is not trusted')
    expect(heard).toBe(0)
  })

  it('what answers speaks no TLS', async () => {
    const url = await answering((_request, response) => response.end())
    expect(await told(url.replace('http:', 'https:'))).toContain('No TLS connection')
  })

  it('the connection was closed', async () => {
    const port = await listen(createTcpServer((socket) => socket.once('data', () => socket.destroy())))
    expect(await told(`http://127.0.0.1:${port}`)).toContain('closed the connection without an answer')
  })

  it.each(['before', 'within'])('no answer came in time, cut off %s its body', async (when) => {
    const url = await answering((_request, response) => {
      if (when === 'within') response.write('{')
    })
    expect(await told(url, { deadlineMs: 200 })).toContain('did not answer within 0.2 s')
  })
})
