import { createServer as createHttpServer } from 'node:http'
import { createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import { createDiagnosis, ingressOf, type Ingress } from '../../src/main/core/tunnel/diagnosis.ts'
import { explainTcp } from '../../src/main/core/tunnel/way-problems.ts'
import { explainCode, type KnownCode } from '../../src/main/core/tunnel/problems.ts'
import { createCertificates, type LeafOptions } from '../support/ngrok-service/certificates.ts'
import { listenOnLoopback } from '../support/ngrok-service/loopback.ts'

const closing: (() => void)[] = []
afterEach(() => closing.splice(0).forEach((close) => close()))

const YEAR_MS = 365 * 86_400_000
const never = new AbortController().signal

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined) // Who looks at it may hang up at any time.
  })
  closing.push(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return listenOnLoopback(server)
}

/** Something that shakes hands as ngrok's ingress does, with a certificate of its own. */
async function startIngress(leaf: LeafOptions = {}, change: Partial<Ingress> = {}): Promise<Ingress> {
  const { certificatePem: cert, keyPem: key, caPem } = createCertificates(leaf)
  const server = createTlsServer({ cert, key })
  server.on('tlsClientError', () => undefined)
  const port = await listen(server)
  return { host: '127.0.0.1', port, caPem, pageUrl: null, isPublic: false, ...change }
}

/** The page that tells the time, or what the network answers in its place. */
async function startPage(headers: Record<string, string>, status = 301): Promise<string> {
  const server = createHttpServer((_request, response) => response.writeHead(status, headers).end())
  return `http://127.0.0.1:${await listen(server)}/`
}

interface Case {
  readonly symptom?: KnownCode
  readonly now?: number
  readonly isOnNetwork?: boolean
  ingress(): Promise<Ingress>
}

async function diagnose({ symptom = 'untrusted', now = Date.now(), isOnNetwork = true, ingress }: Case) {
  const diagnosis = createDiagnosis({ now: () => now, stepMs: 500, isOnNetwork: () => isOnNetwork })
  return diagnosis(explainCode(symptom), await ingress(), never)
}

const raw = async (onConnection: (socket: Socket) => void): Promise<Ingress> => ({
  host: '127.0.0.1',
  port: await listen(createTcpServer(onConnection)),
  caPem: null,
  pageUrl: null,
  isPublic: false
})
const nowhere: Ingress = { host: 'nowhere.invalid', port: 443, caPem: null, pageUrl: null, isPublic: false }
const date = (at: number) => new Date(at).toUTCString()

const cases: readonly [name: string, given: Case, code: string, says: RegExp][] = [
  [
    'no network at all',
    { isOnNetwork: false, ingress: () => Promise.resolve(nowhere) },
    'offline',
    /no network.*this machine itself/
  ],
  [
    'a name that does not resolve',
    { ingress: () => Promise.resolve(nowhere) },
    'no_dns',
    /nowhere\.invalid does not resolve \((ENOTFOUND|EAI_AGAIN|no answer)/
  ],
  [
    "a network's sign-in page",
    {
      ingress: async () =>
        startIngress({}, { pageUrl: await startPage({ location: 'http://portal.example/login' }, 302) })
    },
    'captive_portal',
    /signed in.*portal\.example/
  ],
  [
    'a sign-in page that says so',
    { ingress: async () => startIngress({}, { pageUrl: await startPage({}, 511) }) },
    'captive_portal',
    /sign in/
  ],
  [
    'a name server that leads elsewhere',
    { ingress: async () => startIngress({}, { host: 'localhost', isPublic: true }) },
    'misdirected',
    /localhost to (127\.0\.0\.1|::1).*name server/
  ],
  [
    'a refused connection',
    { ingress: () => Promise.resolve({ ...nowhere, host: '127.0.0.1', port: 1 }) },
    'refused',
    /127\.0\.0\.1:1 is refused.*firewall/
  ],
  [
    'a connection that is taken and left',
    { ingress: () => raw(() => undefined) },
    'tls_silent',
    /says nothing/
  ],
  [
    'something that does not speak TLS',
    { ingress: () => raw((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')) },
    'not_tls',
    /does not speak TLS.*proxy/
  ],
  [
    'a connection that is cut',
    { ingress: () => raw((socket) => socket.once('data', () => socket.resetAndDestroy())) },
    'tls_cut',
    /ECONNRESET.*firewall/
  ],
  [
    'a clock that is behind',
    { now: Date.now() - YEAR_MS, ingress: () => startIngress() },
    'wrong_clock',
    /clock is wrong: it says .*certificate is of/
  ],
  [
    'a clock that is ahead',
    { now: Date.now() + YEAR_MS, ingress: () => startIngress() },
    'wrong_clock',
    /Set date and time/
  ],
  [
    'an authority that is not in the CA file',
    { ingress: () => startIngress({}, { caPem: createCertificates().caPem }) },
    'inspected',
    /“Test authority”, which is not in the CA file/
  ],
  [
    'inspection',
    { ingress: () => startIngress({}, { caPem: null }) },
    'inspected',
    /inspects.*“Test authority”.*NGROK_CONNECT_CAS/
  ],
  [
    'a certificate for another name',
    { ingress: () => startIngress({ host: 'proxy.example' }, { host: 'localhost' }) },
    'wrong_certificate',
    /in place of localhost.*“proxy\.example”/
  ]
]

test.each(cases)('finds %s', async (_name, given, code, says) => {
  const problem = await diagnose(given)
  expect(problem).toMatchObject({ code, heals: 'always' })
  expect(`${problem?.reason} ${problem?.action}`).toMatch(says)
})

test('says what time the network has where it can be asked', async () => {
  const expired = { from: Date.now() - 2 * YEAR_MS, to: Date.now() - YEAR_MS }
  const at = async (networkTime: number) => {
    const diagnosis = createDiagnosis({ now: () => Date.now(), stepMs: 500, isOnNetwork: () => true })
    const pageUrl = await startPage({ date: date(networkTime) })
    const ingress = await startIngress(expired, { pageUrl })
    return diagnosis(explainCode('untrusted'), ingress, never)
  }
  expect(await at(Date.now() - 1.5 * YEAR_MS)).toMatchObject({
    code: 'wrong_clock',
    reason: expect.stringContaining('but the network says')
  })
  // The clock is right, so that it is the certificate that is not.
  expect(await at(Date.now())).toMatchObject({ code: 'inspected' })
})

test.each([
  ['ECONNREFUSED', 'refused', /rejects/],
  ['ENETUNREACH', 'no_route', /No way leads/],
  ['EHOSTUNREACH', 'no_route', /VPN/],
  ['ETIMEDOUT', 'blocked', /swallows/],
  ['EPERM', 'blocked', /EPERM/]
])('takes %s for %s', (code, expected, says) => {
  const problem = explainTcp(code, 'connect.ngrok-agent.com:443')
  expect(problem.code).toBe(expected)
  expect(`${problem.reason} ${problem.action}`).toMatch(says)
})

test('finds nothing where the way is free', async () => {
  expect(await diagnose({ symptom: 'no_answer', ingress: () => startIngress() })).toBeNull()
  // Node need not know the authorities that the SDK brings.
  expect(
    await diagnose({ symptom: 'no_answer', ingress: () => startIngress({}, { caPem: null }) })
  ).toBeNull()
})

test('ends at once when nobody wants to know any more', async () => {
  const ending = new AbortController()
  const diagnosis = createDiagnosis({ now: () => Date.now(), stepMs: 3_600_000, isOnNetwork: () => true })
  const ingress = await raw(() => ending.abort())
  await diagnosis(explainCode('no_answer'), ingress, ending.signal)
  expect(ending.signal.aborted).toBe(true)
})

test("knows ngrok's ingress, and asks nobody else about one of the account's own", () => {
  expect(ingressOf(null, null)).toMatchObject({ host: 'connect.ngrok-agent.com', port: 443 })
  expect(ingressOf('[::1]:4443', 'pem')).toEqual({
    host: '::1',
    port: 4443,
    caPem: 'pem',
    pageUrl: null,
    isPublic: false
  })
})
