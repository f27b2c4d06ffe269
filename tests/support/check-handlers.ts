import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ScalekitClient } from '@scalekit-sdk/node'
import { Webhook } from 'standardwebhooks'
import { SECRET } from './signed-request.ts'

/** A developer's handler: it gets the whole body with each request. */
export type Handle = (request: IncomingMessage, body: Buffer, response: ServerResponse) => void

export interface HandlerServer {
  readonly url: string
  /** The requests so far: method and the probe that the check says it belongs to. */
  readonly requests: { readonly method: string; readonly probe: string }[]
  /** Ends at once, connections included. */
  close(): void
}

export async function startHandler(handle: Handle, port = 0): Promise<HandlerServer> {
  const requests: HandlerServer['requests'] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const probe = String(request.headers['webhook-inspector-check'])
      requests.push({ method: request.method ?? '', probe })
      handle(request, Buffer.concat(chunks), response)
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/scalekit`,
    requests,
    close() {
      server.closeAllConnections()
      server.close()
    }
  }
}

const answer = (response: ServerResponse, status: number, body: object = {}) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

/** The three headers as strings, the way frameworks hand them out. */
const headersOf = (request: IncomingMessage) => request.headers as Record<string, string>

/** Verifies the bytes with an independent implementation. `then` answers what is good. */
export const verifyingRaw =
  (then: Handle = (_request, _body, response) => answer(response, 200), refused = 401): Handle =>
  (request, body, response) => {
    try {
      new Webhook(SECRET).verify(body.toString(), headersOf(request))
    } catch {
      return answer(response, refused, { error: 'Refused' })
    }
    return then(request, body, response)
  }

const scalekit = new ScalekitClient('https://localhost.invalid', 'not-used', 'not-used')
/** Verifies with the SDK what `read` makes of the body. */
const verifyingWithSdk =
  (read: (body: string) => string): Handle =>
  (request, body, response) => {
    try {
      scalekit.verifyWebhookPayload(SECRET, headersOf(request), read(body.toString()))
      JSON.parse(body.toString())
    } catch (error) {
      return answer(response, 400, { error: (error as Error).message })
    }
    return answer(response, 201, { message: 'Webhook received' })
  }
export const verifyingRawWithSdk = verifyingWithSdk((body) => body)
/** As Scalekit's own sample app does. */
export const verifyingRestringified = verifyingWithSdk((body) => JSON.stringify(JSON.parse(body)))
export const acceptingAll: Handle = (_request, _body, response) => answer(response, 200)
export const answering =
  (status: number, headers: Readonly<Record<string, string>> = {}, body = ''): Handle =>
  (_request, _body, response) =>
    void response.writeHead(status, headers).end(body)
