import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf } from '#shared/errors.ts'

/** The path that a probe asks for begins with this; its nonce follows. */
export const probePath = '/.webhook-inspector-probe/'

/** The response header that proves that the probe reached the receiver which expects it. */
export const probeHeader = 'webhook-inspector-probe'

/** The value of `probeHeader` in a receiver's answer to a probe that it does not expect. */
export const unknownProbe = 'unknown'

/** Whether a request is a probe, whoever expects it. */
export const isProbe = (method = '', target = ''): boolean =>
  method === 'GET' && target.startsWith(probePath) && /^[0-9a-f]{32}$/.test(target.slice(probePath.length))

/** The value of `probeHeader`: only who was told the nonce can give it without having seen the request. */
export function probeAnswer(nonce: string): string {
  return createHash('sha256').update(nonce).digest('hex')
}

/** What came of a probe in place of the receiver's answer. */
export type Finding =
  /** `isConnected` tells whether the TCP connection was made. */
  | { readonly kind: 'silent'; readonly isConnected: boolean }
  /** `code` is Node's. */
  | {
      readonly kind: 'unreachable'
      readonly code: string
      readonly message: string
      readonly isConnected: boolean
    }
  /** A receiver answered that does not expect the probe: that of another copy, or ours after it gave up waiting. */
  | { readonly kind: 'unexpected' }
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly server: string | null
      readonly location: string | null
      /** `ERR_NGROK_…` of a page of ngrok's own. */
      readonly ngrokCode: string | null
      readonly isPage: boolean
    }

/** The rejection of a self-test. */
export class FailedTest extends Error {
  readonly publicUrl: string
  readonly finding: Finding
  constructor(publicUrl: string, finding: Finding) {
    super(`No test request came back through ${publicUrl}`)
    this.publicUrl = publicUrl
    this.finding = finding
  }
}

export interface TestLimits {
  /** 10 s where it is not given. */
  readonly deadlineMs?: number
  /** Gives up after the first try instead of trying until the deadline. */
  readonly once?: true
}

/**
 * Resolves to the milliseconds that a request took through `publicUrl` to our receiver and back. Rejects with a
 * `FailedTest` when none came back, and at once when `signal` aborts.
 */
export type SelfTest = (publicUrl: string, signal: AbortSignal, limits?: TestLimits) => Promise<number>

/**
 * Makes the receiver answer a GET of `probePath` + nonce with 204 and `probeHeader`, and keep no delivery of it,
 * until the returned function is called.
 */
export type ExpectProbe = (nonce: string) => () => void

export function createSelfTest(expectProbe: ExpectProbe): SelfTest {
  return async (publicUrl, signal, { deadlineMs = 10_000, once: isOnce } = {}) => {
    const ended = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)])
    const forgets: (() => void)[] = []
    let finding: Finding = { kind: 'silent', isConnected: false }
    try {
      // The public side may learn of a fresh endpoint a moment after the agent did, so it is asked a few times.
      // Few, because a free account's requests are counted.
      for (let pauseMs = 250; !ended.aborted; pauseMs *= 2) {
        const nonce = randomBytes(16).toString('hex')
        forgets.push(expectProbe(nonce))
        const startedAt = performance.now()
        const other = await probe(publicUrl, nonce, ended)
        if (other === null) return performance.now() - startedAt
        // What an earlier try met says more than that the last one ran out of time.
        if (other.kind !== 'silent' || finding.kind === 'silent') finding = other
        if (isOnce) break
        await sleep(pauseMs, undefined, { signal: ended }).catch(() => undefined)
      }
    } finally {
      for (const forget of forgets) forget()
    }
    signal.throwIfAborted()
    throw new FailedTest(publicUrl, finding)
  }
}

/** Null when the probe's own answer came back. Over a connection of its own: an old one may be as dead as the network was. */
async function probe(publicUrl: string, nonce: string, signal: AbortSignal): Promise<Finding | null> {
  const url = new URL(probePath + nonce, publicUrl)
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  let isConnected = false
  try {
    const headers = { 'ngrok-skip-browser-warning': '1', 'user-agent': 'webhook-inspector' }
    const request = send(url, { agent: false, headers, signal }).end()
    request.once('socket', (socket) => socket.once('connect', () => (isConnected = true)))
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    const { statusCode: status = 0 } = response
    const header = (name: string) => [response.headers[name]].flat()[0] ?? null
    response.on('error', () => undefined).destroy() // Its header was all that counts.
    if (header(probeHeader) === probeAnswer(nonce)) return null
    if (header(probeHeader) === unknownProbe) return { kind: 'unexpected' }
    return {
      kind: 'answered',
      status,
      server: header('server'),
      location: header('location'),
      ngrokCode: header('ngrok-error-code'),
      isPage: header('content-type')?.startsWith('text/html') ?? false
    }
  } catch (error) {
    if (signal.aborted) return { kind: 'silent', isConnected }
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return { kind: 'unreachable', code, message: messageOf(error), isConnected }
  }
}
