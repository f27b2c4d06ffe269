import { performance } from 'node:perf_hooks'
import { messageOf } from '#shared/errors.ts'
import { headerPairs } from '../header-pairs.ts'
import type { AttemptResult } from '../store/attempts.ts'
import type { OutgoingRequest } from './outgoing.ts'
import type { CheckedTarget } from './target.ts'

/** As long as Scalekit waits for a handler. */
const TIMEOUT_MS = 10_000
const KEPT_OF_RESPONSE = 64 * 1024

/**
 * Sends one request and tells what came of it. Redirects are reported, not followed: Scalekit counts them as
 * failures, and they could lead payloads off this machine. Never rejects.
 */
export async function send(
  target: CheckedTarget,
  request: OutgoingRequest,
  signal: AbortSignal
): Promise<AttemptResult> {
  const { Agent } = await import('undici') // when first needed: the start is quicker without it
  const agent = new Agent({ connect: { lookup: target.lookup, timeout: TIMEOUT_MS }, pipelining: 0 })
  const deadline = AbortSignal.timeout(TIMEOUT_MS)
  const startedAt = performance.now()
  let status: number | null = null
  const took = () => Math.round((performance.now() - startedAt) * 100) / 100
  try {
    const response = await agent.request({
      origin: target.url.origin,
      path: target.url.pathname + target.url.search,
      method: request.method,
      headers: request.headers.flat(),
      body: request.body.byteLength === 0 ? null : request.body,
      responseHeaders: 'raw',
      signal: AbortSignal.any([signal, deadline])
    })
    status = response.statusCode
    const { text, truncated } = await readStart(response.body)
    return {
      outcome: 'answered',
      status,
      durationMs: took(),
      error: null,
      responseHeaders: headerPairs(response.headers as unknown as readonly string[]),
      responseBody: text,
      responseTruncated: truncated
    }
  } catch (error) {
    return {
      outcome: 'failed',
      status,
      durationMs: took(),
      error:
        (status === null ? '' : `It answered ${status} and broke off. `) +
        describeFailure(error, target.url, deadline.aborted, signal.aborted),
      responseHeaders: [],
      responseBody: null,
      responseTruncated: false
    }
  } finally {
    await agent.destroy()
  }
}

async function readStart(body: AsyncIterable<Uint8Array>): Promise<{ text: string; truncated: boolean }> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    size += chunk.byteLength
    if (size > KEPT_OF_RESPONSE) break
  }
  return {
    text: Buffer.concat(chunks).subarray(0, KEPT_OF_RESPONSE).toString('utf8'),
    truncated: size > KEPT_OF_RESPONSE
  }
}

function describeFailure(error: unknown, url: URL, timedOut: boolean, cancelled: boolean): string {
  if (cancelled) return 'The app was closed before an answer came.'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (timedOut || code === 'UND_ERR_CONNECT_TIMEOUT') {
    return `${url.host} did not answer within ${TIMEOUT_MS / 1000} s, which is how long Scalekit waits.`
  }
  if (code === 'ECONNREFUSED') return `Nothing listens on ${url.host}. Start your app, or correct the target.`
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET')
    return `${url.host} closed the connection without an answer.`
  if (code === 'EPROTO' || code.startsWith('ERR_SSL'))
    return `${url.host} does not speak TLS. Use http:// instead.`
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code))
    return `The certificate of ${url.host} is not trusted (${code}).`
  return messageOf(error)
}
