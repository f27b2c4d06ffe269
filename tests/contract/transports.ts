import type { IpcMainInvokeEvent } from 'electron'
import type { Reply, Transport } from '#shared/transport.ts'
import type { Core } from '../../src/main/core/core.ts'
import { startPageServer } from '../../src/main/hosts/browser/http.ts'
import { createToken } from '../../src/main/hosts/browser/token.ts'
import { serveIpc } from '../../src/main/hosts/electron/ipc.ts'
import { createAnnouncer, type Announcer } from '../../src/main/rpc/announcer.ts'
import { createDispatch, type Dispatch } from '../../src/main/rpc/dispatcher.ts'
import { createHandlers } from '../../src/main/rpc/handlers.ts'

export interface Connection extends Transport {
  /** Resolves once announcements arrive: a stream needs a moment to open. */
  listening(): Promise<void>
  close(): Promise<void>
}

export interface HttpConnection extends Connection {
  readonly port: number
  /** Cuts every stream. They stay away until the returned function is called. */
  drop(): () => void
}

/** Joins a core to a page in each way that the product knows, and in the plainest one. */
export const transports: readonly [name: string, connect: (core: Core) => Promise<Connection>][] = [
  ['HTTP and server-sent events', connectHttp],
  ['Electron IPC', async (core) => connectIpc(serve(core))],
  ['memory', async (core) => connectMemory(serve(core))]
]

interface Served {
  readonly dispatch: Dispatch
  readonly announcer: Announcer
}

function serve(core: Core): Served {
  const reportBug = (error: unknown) => {
    throw error // fails the test
  }
  return {
    dispatch: createDispatch(createHandlers(core), reportBug),
    announcer: createAnnouncer(core, { delayMs: 50 })
  }
}

function connectMemory({ dispatch, announcer }: Served): Connection {
  return {
    request: dispatch,
    subscribe: (onAnnouncement) => announcer.attach(onAnnouncement),
    listening: () => Promise.resolve(),
    close: async () => announcer.close()
  }
}

/** The desktop host's own `serveIpc`, with structured clone both ways where Electron would be. */
function connectIpc({ dispatch, announcer }: Served): Connection {
  const listeners = new Set<(name: string, payload: unknown) => void>()
  let handler: ((event: IpcMainInvokeEvent, ...args: unknown[]) => unknown) | undefined
  const stop = serveIpc(
    { handle: (_channel, handle) => void (handler = handle) },
    {
      isDestroyed: () => false,
      send(_channel, ...args) {
        const [name, payload] = structuredClone(args) as [string, unknown]
        for (const listener of listeners) listener(name, payload)
      }
    },
    () => true,
    dispatch,
    announcer
  )
  return {
    async request(command, input) {
      return structuredClone(
        await handler?.({} as IpcMainInvokeEvent, command, structuredClone(input))
      ) as Reply
    },
    subscribe(onAnnouncement) {
      listeners.add(onAnnouncement)
      return () => listeners.delete(onAnnouncement)
    },
    listening: () => Promise.resolve(),
    async close() {
      stop()
      announcer.close()
    }
  }
}

export async function connectHttp(core: Core): Promise<HttpConnection> {
  const { dispatch, announcer } = serve(core)
  const token = createToken()
  const server = await startPageServer({
    port: 0,
    token,
    dispatch,
    announcer,
    pageFolder: '/nonexistent',
    reportBug: (error) => {
      throw error
    }
  })
  const base = `http://127.0.0.1:${server.port}`
  const headers = { authorization: `Bearer ${token.value}` }
  const streams = new Set<Stream>()
  return {
    port: server.port,
    async request(command, input) {
      const response = await fetch(`${base}/rpc/${encodeURIComponent(command)}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(input)
      })
      return (await response.json()) as Reply
    },
    subscribe(onAnnouncement, onResync) {
      const stream = openStream(`${base}/events`, headers, onAnnouncement, onResync)
      streams.add(stream)
      return () => stream.cut()
    },
    async listening() {
      await Promise.all([...streams].map((stream) => stream.opened()))
    },
    drop() {
      for (const stream of streams) stream.cut()
      return () => streams.forEach((stream) => stream.connect())
    },
    async close() {
      for (const stream of streams) stream.cut()
      announcer.close()
      await server.close()
    }
  }
}

interface Stream {
  opened(): Promise<void>
  connect(): void
  cut(): void
}

/** What a browser's EventSource does with a stream, but reconnecting only when told to. */
function openStream(
  url: string,
  headers: Record<string, string>,
  onAnnouncement: (name: string, payload: unknown) => void,
  onResync: () => void
): Stream {
  let controller = new AbortController()
  let opened = Promise.withResolvers<void>()
  let isFirst = true
  const read = async ({ signal }: AbortController) => {
    const response = await fetch(url, { headers, signal })
    if (!response.body || response.headers.get('content-type') !== 'text/event-stream')
      throw new Error('No stream')
    let text = ''
    for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
      text += part
      const frames = text.split('\n\n')
      text = frames.pop() ?? ''
      for (const frame of frames) {
        if (frame.startsWith('retry:')) {
          if (!isFirst) onResync()
          isFirst = false
          opened.resolve()
        }
        const [, name, data] = /^event: (.+)\ndata: (.+)$/.exec(frame) ?? []
        if (name !== undefined && data !== undefined) onAnnouncement(name, JSON.parse(data))
      }
    }
  }
  const connect = () => {
    controller = new AbortController()
    opened = Promise.withResolvers()
    read(controller).catch((error: unknown) => {
      if (!controller.signal.aborted) opened.reject(error)
    })
  }
  connect()
  return { opened: () => opened.promise, connect, cut: () => controller.abort() }
}
