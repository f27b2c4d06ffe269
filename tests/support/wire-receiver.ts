import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  openReceiver,
  type Answer,
  type RawRequest,
  type Receiver,
  type ReceiverOptions
} from '../../src/main/core/receiver/receiver.ts'

/** A receiver on a port of its own with the whole wire in the test's hands. */
export interface WireReceiver {
  readonly port: number
  readonly receiver: Receiver
  /** What reached the handler, in order. */
  readonly requests: RawRequest[]
  /** What the receiver said of what never became a request. */
  readonly refused: string[]
  /** Resolves once so many requests were handled, refusals included. */
  happened(count: number): Promise<void>
  connect(): Promise<RawConnection>
  /** Writes these packets over a connection of its own, closes its sending side, and resolves to all that came back. */
  exchange(...packets: readonly (string | Uint8Array)[]): Promise<string>
  close(): Promise<void>
}

/** One connection, byte by byte: a character is a byte. */
export interface RawConnection {
  readonly socket: Socket
  write(packet: string | Uint8Array): void
  /** Resolves once what came back so far has the pattern; rejects when the connection closes before. */
  until(pattern: RegExp): Promise<string>
  /** All that came back, once the connection is closed. */
  readonly closed: Promise<string>
}

export async function openWireReceiver(
  change: Partial<ReceiverOptions> = {},
  answer: (request: RawRequest) => Promise<Answer> = ({ target }) =>
    Promise.resolve({ status: 200, body: { ok: true, target } })
): Promise<WireReceiver> {
  const requests: RawRequest[] = []
  const refused: string[] = []
  const waiting = new Set<() => void>()
  const look = () => waiting.forEach((check) => check())
  const receiver = await openReceiver({
    port: 0,
    bodyLimit: () => 10_000_000,
    now: () => Date.now(),
    onRefused(code) {
      refused.push(code)
      look()
    },
    handle(request) {
      requests.push(request)
      look()
      return answer(request)
    },
    ...change
  })
  const open = () => openRaw(receiver.port)
  return {
    port: receiver.port,
    receiver,
    requests,
    refused,
    happened: (count) =>
      new Promise((resolve) => {
        const check = () => {
          if (requests.length + refused.length < count) return
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
        check()
      }),
    connect: open,
    async exchange(...packets) {
      const connection = await open()
      for (const packet of packets) {
        connection.write(packet)
        // One turn of the event loop each, so that they leave as packets of their own.
        await nextTurn()
      }
      connection.socket.end()
      return connection.closed
    },
    close: () => receiver.close(0)
  }
}

async function openRaw(port: number): Promise<RawConnection> {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  const waiting = new Set<() => void>()
  const look = () => waiting.forEach((check) => check())
  socket.setNoDelay().on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1')
    look()
  })
  const closed = new Promise<string>((resolve) => {
    socket.once('close', () => {
      resolve(text)
      look()
    })
  })
  await once(socket, 'connect')
  // A reset is one of the ways in which a connection closes.
  socket.on('error', () => undefined)
  return {
    socket,
    closed,
    write: (packet) => void socket.write(typeof packet === 'string' ? Buffer.from(packet, 'latin1') : packet),
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (!pattern.test(text) && !socket.closed) return
          waiting.delete(check)
          if (pattern.test(text)) resolve(text)
          else reject(new Error(`It closed without ${pattern.source}: ${JSON.stringify(text)}`))
        }
        waiting.add(check)
        check()
      })
  }
}
