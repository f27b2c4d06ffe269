import type { IncomingMessage } from 'node:http'

export interface BodyRead {
  /** Exactly what arrived; the beginning only when `end` is not `complete`. */
  readonly body: Uint8Array
  /** Bytes that arrived, kept or not. */
  readonly bodyBytes: number
  readonly end: 'complete' | 'too_large' | 'aborted'
}

export interface BodyReader {
  /** Never rejects. */
  readonly done: Promise<BodyRead>
  /** Ends it with what has arrived so far; what still comes is thrown away. */
  stop(): void
}

/** What is kept of a body over the limit or broken off: enough to see what it was. */
const KEPT_OF_INCOMPLETE = 64 * 1024
/** How far beyond the limit a sender is let finish, so that it can read its 413. */
const DISCARDED_AT_MOST = 100_000_000

/** Reads to the end, keeping no more than the limit while more arrives. */
export function readBody(request: IncomingMessage, limit: number): BodyReader {
  let chunks: Buffer[] = []
  let bodyBytes = 0
  /** Null once done, as the request outlives its answer and would keep the body with it. */
  let resolve: ((read: BodyRead) => void) | null = null
  const done = new Promise<BodyRead>((resolveDone) => {
    resolve = resolveDone
  })

  const finish = (ending: 'complete' | 'aborted') => {
    if (resolve === null) return
    const end = bodyBytes > limit ? 'too_large' : ending
    resolve({ body: end === 'complete' ? whole(chunks) : beginning(chunks), bodyBytes, end })
    resolve = null
    chunks = []
  }
  request.on('data', (chunk: Buffer) => {
    if (resolve === null) return
    const wasWithin = bodyBytes <= limit
    bodyBytes += chunk.length
    if (wasWithin) chunks.push(chunk)
    if (bodyBytes <= limit) return
    if (wasWithin) chunks = [beginning(chunks)]
    if (bodyBytes > limit + DISCARDED_AT_MOST) finish('aborted')
  })
  request.once('end', () => finish('complete'))
  request.once('error', () => finish('aborted'))
  request.once('close', () => finish('aborted'))
  return { done, stop: () => finish('aborted') }
}

/** One chunk is the body already; more are joined, which is the only time that bytes are copied here. */
const whole = (chunks: readonly Buffer[]): Buffer =>
  chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)

/** A copy, so that the rest of a large body is let go. */
function beginning(chunks: readonly Buffer[]): Buffer {
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  return Buffer.concat(chunks, Math.min(bytes, KEPT_OF_INCOMPLETE))
}
