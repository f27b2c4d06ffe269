import { createServer, request as sendRequest } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { listenOnLoopback } from './loopback.ts'

export interface PublicSide {
  readonly url: string
  close(): Promise<void>
}

/**
 * The side that senders see: a plain HTTP server which hands each request through a proxy stream, as ngrok's edge
 * would. `openProxy` returns null while no agent serves the endpoint.
 */
export async function startPublicSide(
  openProxy: (clientAddress: string) => Duplex | null
): Promise<PublicSide> {
  const server = createServer((request, response) => {
    const stream = openProxy(`${request.socket.remoteAddress}:${request.socket.remotePort}`)
    if (stream) forward(request, response, stream)
    else refuse(response, 404, 'ERR_NGROK_3200', 'The endpoint is offline.')
  })
  const port = await listenOnLoopback(server)
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

function forward(request: IncomingMessage, response: ServerResponse, stream: Duplex): void {
  const upstream = sendRequest({
    createConnection: () => stream,
    method: request.method,
    path: request.url,
    setDefaultHeaders: false,
    headers: [
      ...request.rawHeaders,
      'X-Forwarded-For',
      request.socket.remoteAddress ?? '',
      'X-Forwarded-Proto',
      'https',
      'X-Forwarded-Host',
      request.headers.host ?? ''
    ]
  })
  upstream.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders)
    answer.pipe(response)
  })
  upstream.on('error', () => {
    if (response.headersSent) response.destroy()
    else refuse(response, 502, 'ERR_NGROK_3004', 'The tunnel gave no valid answer.')
  })
  response.on('close', () => upstream.destroy())
  request.pipe(upstream)
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, { 'content-type': 'text/plain', 'ngrok-error-code': code })
  response.end(`${message}\n\n${code}\n`)
}
