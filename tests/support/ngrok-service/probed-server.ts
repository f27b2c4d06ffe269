import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { probeAnswer, probeHeader, probePath } from '../../../src/main/core/tunnel/public-probe.ts'
import { listenOnLoopback } from './loopback.ts'

/** A local HTTP server that answers expected probes as the receiver must, and every other request as it is told. */
export interface ProbedServer {
  readonly url: string
  readonly expectProbe: (nonce: string) => () => void
  close(): void
}

export type Respond = (request: IncomingMessage, body: Buffer, response: ServerResponse) => void

export async function startProbedServer(respond: Respond): Promise<ProbedServer> {
  const nonces = new Set<string>()
  const server = createServer((request, response) => {
    const nonce = request.url?.startsWith(probePath) ? request.url.slice(probePath.length) : null
    if (nonce === null) void buffer(request).then((body) => respond(request, body, response))
    else if (nonces.has(nonce)) response.writeHead(204, { [probeHeader]: probeAnswer(nonce) }).end()
    else response.writeHead(404).end()
  })
  const port = await listenOnLoopback(server)
  return {
    url: `http://127.0.0.1:${port}`,
    expectProbe(nonce) {
      nonces.add(nonce)
      return () => nonces.delete(nonce)
    },
    close() {
      server.close()
      server.closeAllConnections()
    }
  }
}
