import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { CONNECT_REFUSAL, isHangUp, refusalOf, type Refusal, type WireError } from './refusal.ts'

export interface Deadlines {
  /** From the first byte of a request to the end of its headers. */
  readonly headersMs: number
  /** From the first byte of a request to the end of its body. */
  readonly requestMs: number
}

/** What the sender is told. */
export interface Answer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** A request under way. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Waits no longer for the rest of its body. */
  stop(): void
  /** The answer that has to leave before this one does. */
  readonly before: ServerResponse | null
  /** Why it was stopped; null also when the sender hung up. */
  refused: Refusal | null
}

export interface Connections {
  add(socket: Socket): void
  sockets(): Iterable<Socket>
  /** True once nothing that still arrives on it counts. */
  isEnding(socket: Socket): boolean
  begin(request: IncomingMessage, response: ServerResponse, stop: () => void): Exchange
  /** What arrived is no HTTP or came too late, or the connection failed. */
  fail(socket: Socket, error: WireError): void
  refuseConnect(socket: Socket): void
  /** Closes the connection after the answers before this one, and after this one where there is one. */
  end(socket: Socket, before: ServerResponse | null, answer: Answer | null): void
}

interface Connection {
  /** The latest request. Until it is complete, all that arrives belongs to it. */
  latest: Exchange | null
  isEnding: boolean
}

/** How long a sender that still sends has to read its last answer. */
const LINGER_MS = 1_000

/** Every open connection, and what becomes of one on which something else than HTTP arrives. */
export function createConnections(deadlines: Deadlines, onRefused: (code: string) => void): Connections {
  const connections = new Map<Socket, Connection>()

  const end: Connections['end'] = (socket, before, answer) => {
    const connection = connections.get(socket)
    if (connection) connection.isEnding = true
    const close = () => {
      if (socket.writable) socket.end(answer === null ? '' : rawAnswer(answer))
      // Closed at once, a connection on which more arrives is reset, and its answer is lost.
      const linger = setTimeout(() => socket.destroy(), LINGER_MS).unref()
      socket.once('close', () => clearTimeout(linger))
    }
    if (before === null || before.writableFinished) close()
    else before.once('finish', close)
  }
  const refuse = (socket: Socket, code: string, { status, message }: Refusal) => {
    onRefused(`${code}: ${message}`)
    end(socket, connections.get(socket)?.latest?.response ?? null, {
      status,
      body: { ok: false, error: message }
    })
  }
  const reasonOf = (error: WireError, isBody: boolean): Refusal => {
    if (error.code !== 'ERR_HTTP_REQUEST_TIMEOUT') return refusalOf(error)
    const [part, ms] = isBody
      ? ['The request was', deadlines.requestMs]
      : ['The headers were', deadlines.headersMs]
    return { status: 408, message: `${part} not complete within ${ms / 1_000} s` }
  }

  /** True when there was a request to end with what has arrived of it. */
  const breakOff = (socket: Socket, refused: Refusal | null): boolean => {
    const connection = connections.get(socket)
    const latest = connection?.latest
    if (!connection || !latest || connection.isEnding || latest.request.complete) return false
    connection.isEnding = true
    latest.refused = refused
    // Later, because what came before in the same packet has not been read yet.
    setImmediate(() => latest.stop())
    return true
  }

  return {
    end,
    sockets: () => connections.keys(),
    isEnding: (socket) => connections.get(socket)?.isEnding ?? true,
    add(socket) {
      connections.set(socket, { latest: null, isEnding: false })
      socket.once('close', () => connections.delete(socket))
      // Node keeps silent about what breaks off in the body of a request that asks for an upgrade.
      socket.once('end', () => breakOff(socket, null))
      // Node takes its own listener away from CONNECT; an error that nobody listens for ends the process.
      socket.on('error', () => undefined)
    },
    begin(request, response, stop) {
      const connection = connections.get(request.socket)
      const before = connection?.latest?.response ?? null
      const exchange: Exchange = { request, response, stop, before, refused: null }
      if (connection) connection.latest = exchange
      return exchange
    },
    fail(socket, error) {
      const connection = connections.get(socket)
      // The parser complains about every packet that follows the one it could not read.
      if (!connection || connection.isEnding) return
      if (breakOff(socket, isHangUp(error) ? null : reasonOf(error, true))) return
      const isNothingLost = socket.bytesRead === 0 || (connection.latest !== null && socket.destroyed)
      if (isNothingLost) socket.destroy()
      else refuse(socket, error.code ?? error.name, reasonOf(error, false))
    },
    refuseConnect(socket) {
      refuse(socket, 'CONNECT', CONNECT_REFUSAL)
      socket.resume()
    }
  }
}

/** Written to the socket itself: what is answered has no response of its own, or one that node would cut off. */
function rawAnswer({ status, body }: Answer): string {
  const text = `${JSON.stringify(body)}\n`
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
    '',
    text
  ].join('\r\n')
}
