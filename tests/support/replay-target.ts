import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** Of the event in the body. */
  readonly id: string
}

/** A developer's app on a real socket, which answers as told and notes how many requests it had at once. */
export interface ReplayTarget {
  readonly url: string
  readonly received: Received[]
  /** Most that waited for an answer together. */
  mostAtOnce(): number
  /** Decides each answer; 200 with `{"ok":true}` as long as there is none. */
  answer(how: ((request: Received, response: ServerResponse) => void) | null): void
  /** Resolves once so many requests have come. */
  got(count: number): Promise<void>
  close(): void
}

export async function startReplayTarget(): Promise<ReplayTarget> {
  const received: Received[] = []
  const waiting: { count: number; resolve(): void }[] = []
  let how: ((request: Received, response: ServerResponse) => void) | null = null
  let [atOnce, most] = [0, 0]
  const server = createServer((request, response) => {
    most = Math.max(most, ++atOnce)
    response.once('close', () => atOnce--)
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const one = { headers: request.headers, body, id: (JSON.parse(body) as { id: string }).id }
      received.push(one)
      for (const { count, resolve } of waiting) if (received.length >= count) resolve()
      if (how) how(one, response)
      else response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    mostAtOnce: () => most,
    answer(next) {
      how = next
    },
    got: (count) =>
      new Promise((resolve) => {
        if (received.length >= count) resolve()
        else waiting.push({ count, resolve })
      }),
    close() {
      server.closeAllConnections()
      server.close()
    }
  }
}
