import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { HeaderPair } from '#shared/models.ts'
import { headerPairs } from '../header-pairs.ts'
import { isProbe, probeAnswer, probeHeader, probePath, unknownProbe } from '../tunnel/public-probe.ts'
import {
  createConnections,
  type Answer,
  type Connections,
  type Deadlines,
  type Exchange
} from './connections.ts'
import { readBody, type BodyRead } from './read-body.ts'
import { MOST_HEADER_BYTES, type Refusal, type WireError } from './refusal.ts'

export type { Answer } from './connections.ts'

/** What becomes of a request, beyond what its sender is told. */
export interface Reply extends Answer {
  /** Sent instead of the body, as it is. */
  readonly content?: { readonly type: string | null; readonly text: string }
  /** Called once the answer has been handed to the network, and never where the connection was gone by then. */
  onGiven?(): void
}

/** One request as it came off the wire. `headers` keep order, case and repetition; one character is one byte. */
export interface RawRequest extends BodyRead {
  readonly receivedAt: number
  readonly method: string
  readonly target: string
  readonly httpVersion: string
  readonly remoteAddress: string | null
  readonly headers: readonly HeaderPair[]
  readonly trailers: readonly HeaderPair[]
  /** What the sender of an `aborted` one that still listens is answered, whatever `handle` says. */
  readonly refused?: Refusal
}

export interface Receiver {
  readonly port: number
  /**
   * Registers a nonce that a self-test will ask for; that request is answered and not kept. The answer waits for
   * `onArrival`, which must not reject.
   */
  expectProbe(nonce: string, onArrival: () => Promise<void>): () => void
  /** Stops accepting, waits for requests under way (up to the limit), then closes every connection. */
  close(limitMs: number): Promise<void>
}

export interface ReceiverOptions {
  readonly port: number
  readonly deadlines?: Deadlines
  /** Largest body that is kept whole; asked once per request. */
  bodyLimit(): number
  now(): number
  /**
   * Called once per request. Its answer is sent as it is, but where the request was `refused`; null hangs up. It
   * must not reject.
   */
  handle(request: RawRequest): Promise<Reply | null>
  /** Something arrived that never became a request: node's code for it, a colon, and why. */
  onRefused(code: string): void
}

const DEADLINES: Deadlines = { headersMs: 20_000, requestMs: 60_000 }
const CLOSE_GRACE_MS = 200
/** Statuses that HTTP gives no body. */
const BODILESS = new Set([204, 205, 304])

/**
 * The only thing a tunnel ever reaches: takes any method on any path and tells nothing about the app, but to a
 * probe that it is one. It listens on 127.0.0.1 and keeps the exact bytes, because a signature is over those and
 * nothing else.
 */
export async function openReceiver(options: ReceiverOptions): Promise<Receiver> {
  const deadlines = options.deadlines ?? DEADLINES
  const connections = createConnections(deadlines, options.onRefused)
  const probes = new Map<string, { readonly proof: string; onArrival(): Promise<void> }>()
  let underWay = 0
  let isClosing = false
  let onIdle: (() => void) | null = null

  const settings = {
    maxHeaderSize: MOST_HEADER_BYTES,
    // Lenient on purpose: what a server refuses by itself would leave no trace of a delivery.
    requireHostHeader: false,
    headersTimeout: deadlines.headersMs,
    requestTimeout: deadlines.requestMs,
    connectionsCheckingInterval: Math.min(1_000, deadlines.headersMs / 4)
  }
  const server = createServer(settings, (request, response) => {
    if (isClosing || connections.isEnding(request.socket)) {
      response.writeHead(503, { connection: 'close' }).end()
      return
    }
    const probe = request.method === 'GET' ? probes.get(request.url ?? '') : undefined
    if (probe !== undefined) {
      void probe.onArrival().then(() => response.writeHead(204, { [probeHeader]: probe.proof }).end())
      return
    }
    // It came too late or was meant for another copy of the app: no delivery of anyone's.
    if (isProbe(request.method, request.url)) {
      response.writeHead(404, { [probeHeader]: unknownProbe }).end()
      return
    }
    underWay++
    const { done, stop } = readBody(request, options.bodyLimit())
    const exchange = connections.begin(request, response, stop)
    void receive(exchange, done, connections, options, () => isClosing).finally(() => {
      underWay--
      if (underWay === 0) onIdle?.()
    })
  })
  // No header is left out for being one too many; their size is limited.
  server.maxHeadersCount = 0
  // A sender may close its side once it has sent all; it still gets its answer. Node has it, its types do not.
  Object.assign(server, { httpAllowHalfOpen: true })
  server.on('connection', (socket) => connections.add(socket))
  server.on('checkExpectation', (request, response) => server.emit('request', request, response))
  server.on('connect', (_request, socket) => connections.refuseConnect(socket as Socket))
  server.on('clientError', (error: WireError, socket) => connections.fail(socket as Socket, error))
  await listen(server, options.port)

  return {
    port: (server.address() as AddressInfo).port,
    expectProbe(nonce, onArrival) {
      const path = probePath + nonce
      probes.set(path, { proof: probeAnswer(nonce), onArrival })
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
      for (const socket of connections.sockets()) socket.destroySoon()
      const grace = setTimeout(() => {
        for (const socket of connections.sockets()) socket.destroy()
      }, CLOSE_GRACE_MS)
      await closed
      clearTimeout(grace)
    }
  }
}

async function receive(
  exchange: Exchange,
  reading: Promise<BodyRead>,
  connections: Connections,
  options: ReceiverOptions,
  isClosing: () => boolean
): Promise<void> {
  const { request, response, before } = exchange
  const receivedAt = options.now()
  const read = await reading
  const isCutOff = !request.complete
  const refused = isCutOff && read.end === 'aborted' ? exchange.refused : null
  const answer = await options.handle({
    receivedAt,
    method: request.method ?? '',
    target: request.url ?? '',
    httpVersion: request.httpVersion,
    remoteAddress: request.socket.remoteAddress ?? null,
    headers: headerPairs(request.rawHeaders),
    trailers: headerPairs(request.rawTrailers),
    ...read,
    ...(refused && { refused })
  })
  const hasHungUp = isCutOff && read.end === 'aborted' && refused === null
  if (answer === null || hasHungUp) {
    connections.end(request.socket, before, null)
    return
  }
  if (isCutOff) {
    connections.end(request.socket, before, toldWhy(answer, refused))
    return
  }
  if (response.destroyed) return
  response.once('finish', () => answer.onGiven?.())
  // Node drops what follows a request that asks for an upgrade in the same packet; its sender has to learn of it.
  const isLast = read.end === 'too_large' || isClosing() || request.headers.upgrade !== undefined
  const close = isLast && { connection: 'close' }
  if (BODILESS.has(answer.status)) {
    response.writeHead(answer.status, { ...close }).end()
    return
  }
  const { type, text } = answer.content ?? {
    type: 'application/json',
    text: `${JSON.stringify(answer.body)}\n`
  }
  response.writeHead(answer.status, {
    ...(type !== null && { 'content-type': type }),
    'content-length': Buffer.byteLength(text),
    ...close
  })
  response.end(text)
}

/** The handler's answer names the delivery, the receiver says what was wrong with it. */
const toldWhy = (answer: Answer, refused: Refusal | null): Answer =>
  refused === null
    ? answer
    : { status: refused.status, body: { ...answer.body, ok: false, error: refused.message } }

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', 1024, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
