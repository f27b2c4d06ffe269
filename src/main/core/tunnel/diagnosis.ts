import { lookup } from 'node:dns/promises'
import { request } from 'node:http'
import { BlockList, connect as connectTcp, isIP, isIPv6, type Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { checkServerIdentity, connect as connectTls, type PeerCertificate } from 'node:tls'
import type { TunnelProblem } from './problems.ts'
import {
  captivePortal,
  explainTcp,
  explainTls,
  inspected,
  misdirected,
  noDns,
  offline,
  silentTls,
  wrongCertificate,
  wrongClock
} from './way-problems.ts'

/** Where the SDK connects to, and what this machine may be asked to find out why it could not. */
export interface Ingress {
  readonly host: string
  readonly port: number
  /** What its certificate is checked against; null for what the SDK brings. */
  readonly caPem: string | null
  /** A page over plain HTTP whose answer tells the time and betrays a network's sign-in page; null for none. */
  readonly pageUrl: string | null
  /** Whether its name must lead out of the own network. */
  readonly isPublic: boolean
}

export interface DiagnosisOptions {
  readonly now: () => number
  /** For each step. */
  readonly stepMs?: number
  readonly isOnNetwork?: () => boolean
}

/** Of what the SDK only says that it failed: the cause as far as this machine can see it, null where it sees none. */
export type Diagnose = (
  symptom: TunnelProblem,
  ingress: Ingress,
  signal: AbortSignal
) => Promise<TunnelProblem | null>

/** ngrok's own ingress, or the one that the account has. */
export function ingressOf(connectUrl: string | null, caPem: string | null): Ingress {
  if (connectUrl === null) {
    return { host: 'connect.ngrok-agent.com', port: 443, caPem, pageUrl: 'http://ngrok.com/', isPublic: true }
  }
  const colon = connectUrl.lastIndexOf(':')
  const host = connectUrl.slice(0, colon).replace(/^\[(.*)\]$/, '$1')
  return { host, port: Number(connectUrl.slice(colon + 1)), caPem, pageUrl: null, isPublic: false }
}

const CLOCK_TOLERANCE_MS = 300_000
const PRIVATE = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16]
] as const)
  PRIVATE.addSubnet(network, bits)
PRIVATE.addSubnet('fc00::', 7, 'ipv6')
PRIVATE.addSubnet('fe80::', 10, 'ipv6')
PRIVATE.addAddress('::', 'ipv6')
PRIVATE.addAddress('::1', 'ipv6')

/**
 * Walks the way to ngrok step by step, as the SDK does but with its eyes open: name, connection, TLS, certificate,
 * clock. Every step has a deadline; nothing is sent but a handshake and one request for a page of ngrok's.
 */
export function createDiagnosis({
  now,
  stepMs = 3_000,
  isOnNetwork = hasAddress
}: DiagnosisOptions): Diagnose {
  const within = <T>(step: (cut: AbortSignal) => Promise<T>, ending: AbortSignal): Promise<T | 'late'> => {
    const cut = AbortSignal.any([ending, AbortSignal.timeout(stepMs)])
    const late = new Promise<'late'>((resolve) => cut.addEventListener('abort', () => resolve('late')))
    return Promise.race([step(cut), late])
  }

  return async (symptom, { host, port, caPem, pageUrl, isPublic }, signal) => {
    const place = `${host}:${port}`
    const isName = isIP(host) === 0
    if (isName && !isOnNetwork()) return offline
    const askedPage = pageUrl === null ? null : within((cut) => askPage(pageUrl, cut), signal)

    const addresses = await within(() => lookup(host, { all: true }).catch(codeOf), signal)
    const page = await askedPage
    const seen = page === null || page === 'late' ? null : page
    if (seen?.portal) return captivePortal(seen.portal)
    if (addresses === 'late' || typeof addresses === 'string') {
      return noDns(host, addresses === 'late' ? 'no answer from the name server' : addresses)
    }
    const [first] = addresses
    if (isPublic && first && addresses.every(({ address }) => isPrivate(address))) {
      return misdirected(host, first.address)
    }

    const tcp = await within((cut) => openTcp(host, port, cut), signal)
    if (tcp === 'late' || typeof tcp === 'string')
      return explainTcp(tcp === 'late' ? 'ETIMEDOUT' : tcp, place)
    tcp.destroy()

    const tls = await within((cut) => shakeHands(host, port, caPem, cut), signal)
    if (tls === 'late') return silentTls(place)
    if (typeof tls === 'string') return explainTls(tls, place)

    const { certificate, authorization } = tls
    const [from, to] = [Date.parse(certificate.valid_from), Date.parse(certificate.valid_to)]
    const isClockRight = seen !== null && Math.abs(seen.date - now()) < CLOCK_TOLERANCE_MS
    if (!isClockRight && (now() < from || now() > to)) return wrongClock(now(), seen?.date ?? null, from, to)
    if (authorization === null) return null
    if (isName && checkServerIdentity(host, certificate)) return wrongCertificate(host, certificate)
    // The SDK knows authorities that Node does not. Only where it has refused the certificate is that the matter.
    if (caPem === null && symptom.code !== 'untrusted') return null
    return inspected(place, certificate, caPem !== null)
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)

const isPrivate = (address: string) => PRIVATE.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')

const hasAddress = (): boolean =>
  Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some(({ internal, address }) => !internal && !address.startsWith('fe80:'))
  )

/** The socket, or Node's code for why there is none. */
function openTcp(host: string, port: number, signal: AbortSignal): Promise<Socket | string> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host, port, signal })
    socket.on('error', (error) => resolve(signal.aborted ? 'ETIMEDOUT' : codeOf(error)))
    socket.once('connect', () => resolve(socket))
  })
}

interface Handshake {
  readonly certificate: PeerCertificate
  /** Node's code for why it does not trust the certificate; null where it does. */
  readonly authorization: string | null
}

function shakeHands(
  host: string,
  port: number,
  caPem: string | null,
  signal: AbortSignal
): Promise<Handshake | string> {
  return new Promise((resolve) => {
    const socket = connectTls({
      host,
      port,
      // Only to look at the certificate: nothing is sent over this connection.
      rejectUnauthorized: false,
      ...(isIP(host) === 0 && { servername: host }),
      ...(caPem !== null && { ca: caPem })
    })
    signal.addEventListener('abort', () => socket.destroy())
    socket.on('error', (error) => resolve(codeOf(error)))
    socket.once('close', () => resolve('ECONNRESET'))
    socket.once('secureConnect', () => {
      const authorization = socket.authorized ? null : String(socket.authorizationError)
      resolve({ certificate: socket.getPeerCertificate(), authorization })
      socket.destroy()
    })
  })
}

interface Page {
  /** The network's own time. */
  readonly date: number
  /** The host that a network sends everybody to first; null for none. */
  readonly portal: string | null
}

function askPage(pageUrl: string, signal: AbortSignal): Promise<Page | null> {
  return new Promise((resolve) => {
    const asked = request(pageUrl, { method: 'HEAD', agent: false, signal })
    asked.on('error', () => resolve(null))
    asked.on('response', (response) => {
      response.destroy()
      const { hostname } = new URL(pageUrl)
      const target = URL.parse(response.headers.location ?? '', pageUrl)?.hostname ?? hostname
      const isElsewhere = target !== hostname && !target.endsWith(`.${hostname}`)
      const isPortal = response.statusCode === 511 || isElsewhere
      resolve({ date: Date.parse(response.headers.date ?? ''), portal: isPortal ? target : null })
    })
    asked.end()
  })
}
