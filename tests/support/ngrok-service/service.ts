import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { createAgentSession, Refusal } from './agent-session.ts'
import type { AgentSession, Decisions, Endpoint } from './agent-session.ts'
import { createCertificates } from './certificates.ts'
import { listenOnLoopback } from './loopback.ts'
import { startPublicSide } from './public-side.ts'

export interface NgrokServiceOptions {
  readonly authtokens: readonly string[]
  /** Authtokens that are refused with a code of their own; any other unknown one with ERR_NGROK_107. */
  readonly refusals?: Readonly<Record<string, string>>
  /** Keeps the endpoint of a lost session until `expire()`, as ngrok does until it notices the loss. */
  readonly lingering?: boolean
}

/** ngrok's agent ingress and edge on loopback, for one account whose every endpoint shares one public address. */
export interface NgrokService {
  /** `HOST:PORT` for the SDK. */
  readonly connectUrl: string
  readonly caPem: string
  /** The same authority as a file; its directory's name contains a space. */
  readonly caFile: string
  publicUrl(): string
  /** How many authenticated agents are connected. */
  sessions(): number
  /** How often an agent asked to be authenticated. */
  authentications(): number
  /** How many heartbeats were answered. */
  heartbeats(): number
  endpoint(): Endpoint | null
  userAgent(): string | null
  /** Ends every connection; agents may come back. */
  drop(): void
  /** Leaves connections open and answers nothing, also on new ones. */
  mute(): void
  /** Answers new connections again. Those that were muted stay so. */
  unmute(): void
  /** Refuses connections at the port, and accepts them again. Connections that exist stay. */
  refuse(): void
  accept(): Promise<void>
  /** Stops the endpoint as from the dashboard. */
  stopEndpoint(code: string, message: string): void
  /** Forgets an endpoint whose session was lost. */
  expire(): void
  /** Resolves once `condition` holds; asked again after each change at the service. */
  when(condition: () => boolean): Promise<void>
  close(): Promise<void>
}

export async function startNgrokService(options: NgrokServiceOptions): Promise<NgrokService> {
  const certificates = createCertificates()
  const directory = await mkdtemp(join(tmpdir(), 'ngrok service '))
  const caFile = join(directory, 'ca.pem')
  await writeFile(caFile, certificates.caPem)

  const sessions = new Set<AgentSession>()
  const watchers = new Set<() => void>()
  let bound: { endpoint: Endpoint; session: AgentSession } | null = null
  let authentications = 0
  let heartbeats = 0
  let userAgent: string | null = null
  let muted = false
  const changed = () => watchers.forEach((check) => check())

  const publicSide = await startPublicSide((clientAddress) =>
    bound && sessions.has(bound.session) ? bound.session.openProxy(bound.endpoint, clientAddress) : null
  )

  const decisions: Decisions = {
    authenticate(authtoken, agent) {
      authentications += 1
      userAgent = agent
      const code = authtoken ? (options.refusals?.[authtoken] ?? 'ERR_NGROK_107') : 'ERR_NGROK_4018'
      if (!options.authtokens.includes(authtoken))
        throw new Refusal(
          `This service does not accept the login.\nYour authtoken: ${authtoken}\n\n${code}\n`
        )
    },
    bind(session, wanted) {
      if (bound && bound.endpoint.id !== wanted.id)
        throw new Refusal(`The endpoint '${publicSide.url}' is already online.\n\nERR_NGROK_334\n`)
      const endpoint = { ...wanted, id: wanted.id || randomUUID(), token: randomUUID() }
      bound = { endpoint, session }
      changed()
      return { endpoint, url: publicSide.url }
    },
    unbind(session, endpointId) {
      if (bound?.session !== session || bound.endpoint.id !== endpointId)
        throw new Refusal('No such endpoint')
      bound = null
      changed()
    },
    onHeartbeat() {
      heartbeats += 1
      changed()
    }
  }

  const keyPair = { cert: certificates.certificatePem, key: certificates.keyPem }
  const server = createServer({ ...keyPair, noDelay: true }, (socket) => {
    const session = createAgentSession(socket, decisions)
    sessions.add(session)
    if (muted) session.mute(true)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      sessions.delete(session)
      if (bound?.session === session && !options.lingering) bound = null
      changed()
    })
  })
  const port = await listenOnLoopback(server)
  const drop = () => sessions.forEach((session) => session.drop())

  return {
    connectUrl: `127.0.0.1:${port}`,
    caPem: certificates.caPem,
    caFile,
    publicUrl: () => publicSide.url,
    sessions: () => [...sessions].filter((session) => session.authenticated).length,
    authentications: () => authentications,
    heartbeats: () => heartbeats,
    endpoint: () => bound?.endpoint ?? null,
    userAgent: () => userAgent,
    drop,
    mute() {
      muted = true
      for (const session of sessions) session.mute(true)
    },
    unmute: () => void (muted = false),
    refuse: () => void server.close(),
    async accept() {
      await listenOnLoopback(server, port)
    },
    stopEndpoint(code, message) {
      if (!bound) throw new Error('No endpoint to stop')
      bound.session.stopEndpoint(bound.endpoint, code, message)
      bound = null
      changed()
    },
    expire() {
      if (bound && !sessions.has(bound.session)) bound = null
    },
    when: (condition) =>
      new Promise((resolve) => {
        const check = () => {
          if (!condition()) return
          watchers.delete(check)
          resolve()
        }
        watchers.add(check)
        check()
      }),
    async close() {
      drop()
      server.close()
      await publicSide.close()
      await rm(directory, { recursive: true, force: true })
    }
  }
}
