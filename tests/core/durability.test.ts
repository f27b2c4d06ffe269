import { Agent, request } from 'node:http'
import { expect, it } from 'vitest'
import { startServe, type ReadyLine } from '../support/serve-process.ts'
import { SECRET, signed, userEvent, type Signed } from '../support/signed-request.ts'
import { createTempDir } from '../support/temp-dir.ts'

const DELIVERIES = 5_000
const CONNECTIONS = 32

async function start(dataDir: string) {
  const serve = startServe(['--json', '--no-open', '--receiver-port', '0', '--data-dir', dataDir], {
    SCALEKIT_WEBHOOK_SECRET: SECRET
  })
  return { serve, ready: await serve.line<ReadyLine>('ready') }
}

/** A command as a script sends it. Fails the test on anything but a value. */
async function rpc(uiUrl: string, command: string, input: unknown = {}): Promise<unknown> {
  const { origin, searchParams } = new URL(uiUrl)
  const response = await fetch(`${origin}/rpc/${command}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${searchParams.get('token')}` },
    body: JSON.stringify(input)
  })
  const reply = (await response.json()) as { ok: boolean; value?: unknown }
  expect(reply, command).toMatchObject({ ok: true })
  return reply.value
}

/** True once the app has acknowledged it; false when the connection broke before that. */
function acknowledged(url: string, agent: Agent, { headers, body }: Signed): Promise<boolean> {
  return new Promise((resolve) => {
    const outgoing = request(url, { method: 'POST', headers, agent }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode === 200))
      response.once('error', () => resolve(false))
    })
    outgoing.once('error', () => resolve(false))
    outgoing.end(body)
  })
}

it(`has every acknowledged delivery exactly once after kill -9 amid ${DELIVERIES} at ${CONNECTIONS} connections`, async () => {
  const dir = createTempDir()
  const { serve, ready } = await start(dir.path)
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const events = Array.from({ length: DELIVERIES }, () => userEvent())
  const killAfter = 500 + Math.floor(Math.random() * (DELIVERIES - 1_000))
  const acknowledgedIds: string[] = []
  let next = 0
  const work = async () => {
    for (let event = events[next++]; event; event = events[next++]) {
      if (!(await acknowledged(ready.receiverUrl, agent, signed(event)))) return
      acknowledgedIds.push(event.id)
      if (acknowledgedIds.length === killAfter) serve.signal('SIGKILL')
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, work))
  agent.destroy()
  expect(await serve.exited).toBeNull()
  expect(acknowledgedIds.length).toBeGreaterThanOrEqual(killAfter)

  const again = await start(dir.path)
  const stored: string[] = []
  for (let before: string | null | undefined; before !== null;) {
    const page = (await rpc(again.ready.uiUrl, 'events.list', { limit: 500, ...(before && { before }) })) as {
      rows: { id: string; deliveryCount: number }[]
      next: string | null
    }
    for (const row of page.rows) {
      expect(row.deliveryCount, row.id).toBe(1)
      stored.push(row.id)
    }
    before = page.next
  }
  const known = new Set(stored)
  expect(known.size).toBe(stored.length)
  expect(
    acknowledgedIds.filter((id) => !known.has(id)),
    `killed after ${killAfter}`
  ).toEqual([])
  // What was committed but not yet acknowledged may be there too, at most one per connection.
  expect(stored.length - acknowledgedIds.length).toBeLessThanOrEqual(CONNECTIONS)
  expect(await rpc(again.ready.uiUrl, 'stats.summary')).toMatchObject({
    events: stored.length,
    verified: stored.length
  })
  again.serve.signal('SIGTERM')
  expect(await again.serve.exited).toBe(0)
  dir.remove()
})
