import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { startTunnelRig } from '../support/ngrok-service/tunnel-rig.ts'

test('comes online step by step and leads a megabyte to the receiver unaltered', async () => {
  const bodies: Buffer[] = []
  await using rig = await startTunnelRig({
    respond: (request, body, response) => {
      bodies.push(body)
      response.writeHead(201, { 'x-saw': `${request.method} ${request.url}` }).end(body)
    }
  })
  rig.tunnel.start(rig.request)
  const status = await rig.reached('online')

  expect(status).toMatchObject({ publicUrl: rig.service.publicUrl(), code: null, reason: null, action: null })
  expect(status.latencyMs).toBeGreaterThan(0)
  expect(rig.history.map(({ state, reason }) => [state, reason])).toEqual([
    ['starting', 'Waiting for ngrok to accept the connection and the authtoken.'],
    ['starting', 'Waiting for ngrok to open the public address.'],
    ['starting', `Waiting for a test request to come back through ${rig.service.publicUrl()}.`],
    ['online', null]
  ])

  const body = randomBytes(1_048_576)
  const answer = await fetch(`${status.publicUrl}/api/webhook?a=%20b`, { method: 'POST', body })
  expect(answer.status).toBe(201)
  expect(answer.headers.get('x-saw')).toBe('POST /api/webhook?a=%20b')
  expect(Buffer.from(await answer.arrayBuffer()).equals(body)).toBe(true)
  expect(bodies).toHaveLength(1)
  expect(bodies[0]?.equals(body)).toBe(true)
})

test('tells the service its name, nothing about this machine, and never pools', async () => {
  await using rig = await startTunnelRig()
  rig.tunnel.start({ ...rig.request, domain: 'inspector.example' })
  await rig.reached('online')
  expect(rig.service.userAgent()).toMatch(/^webhook-inspector\/0\.0\.0-test /)
  expect(rig.service.endpoint()).toMatchObject({
    forwardsTo: 'webhook-inspector',
    domain: 'inspector.example',
    poolingEnabled: false
  })
})

test('carries five hundred requests at once without mixing them up', async () => {
  await using rig = await startTunnelRig({ respond: (_request, body, response) => response.end(body) })
  rig.tunnel.start(rig.request)
  const { publicUrl } = await rig.reached('online')
  const bodies = Array.from({ length: 500 }, () => randomBytes(20_000))
  const echoes = await Promise.all(
    bodies.map(async (body) => {
      const answer = await fetch(`${publicUrl}/`, { method: 'POST', body })
      return Buffer.from(await answer.arrayBuffer())
    })
  )
  expect(echoes.filter((echo, index) => !bodies[index]?.equals(echo))).toEqual([])
})

test('carries a body of 20 MB both ways unaltered', async () => {
  await using rig = await startTunnelRig({ respond: (_request, body, response) => response.end(body) })
  rig.tunnel.start(rig.request)
  const { publicUrl } = await rig.reached('online')
  const body = randomBytes(20_000_000)
  const answer = await fetch(`${publicUrl}/`, { method: 'POST', body })
  expect(Buffer.from(await answer.arrayBuffer()).equals(body)).toBe(true)
})

test('takes its endpoint down and leaves no process and no session behind when it is stopped', async () => {
  // Lingering: a connection that merely ends would leave the endpoint at the service.
  await using rig = await startTunnelRig({ lingering: true })
  rig.tunnel.start(rig.request)
  await rig.reached('online')
  await Promise.all([rig.tunnel.stop(), rig.tunnel.stop()])
  expect(rig.tunnel.status()).toMatchObject({ state: 'stopped', publicUrl: null, latencyMs: null })
  expect(rig.running.size).toBe(0)
  await rig.service.when(() => rig.service.sessions() === 0 && rig.service.endpoint() === null)
  expect((await fetch(rig.service.publicUrl())).status).toBe(404)

  rig.tunnel.start(rig.request)
  await rig.reached('online')
  expect(rig.service.sessions()).toBe(1)
})

test('can be stopped before it is online', async () => {
  await using rig = await startTunnelRig()
  rig.service.mute()
  rig.tunnel.start(rig.request)
  await rig.tunnel.stop()
  expect(rig.tunnel.status().state).toBe('stopped')
  expect(rig.running.size).toBe(0)
  expect(rig.history.map(({ state }) => state)).not.toContain('failed')
})

test('closes within its limit when the service no longer answers', async () => {
  await using rig = await startTunnelRig({ timing: { closeMs: 50 } })
  rig.tunnel.start(rig.request)
  await rig.reached('online')
  rig.service.mute()
  await rig.tunnel.stop()
  expect(rig.running.size).toBe(0)
  expect(rig.tunnel.status().state).toBe('stopped')
})

test('starts once for the same request and starts over for another', async () => {
  await using rig = await startTunnelRig()
  rig.tunnel.start(rig.request)
  rig.tunnel.start({ ...rig.request })
  await rig.reached('online')
  rig.tunnel.start({ ...rig.request })
  expect(rig.tunnel.status().state).toBe('online')
  expect(rig.startedCount()).toBe(1)

  rig.tunnel.start({ ...rig.request, domain: 'other.example' })
  await rig.reached('online')
  expect(rig.service.endpoint()?.domain).toBe('other.example')
  expect(rig.startedCount()).toBe(2)
  expect(rig.running.size).toBe(1)
})
