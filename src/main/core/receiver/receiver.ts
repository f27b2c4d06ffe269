import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { HeaderPair } from '#shared/models.ts'
import { headerPairs } from '../header-pairs.ts'
import { probeAnswer, probeHeader, probePath } from '../tunnel/public-probe.ts'

/** One request as it came off the wire. `headers` keep order, case and repetition. */
export interface RawRequest {
  readonly receivedAt: number
  readonly method: string
  readonly target: string
  readonly httpVersion: string
  readonly remoteAddress: string | null
  readonly headers: readonly HeaderPair[]
  readonly trailers: readonly HeaderPair[]
  /** Exactly what arrived; the beginning only when `end` is not `complete`. */
  readonly body: Uint8Array
  /** Bytes that arrived, kept or not. */
  readonly bodyBytes: number
  readonly end: 'complete' | 'too_large' | 'aborted'
}

export interface Answer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

export interface Receiver {
  readonly port: number
  /** Registers a nonce that the tunnel's self-test will ask for; that request is answered and not kept. */
  expectProbe(nonce: string): () => void
  /** Stops accepting, waits for requests under way (up to the limit), then closes every connection. */
  close(limitMs: number): Promise<void>
}

export interface ReceiverOptions {
  readonly port: number
  /** Largest body that is kept whole. */
  readonly bodyLimit: number
  now(): number
  /** Called once per request. Its answer is sent as it is; it must not reject. Null: nobody is left to answer. */
  handle(request: RawRequest): Promise<Answer>
  /** Bytes arrived that are no HTTP request, or none that can be read; the code says why. */
  onRefused(code: string): void
}

/** Many a proxy allows less, none that is known much more. */
const MOST_HEADER_BYTES = 64 * 1024
const REFUSALS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout'
}
/** What is kept of a body over the limit or broken off: enough to see what it was. */
const KEPT_OF_INCOMPLETE = 64 * 1024
/** A sender is let finish, so that it can read its 413, but not for ever. */
const DISCARDED_AT_MOST = 10

/**
 * The only thing a tunnel ever reaches: takes any method on any path and tells nothing about the app. It
 * listens on 127.0.0.1 and keeps the exact bytes, because a signature is over those and nothing else.
 */
export async function openReceiver(options: ReceiverOptions): Promise<Receiver> {
  const probes = new Map<string, string>()
  const sockets = new Set<Socket>()
  let underWay = 0
  let isClosing = false
  let onIdle: (() => void) | null = null

  // Lenient on purpose: what a server refuses by itself would leave no trace of a delivery.
  const lenient = { maxHeaderSize: MOST_HEADER_BYTES, requireHostHeader: false }
  const server = createServer(lenient, (request, response) => {
    if (isClosing) {
      response.writeHead(503, { connection: 'close' }).end()
      return
    }
    const probe = request.method === 'GET' ? probes.get(request.url ?? '') : undefined
    if (probe !== undefined) {
      response.writeHead(204, { [probeHeader]: probe }).end()
      return
    }
    underWay++
    void receive(request, response, options, () => isClosing).finally(() => {
      underWay--
      if (underWay === 0) onIdle?.()
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('checkExpectation', (request, response) => server.emit('request', request, response))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    options.onRefused(error.code ?? error.message)
    const status = REFUSALS[error.code ?? ''] ?? '400 Bad Request'
    if (socket.writable) {
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    } else socket.destroy()
  })
  await listen(server, options.port)

  return {
    port: (server.address() as AddressInfo).port,
    expectProbe(nonce) {
      const path = probePath + nonce
      probes.set(path, probeAnswer(nonce))
      return () => void probes.delete(path)
    },
    async close(limitMs) {
      isClosing = true
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      if (underWay > 0) {
        const idle = new Promise<void>((resolve) => {
          onIdle = resolve
        })
        const limit = new Promise<void>((resolve) => setTimeout(resolve, limitMs).unref())
        await Promise.race([idle, limit])
      }
      for (const socket of sockets) socket.destroySoon()
      const grace = setTimeout(() => sockets.forEach((socket) => socket.destroy()), 200)
      await closed
      clearTimeout(grace)
    }
  }
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  options: ReceiverOptions,
  isClosing: () => boolean
): Promise<void> {
  const receivedAt = options.now()
  const read = await readBody(request, options.bodyLimit)
  const answer = await options.handle({
    receivedAt,
    method: request.method ?? '',
    target: request.url ?? '',
    httpVersion: request.httpVersion,
    remoteAddress: request.socket.remoteAddress ?? null,
    headers: headerPairs(request.rawHeaders),
    trailers: headerPairs(request.rawTrailers),
    ...read
  })
  if (response.destroyed || read.end === 'aborted') return
  const text = `${JSON.stringify(answer.body)}\n`
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...((read.end === 'too_large' || isClosing()) && { connection: 'close' })
  })
  response.end(text)
}

/** Reads to the end, keeping no more than the limit while more arrives. Never rejects. */
function readBody(
  request: IncomingMessage,
  limit: number
): Promise<Pick<RawRequest, 'body' | 'bodyBytes' | 'end'>> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = []
    let bodyBytes = 0
    let isTooLarge = false
    const finish = (end: RawRequest['end']) => {
      const body = joined(chunks)
      resolve({ body: end === 'complete' ? body : body.subarray(0, KEPT_OF_INCOMPLETE), bodyBytes, end })
    }
    request.on('data', (chunk: Buffer) => {
      bodyBytes += chunk.length
      if (isTooLarge) {
        if (bodyBytes > limit * DISCARDED_AT_MOST) {
          finish('too_large')
          request.destroy()
        }
        return
      }
      chunks.push(chunk)
      if (bodyBytes > limit) {
        isTooLarge = true
        chunks = [joined(chunks).subarray(0, KEPT_OF_INCOMPLETE)]
      }
    })
    request.once('end', () => finish(isTooLarge ? 'too_large' : 'complete'))
    request.once('error', () => finish(isTooLarge ? 'too_large' : 'aborted'))
    request.once('close', () => finish(isTooLarge ? 'too_large' : 'aborted'))
  })
}

const joined = (chunks: readonly Buffer[]): Buffer =>
  chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', 1024, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
