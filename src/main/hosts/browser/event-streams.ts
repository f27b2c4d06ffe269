import type { ServerResponse } from 'node:http'
import type { Announcer } from '../../rpc/announcer.ts'

export interface EventStreams {
  /** Turns a response into a stream of everything announced from now on. */
  open(response: ServerResponse): void
  /** Ends every stream. */
  close(): void
}

/** How soon a browser tries again after a lost stream. */
const RETRY_MS = 1_000
/** Often enough for proxies and port forwards that cut off what is silent. */
const HEARTBEAT_MS = 15_000
/** What a reader may be behind. It is cut off then, comes back by itself and reads its lists again. */
const MAX_BACKLOG_BYTES = 4 * 1024 * 1024

/** Announcements as server-sent events: `event` is the name, `data` the payload. */
export function createEventStreams(announcer: Pick<Announcer, 'attach'>): EventStreams {
  const streams = new Set<ServerResponse>()
  return {
    open(response) {
      const write = (frame: string) => {
        if (response.writableEnded) return
        response.write(frame)
        if (response.writableLength > MAX_BACKLOG_BYTES) response.destroy()
      }
      const detach = announcer.attach((name, payload) =>
        write(`event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`)
      )
      const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS)
      streams.add(response)
      response.once('close', () => {
        detach()
        clearInterval(heartbeat)
        streams.delete(response)
      })
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      // Sent at once: a page takes the first byte as the sign that it may now read its lists.
      write(`retry: ${RETRY_MS}\n\n`)
    },
    close() {
      for (const response of streams) response.end()
    }
  }
}
