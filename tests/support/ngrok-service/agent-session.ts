import { randomUUID } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { z } from 'zod'
import { createMultiplexer } from './multiplexer.ts'

const streamType = { auth: 0, bind: 1, unbind: 2, proxy: 3, stopTunnel: 9, heartbeat: 0xffff_ffff } as const

const AuthRequest = z.object({
  ClientId: z.string(),
  Extra: z.object({ AuthToken: z.string(), UserAgent: z.string() })
})
const BindRequest = z.object({
  Id: z.string(),
  Proto: z.string(),
  ForwardsTo: z.string(),
  Opts: z.looseObject({ Domain: z.string().nullish() }),
  Extra: z.looseObject({ Token: z.string(), PoolingEnabled: z.boolean().nullish() })
})
const UnbindRequest = z.object({ Id: z.string() })

export interface Endpoint {
  readonly id: string
  readonly token: string
  readonly domain: string
  readonly forwardsTo: string
  readonly poolingEnabled: boolean
}

/** What the service decides; a thrown `Refusal` becomes the answer's error. */
export interface Decisions {
  authenticate(authtoken: string, userAgent: string): void
  /** `id` is set when the agent resumes an endpoint that it had before. */
  bind(session: AgentSession, wanted: Omit<Endpoint, 'token'>): { endpoint: Endpoint; url: string }
  unbind(session: AgentSession, endpointId: string): void
  onHeartbeat(): void
}

export class Refusal extends Error {}

/** One agent's connection, spoken to as ngrok's agent ingress would. */
export interface AgentSession {
  readonly authenticated: boolean
  /** A stream to the local service behind the endpoint: plain HTTP/1.1 from here on. */
  openProxy(endpoint: Endpoint, clientAddress: string): Duplex
  /** Tells the agent that its endpoint was stopped from outside. */
  stopEndpoint(endpoint: Endpoint, code: string, message: string): void
  /** Leaves everything unread and unanswered until called with false. */
  mute(on: boolean): void
  drop(): void
}

export function createAgentSession(connection: Duplex, decisions: Decisions): AgentSession {
  let authenticated = false

  const answers: Record<number, (request: unknown) => unknown> = {
    [streamType.auth](request) {
      const { ClientId, Extra } = AuthRequest.parse(request)
      decisions.authenticate(Extra.AuthToken, Extra.UserAgent)
      authenticated = true
      return {
        Version: '3',
        ClientId: ClientId || randomUUID(),
        Extra: { Version: 'test', Cookie: 'cookie' }
      }
    },
    [streamType.bind](request) {
      const { Id, Proto, ForwardsTo, Opts, Extra } = BindRequest.parse(request)
      const { endpoint, url } = decisions.bind(session, {
        id: Id,
        domain: Opts.Domain ?? '',
        forwardsTo: ForwardsTo,
        poolingEnabled: Extra.PoolingEnabled ?? false
      })
      const token = { Token: endpoint.token }
      return { Id: endpoint.id, URL: url, Proto, Opts: { ...Opts, Hostname: endpoint.domain }, Extra: token }
    },
    [streamType.unbind](request) {
      decisions.unbind(session, UnbindRequest.parse(request).Id)
      return {}
    }
  }

  const multiplexer = createMultiplexer(connection, (stream) => {
    let received: Buffer = Buffer.alloc(0)
    stream.on('data', function readRequest(chunk: Buffer) {
      received = Buffer.concat([received, chunk])
      if (received.length < 4) return
      const type = received.readUInt32BE(0)
      if (type === streamType.heartbeat) {
        const echo = (beat: Buffer) => {
          decisions.onHeartbeat()
          stream.write(beat)
        }
        stream.off('data', readRequest)
        stream.on('data', echo)
        if (received.length > 4) echo(received.subarray(4))
        return
      }
      const request = parseWhenComplete(received.subarray(4))
      if (request === undefined) return
      stream.end(JSON.stringify(answer(answers[type], request)))
      received = Buffer.alloc(0)
    })
  })

  const open = (type: number, message: unknown, length: Buffer): Duplex => {
    const stream = multiplexer.open()
    const json = Buffer.from(JSON.stringify(message))
    const opening = Buffer.alloc(4)
    opening.writeUInt32BE(type)
    if (length.length > 0) length.writeBigUInt64LE(BigInt(json.length))
    stream.write(Buffer.concat([opening, length, json]))
    return stream
  }

  const session: AgentSession = {
    get authenticated() {
      return authenticated
    },
    openProxy: (endpoint, clientAddress) =>
      open(
        streamType.proxy,
        { Id: endpoint.id, ClientAddr: clientAddress, Proto: 'https', EdgeType: '0', PassthroughTLS: false },
        Buffer.alloc(8)
      ),
    stopEndpoint(endpoint, code, message) {
      const notice = { Id: endpoint.id, Message: message, ErrorCode: code }
      open(streamType.stopTunnel, notice, Buffer.alloc(0)).end().resume()
    },
    mute(on) {
      if (on) connection.pause()
      else connection.resume()
    },
    drop: () => connection.destroy()
  }
  return session
}

function answer(respond: ((request: unknown) => unknown) | undefined, request: unknown): unknown {
  try {
    if (!respond) throw new Refusal('The request is of a type this service does not know')
    return respond(request)
  } catch (error) {
    return { Version: '3', ClientId: '', Error: error instanceof Error ? error.message : String(error) }
  }
}

/** The agent does not end its half of the stream after a request: the JSON object itself is the end. */
function parseWhenComplete(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return undefined
  }
}
