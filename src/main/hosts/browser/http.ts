import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { Reply } from '#shared/transport.ts'
import type { Announcer } from '../../rpc/announcer.ts'
import type { Dispatch } from '../../rpc/dispatcher.ts'
import { contentSecurityPolicy } from '../content-security-policy.ts'
import { readAsset } from '../assets.ts'
import { createEventStreams } from './event-streams.ts'
import type { Token } from './token.ts'

/*
 * The door of browser mode. Whoever gets through can read every captured webhook, with the people it names, send
 * requests from this machine, open a public tunnel to it, and add or remove secrets. Hence the locks:
 *
 * - it listens on 127.0.0.1 only, and no tunnel ever leads here: that is the receiver's, another server;
 * - `Host` must be a loopback name, so that a site whose name is made to point here gets nothing;
 * - `Origin`, where a browser sends one, must be this page's, so that no other page can ask, not even one that
 *   another port of this machine serves;
 * - everything needs the token of this run, compared in constant time;
 * - commands are JSON by content type, which a foreign form cannot send; nothing answers a CORS preflight;
 * - the page is under a strict policy, cannot be framed, and nothing is cached.
 */

export interface PageServerOptions {
  /** 0 is any. */
  readonly port: number
  readonly token: Token
  readonly dispatch: Dispatch
  readonly announcer: Pick<Announcer, 'attach'>
  /** The folder of the built page. */
  readonly pageFolder: string
  readonly reportBug: (error: unknown) => void
}

export interface PageServer {
  readonly port: number
  /** Ends event streams at once and commands once they are answered, within a second. */
  close(): Promise<void>
}

const MB = 1024 * 1024
/** Of a command as it is sent. */
const MAX_MB = 16
/** One line of an import holds a whole body, of 100 MB at most, written as text within text: twice its size. */
const MAX_MB_OF: ReadonlyMap<string, number> = new Map([['deliveries.import', 256]])
const CLOSE_AFTER_MS = 1_000

const NOT_HERE =
  'Only a name of this machine, such as 127.0.0.1, leads here. ' +
  'From another machine, forward the port with ssh -L and open the printed link with the port at your end.'

const headersOfAll = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff'
}

const statusOf: Readonly<Record<ErrorCode, number>> = {
  invalid_input: 400,
  not_found: 404,
  conflict: 409,
  internal: 500,
  unavailable: 503
}
/** What a refused command is told; whatever is not here is the caller's own mistake. */
const codeOf: Readonly<Record<number, ErrorCode>> = { 401: 'unavailable', 500: 'internal' }

/** Serves the page and its commands. Rejects with an `AppError` when the port cannot be had. */
export async function startPageServer(options: PageServerOptions): Promise<PageServer> {
  const { token, dispatch, reportBug } = options
  const streams = createEventStreams(options.announcer)

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (request.socket.destroyed) return // the caller hung up; there is nobody to tell
      reportBug(error)
      if (response.headersSent) return void response.destroy()
      refuse(request, response, 500, 'Something went wrong inside the app. Its log has the details.')
    })
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(headersOfAll)) response.setHeader(name, value)
    const { host = '', origin } = request.headers
    if (!/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host)) {
      return refuse(request, response, 403, NOT_HERE)
    }
    if (origin !== undefined && origin !== `http://${host.toLowerCase()}`) {
      return refuse(request, response, 403, 'Another page may not ask this one.')
    }
    const { path, linkToken } = readTarget(request)
    if (linkToken !== null && token.admits(linkToken)) {
      response.writeHead(303, { Location: '/', 'Set-Cookie': token.cookies(port) }).end()
      return
    }
    const isAsset = !path.startsWith('/rpc') && path !== '/events'
    if (!token.isIn(request.headers, port, isAsset ? 'assets' : 'everything')) {
      return refuse(
        request,
        response,
        401,
        'Open the link that was printed when the app started; each start has a new one.'
      )
    }
    if (path.startsWith('/rpc/')) return answerCommand(request, response, path.slice('/rpc/'.length))
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return refuse(request, response, 405, 'This address can only be read.')
    }
    if (path === '/events' && request.method === 'GET') return streams.open(response)
    const asset = await readAsset(options.pageFolder, path)
    if (asset === null)
      return refuse(
        request,
        response,
        404,
        'There is nothing at this address. The page lives at / and takes no path before it.'
      )
    send(response, 200, asset.mediaType, asset.bytes)
  }

  async function answerCommand(
    request: IncomingMessage,
    response: ServerResponse,
    command: string
  ): Promise<void> {
    if (request.method !== 'POST') return refuse(request, response, 405, 'Commands are sent with POST.')
    if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
      return refuse(request, response, 415, 'Commands take JSON: send Content-Type: application/json.')
    }
    const mostMb = MAX_MB_OF.get(command) ?? MAX_MB
    const body = await readBody(request, mostMb * MB)
    if (body === null) return refuse(request, response, 413, `This command is larger than ${mostMb} MB.`)
    const input = parseJson(body)
    if (input === undefined) return refuse(request, response, 400, 'The body of this command is not JSON.')
    const reply = await dispatch(command, input)
    sendReply(response, reply.ok ? 200 : statusOf[reply.error.code], reply)
  }

  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening').catch((cause: unknown) => {
    const sentence = `Port ${options.port} for the page cannot be used. Choose another with --ui-port.`
    throw new AppError('unavailable', sentence, { cause })
  })
  const { port } = server.address() as AddressInfo

  return {
    port,
    async close() {
      const closed = once(server, 'close')
      server.close()
      streams.close()
      const deadline = setTimeout(() => server.closeAllConnections(), CLOSE_AFTER_MS)
      await closed
      clearTimeout(deadline)
    }
  }
}

/** `linkToken` is set where the request is a visit by the printed link. */
function readTarget({ method, url = '' }: IncomingMessage): { path: string; linkToken: string | null } {
  const [path = '', ...query] = url.split('?')
  const isVisit = method === 'GET' && path === '/'
  return { path, linkToken: isVisit ? new URLSearchParams(query.join('?')).get('token') : null }
}

/** Null when it is too large; what still comes of it then is read and dropped, so that the sender hears why. */
function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= limit) return void chunks.push(chunk)
      chunks.length = 0
      resolve(null)
    })
    request.once('end', () => resolve(Buffer.concat(chunks)))
    request.once('error', reject)
  })
}

/** Undefined, which JSON cannot say, when it is not JSON in UTF-8. */
function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

/** Refuses a request: to the page's own code as a reply, to anyone else as a page. */
function refuse(request: IncomingMessage, response: ServerResponse, status: number, sentence: string): void {
  if (request.url?.startsWith('/rpc/')) {
    return sendReply(response, status, {
      ok: false,
      error: { code: codeOf[status] ?? 'invalid_input', message: sentence }
    })
  }
  const page = `<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<title>Webhook Inspector</title><h1>Webhook Inspector</h1><p>${sentence}</p>\n`
  send(response, status, 'text/html; charset=utf-8', page)
}

function sendReply(response: ServerResponse, status: number, reply: Reply): void {
  send(response, status, 'application/json', JSON.stringify(reply))
}

function send(response: ServerResponse, status: number, mediaType: string, body: string | Buffer): void {
  response
    .writeHead(status, { 'Content-Type': mediaType, 'Content-Length': Buffer.byteLength(body) })
    .end(body)
}
