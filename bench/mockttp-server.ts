/* HTTP Toolkit's engine as HTTP Toolkit uses it: records to memory, one rule for everything. */
import { getLocal } from 'mockttp'

const server = getLocal({ recordTraffic: true })
await server.start()
await server.forAnyRequest().thenCallback(async (request) => {
  await request.body.getText()
  return { statusCode: 200, json: { ok: true } }
})
console.log(JSON.stringify({ event: 'ready', receiverUrl: `http://127.0.0.1:${server.port}/` }))
process.once('SIGTERM', () => process.exit())
