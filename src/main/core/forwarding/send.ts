import { performance } from 'node:perf_hooks'
import { messageOf } from '#shared/errors.ts'
import type { HeaderPair } from '#shared/models.ts'
import { headerPairs } from '../header-pairs.ts'
import { decodeContent } from '../receiver/content-coding.ts'
import type { AttemptResult } from '../store/attempts.ts'
import type { OutgoingRequest } from './outgoing.ts'
import type { CheckedTarget } from './target.ts'

/** As long as Scalekit waits for a handler. */
const TIMEOUT_MS = 10_000
const KEPT_OF_RESPONSE = 64 * 1024
/** So much may come of a coded one. */
const DECODED_OF_RESPONSE = 4_000_000
/** Less than servers wait, so that hardly ever one closes a connection that is about to be used again. */
const KEEP_ALIVE_MS = 1_000

/** Connections to one target. */
export interface Sender {
  /** Sends one request and tells what came of it. Never rejects. */
  send(request: OutgoingRequest): Promise<AttemptResult>
  /** Ends what is under way; the reason is what the attempts say. */
  cancel(reason: string): void
  close(): Promise<void>
}

type Dispatch = import('undici').Dispatcher['dispatch']
type Controller = import('undici').Dispatcher.DispatchController

/**
 * Redirects are reported, not followed: Scalekit counts them as failures, and they could lead payloads off this
 * machine. Requests go through `dispatch`, which costs a quarter less than undici's `request`.
 */
export async function openSender(target: CheckedTarget, connections: number): Promise<Sender> {
  const { Pool } = await import('undici') // when first needed: the start is quicker without it
  const pool = new Pool(target.url.origin, {
    connections,
    allowH2: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    headersTimeout: 0, // one deadline for all of it, kept here
    bodyTimeout: 0,
    connect: { lookup: target.lookup, timeout: TIMEOUT_MS }
  })
  const dispatch: Dispatch = (options, handler) => pool.dispatch(options, handler)
  const underWay = new Set<(reason: string) => void>()
  return {
    send: (request) => exchange(dispatch, target.url, request, underWay),
    cancel(reason) {
      for (const stop of underWay) stop(reason)
    },
    close: () => pool.destroy()
  }
}

/** One request over a connection of its own. Never rejects. */
export async function send(
  target: CheckedTarget,
  request: OutgoingRequest,
  signal: AbortSignal
): Promise<AttemptResult> {
  const sender = await openSender(target, 1)
  const cancel = () => sender.cancel('The app was closed before an answer came.')
  signal.addEventListener('abort', cancel)
  try {
    const sent = sender.send(request)
    if (signal.aborted) cancel()
    return await sent
  } finally {
    signal.removeEventListener('abort', cancel)
    await sender.close()
  }
}

function exchange(
  dispatch: Dispatch,
  url: URL,
  request: OutgoingRequest,
  underWay: Set<(reason: string) => void>
): Promise<AttemptResult> {
  const { promise, resolve } = Promise.withResolvers<AttemptResult>()
  const startedAt = performance.now()
  const took = () => Math.round((performance.now() - startedAt) * 100) / 100
  let isSettled = false
  let controller: Controller | null = null
  let status: number | null = null
  let connectMs: number | null = null
  let firstByteMs: number | null = null
  let responseHeaders: HeaderPair[] = []
  const chunks: Buffer[] = []
  let size = 0

  const settle = (outcome: AttemptResult['outcome'], error: string | null) => {
    if (isSettled) return
    isSettled = true
    clearTimeout(deadline)
    underWay.delete(stop)
    const times = { durationMs: took(), connectMs, firstByteMs }
    const none = { responseHeaders: [], responseBody: null, responseTruncated: false }
    const answer = outcome === 'answered' ? keptOf(responseHeaders, Buffer.concat(chunks)) : none
    resolve({ outcome, status, error, ...times, ...answer })
  }
  const fail = (reason: string) =>
    settle('failed', status === null ? reason : `It answered ${status} and broke off. ${reason}`)
  const stop = (reason: string) => {
    fail(reason)
    controller?.abort(new Error(reason))
  }
  const answer = () => settle('answered', describeRedirect(status, responseHeaders))
  const deadline = setTimeout(
    () => stop(`${url.host} did not answer within ${TIMEOUT_MS / 1000} s, which is how long Scalekit waits.`),
    TIMEOUT_MS
  )
  underWay.add(stop)
  dispatch(
    {
      path: url.pathname + url.search,
      method: request.method,
      headers: request.headers.flat(),
      body: request.body.byteLength === 0 ? null : request.body
    },
    {
      onRequestStart(started) {
        controller = started
        // It was given up while it waited for a connection: nothing has left yet.
        if (isSettled) started.abort(new Error('Given up'))
        else connectMs = took()
      },
      onResponseStart(started, code) {
        if (code < 200) return // An interim response says nothing yet.
        status = code
        firstByteMs = took()
        responseHeaders = headerPairs(started.rawHeaders as readonly Buffer[])
      },
      onResponseData(started, chunk) {
        size += chunk.byteLength
        chunks.push(chunk)
        if (size <= KEPT_OF_RESPONSE) return
        answer()
        started.abort(new Error('That is enough'))
      },
      onResponseEnd: answer,
      onResponseError: (_controller, error) => fail(describeFailure(error, url, status !== null))
    }
  )
  return promise
}

/** Of a response body the text of its beginning, as the handler wrote it: the original asked for gzip, say, so may we. */
function keptOf(
  responseHeaders: HeaderPair[],
  body: Buffer
): Pick<AttemptResult, 'responseHeaders' | 'responseBody' | 'responseTruncated'> {
  const shown = decodeContent(responseHeaders, body, DECODED_OF_RESPONSE)?.body ?? body
  return {
    responseHeaders,
    responseBody: Buffer.from(
      shown.buffer,
      shown.byteOffset,
      Math.min(shown.length, KEPT_OF_RESPONSE)
    ).toString(),
    responseTruncated: shown.length > KEPT_OF_RESPONSE
  }
}

/** What an answer that leads elsewhere means; null for any other. */
function describeRedirect(status: number | null, headers: readonly HeaderPair[]): string | null {
  if (status === null || status < 300 || status > 399) return null
  if (status === 304) return 'It answers that nothing was modified, which Scalekit counts as a failure.'
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1]
  // What follows a question mark may be a token, and a name may come with a password; the headers have them.
  const bare = location?.replace(/[?#].*/, '').replace(/\/\/[^/]*@/, '//')
  const where = bare === undefined ? 'elsewhere' : `to ${bare.slice(0, 300)}`
  return `It redirects ${where}, which is not followed: Scalekit counts this as a failure. Use the address that answers itself.`
}

/** Why there was no answer, and what to do about it. */
export function describeFailure(error: unknown, url: URL, isHalf = false): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT')
    return `${url.host} cannot be reached: no connection within ${TIMEOUT_MS / 1000} s.`
  if (code === 'ECONNREFUSED') return `Nothing listens on ${url.host}. Start your app, or correct the target.`
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET' || code === 'EPIPE')
    return `${url.host} closed the connection ${isHalf ? 'half-way' : 'without an answer'}.`
  if (
    (error instanceof Error && error.name === 'HTTPParserError') ||
    code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'
  )
    return `What ${url.host} answers is not valid HTTP: ${messageOf(error)}.`
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return `The headers of the answer of ${url.host} are larger than clients accept (16 KiB).`
  if (code === 'EPROTO' || code.startsWith('ERR_SSL'))
    return `${url.host} does not speak TLS. Use http:// instead.`
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code))
    return `The certificate of ${url.host} is not trusted (${code}).`
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH')
    return `${url.host} cannot be reached from this machine (${code}).`
  return messageOf(error)
}
