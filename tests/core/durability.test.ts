import { Agent, request } from 'node:http'
import { expect, it } from 'vitest'
import { serveOn } from '../support/serve-on.ts'
import { signed, userEvent, type Signed } from '../support/signed-request.ts'
import { checkIntegrity } from '../support/store-files.ts'
import { createTempDir } from '../support/temp-dir.ts'

const KILLS = 20
const CONNECTIONS = 32

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

/** Sends until the app is dead, which it is after this many acknowledgements. Returns what it acknowledged. */
async function killUnderLoad(dataDir: string, killAfter: number): Promise<string[]> {
  const { serve, receiverUrl } = await serveOn(dataDir)
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const ids: string[] = []
  const work = async () => {
    for (;;) {
      const event = userEvent()
      if (!(await acknowledged(receiverUrl, agent, signed(event)))) return
      ids.push(event.id)
      if (ids.length === killAfter) serve.signal('SIGKILL')
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, work))
  agent.destroy()
  expect(await serve.exited).toBeNull()
  expect(ids.length).toBeGreaterThanOrEqual(killAfter)
  return ids
}

it(`has every acknowledged delivery exactly once after ${KILLS} times kill -9 at ${CONNECTIONS} connections`, async () => {
  const dir = createTempDir()
  const acknowledgedIds: string[] = []
  for (let kill = 0; kill < KILLS; kill++) {
    acknowledgedIds.push(...(await killUnderLoad(dir.path, 1 + Math.floor(Math.random() * 600))))
  }

  const { serve, ask } = await serveOn(dir.path)
  const stored = new Set<string>()
  for (let before: string | null | undefined; before !== null;) {
    const page = await ask('events.list', { limit: 500, ...(before && { before }) })
    for (const row of page.rows) {
      expect(row.deliveryCount, row.id).toBe(1)
      expect(stored.has(row.id), row.id).toBe(false)
      stored.add(row.id)
    }
    before = page.next
  }
  expect(acknowledgedIds.filter((id) => !stored.has(id))).toEqual([])
  // What was committed but not yet acknowledged may be there too, at most one per connection and kill.
  expect(stored.size - acknowledgedIds.length).toBeLessThanOrEqual(CONNECTIONS * KILLS)
  expect(await ask('stats.summary', {})).toMatchObject({ events: stored.size, verified: stored.size })
  serve.signal('SIGTERM')
  expect(await serve.exited).toBe(0)
  expect(checkIntegrity(dir.path)).toBe('ok')
  dir.remove()
}, 300_000)
