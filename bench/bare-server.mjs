/* The limit of a run: a server that reads the body and answers, with nothing behind it, and a page with nothing on it. */
import { createServer } from 'node:http'

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<!doctype html><title>Limit</title><p>Limit</p>')
    return
  }
  /** @type {Buffer[]} */
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    Buffer.concat(chunks)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
  })
})
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  console.log(JSON.stringify({ event: 'ready', receiverUrl: `http://127.0.0.1:${port}/` }))
})
process.once('SIGTERM', () => process.exit())
