import { createServer } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { Worker } from 'node:worker_threads'
import { afterEach, expect, test } from 'vitest'
import type { PathLink } from '../../src/shared/listening-models.ts'
import type { Attempt } from '../../src/shared/models.ts'
import { listenOnLoopback } from '../support/ngrok-service/loopback.ts'
import { startNgrokService, type NgrokService } from '../support/ngrok-service/service.ts'
import { post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

let opened: TempCore | null = null
const closing: (() => unknown)[] = []
afterEach(async () => {
  await opened?.close()
  opened = null
  for (const close of closing.splice(0)) await close()
})

const states = (links: readonly PathLink[]) => links.map(({ name, state }) => `${name} ${state}`)
const named = (links: readonly PathLink[], name: PathLink['name']) =>
  links.find((link) => link.name === name)!

async function open(change: Parameters<typeof openTempCore>[0] = {}): Promise<TempCore> {
  opened = await openTempCore({ sessionSecrets: [SECRET], ...change })
  return opened
}

async function openOnNgrok(): Promise<TempCore & { service: NgrokService }> {
  const service = await startNgrokService({ authtokens: ['a-token'] })
  closing.push(service.close)
  const { connectUrl, caFile: connectCas } = service
  const ngrok = { authtoken: 'a-token', domain: null, connectUrl, connectCas, configFiles: [] }
  const temp = await open({ ngrok })
  await temp.core.listening.start({})
  await becomes(temp, 'online')
  return { ...temp, service }
}

/** Resolves once the tunnel is in this state. */
async function becomes({ core }: TempCore, state: string): Promise<void> {
  const reached = Promise.withResolvers<void>()
  const look = async () => {
    if ((await core.listening.status({})).tunnel.state === state) reached.resolve()
  }
  const stop = core.onAnnouncement(() => void look())
  await look()
  await reached.promise
  stop()
}

async function startApp(): Promise<{ url: string; requests: () => number }> {
  let requests = 0
  const server = createServer((_request, response) => void response.end(String(++requests)))
  closing.push(() => server.close())
  return { url: `http://127.0.0.1:${await listenOnLoopback(server)}/`, requests: () => requests }
}

const stored = async ({ core }: TempCore) => (await core.deliveries.list({ limit: 10 })).rows.length

test('goes the whole way with one nonce, through the public URL to the disk and the app, and leaves nothing', async () => {
  const temp = await openOnNgrok()
  const app = await startApp()
  await temp.core.settings.set({ replayTarget: app.url })
  const before = Date.now()
  const { at, links } = await temp.core.listening.test({})
  expect(states(links)).toEqual(['publicUrl ok', 'tunnel ok', 'receiver ok', 'disk ok', 'app ok'])
  for (const { name, lastSuccessAt, latencyMs, reason, action } of links) {
    expect(lastSuccessAt, name).toBeGreaterThanOrEqual(before)
    expect(lastSuccessAt, name).toBeLessThanOrEqual(at)
    if (name !== 'receiver') expect(latencyMs, name).toBeGreaterThan(0)
    expect([reason, action]).toEqual([null, null])
  }
  expect(app.requests()).toBe(0)
  expect(await stored(temp)).toBe(0)
})

test('tests what there is without a tunnel, and calls off what is not in use', async () => {
  const temp = await open()
  const { links } = await temp.core.listening.test({})
  expect(states(links)).toEqual(['publicUrl off', 'tunnel off', 'receiver ok', 'disk ok', 'app off'])
  expect(named(links, 'receiver').latencyMs).toBeGreaterThan(0)
  expect(named(links, 'publicUrl').lastSuccessAt).toBeNull()
  await temp.core.listening.stop({})
  const closed = (await temp.core.listening.test({})).links
  expect(states(closed)).toEqual([
    'publicUrl off',
    'tunnel off',
    'receiver off',
    'disk unknown',
    'app unknown'
  ])
  expect(named(closed, 'receiver')).toMatchObject({
    reason: 'Listening is stopped.',
    action: 'Start listening.'
  })
  expect(named(closed, 'disk').lastSuccessAt).toBe(named(links, 'disk').lastSuccessAt)
})

test('names an app that is not there', async () => {
  const temp = await open()
  await temp.core.endpoints.set({ id: 'ep_1', forwardTargets: ['http://127.0.0.1:1/hook'] })
  const app = named((await temp.core.listening.test({})).links, 'app')
  expect(app).toMatchObject({
    state: 'failed',
    reason: 'Nothing listens on 127.0.0.1:1.',
    lastSuccessAt: null
  })
  expect(app.action).toContain('Start your app')
})

test('names a disk that takes nothing', async () => {
  const workers: Worker[] = []
  let isBroken = false
  const startStoreWorker = () => {
    const worker = isBroken
      ? new Worker('throw new Error("broken")', { eval: true })
      : new Worker(new URL('../../src/main/core/store/worker.ts', import.meta.url))
    workers.push(worker)
    return worker
  }
  opened = await openTempCore({}, { startStoreWorker })
  isBroken = true
  await workers[0]?.terminate()
  const { links } = await opened.core.listening.test({})
  expect(states(links)).toEqual(['publicUrl off', 'tunnel off', 'receiver ok', 'disk failed', 'app off'])
  expect(named(links, 'disk').reason).toContain('store')
  expect(named(links, 'disk').action).toContain('Nothing is acknowledged')
})

test('names a tunnel whose way in is gone, and still tries all that is behind it', async () => {
  const temp = await openOnNgrok()
  await temp.core.settings.set({ replayTarget: (await startApp()).url })
  temp.service.refuse()
  temp.service.drop()
  await becomes(temp, 'reconnecting')
  const { links } = await temp.core.listening.test({})
  expect(states(links)).toEqual(['publicUrl unknown', 'tunnel failed', 'receiver ok', 'disk ok', 'app ok'])
  expect(named(links, 'tunnel').reason).toMatch(/lost|refused/)
  expect(named(links, 'tunnel').lastSuccessAt).not.toBeNull()
})

test('names a public URL of my own that nobody serves, and tells it from what fails behind it', async () => {
  const temp = await open()
  await temp.core.settings.set({ replayTarget: 'http://127.0.0.1:1' })
  const broken = async (ownPublicUrl: string) => {
    await temp.core.settings.set({ ownPublicUrl })
    await temp.core.listening.start({ tunnel: 'own' })
    const { links } = await temp.core.listening.test({})
    expect(states(links).slice(2)).toEqual(['receiver ok', 'disk ok', 'app failed'])
    return links
  }
  const nobody = await broken('http://127.0.0.1:1')
  expect(states(nobody).slice(0, 2)).toEqual(['publicUrl failed', 'tunnel unknown'])
  expect(named(nobody, 'publicUrl').reason).toContain('refuses connections')
  const other = await broken((await startApp()).url)
  expect(states(other).slice(0, 2)).toEqual(['publicUrl ok', 'tunnel failed'])
  expect(named(other, 'tunnel').reason).toContain('was not this app')
  const silent = createTcpServer()
  const cutting = createTcpServer((socket) => socket.destroy())
  closing.push(
    () => silent.close(),
    () => cutting.close()
  )
  for (const [server, reason] of [
    [silent, 'No answer came back'],
    [cutting, 'broke before an answer came']
  ] as const) {
    server.on('connection', (socket) => closing.unshift(() => socket.destroy()))
    const links = await broken(`http://127.0.0.1:${await listenOnLoopback(server)}`)
    expect(states(links).slice(0, 2)).toEqual(['publicUrl ok', 'tunnel failed'])
    expect(named(links, 'tunnel').reason).toContain(reason)
  }
})

test('comes back through a public URL of my own, and finds its way again after it was gone', async () => {
  const temp = await open()
  const receiverUrl = await temp.receiverUrl()
  await temp.core.settings.set({ ownPublicUrl: receiverUrl })
  await temp.core.listening.start({ tunnel: 'own' })
  const { links } = await temp.core.listening.test({})
  expect(states(links)).toEqual(['publicUrl ok', 'tunnel ok', 'receiver ok', 'disk ok', 'app off'])
  const { tunnel, copyUrl } = await temp.core.listening.status({})
  expect(tunnel).toMatchObject({ kind: 'own', state: 'online', publicUrl: receiverUrl })
  expect(copyUrl).toBe(`${receiverUrl}/api/webhook/user-access`)
})

test('learns from real traffic, too', async () => {
  const temp = await openOnNgrok()
  const app = await startApp()
  await temp.core.endpoints.set({ id: 'ep_1', forwardTargets: [app.url] })
  const handled = Promise.withResolvers<void>()
  temp.core.onAnnouncement((name, payload) => {
    if (name === 'attempts.changed' && JSON.stringify(payload).includes('"answered"')) handled.resolve()
  })
  const first = (await temp.core.listening.test({})).links
  const { publicUrl } = (await temp.core.listening.status({})).tunnel
  expect((await post(`${publicUrl}/api/webhook/user-access`, signed(userEvent()))).status).toBe(200)
  const delivered = Date.now()
  await handled.promise
  await temp.core.listening.stop({}) // What is tested now tells nothing new.
  const { links } = await temp.core.listening.test({})
  expect(app.requests()).toBe(1)
  for (const { name, lastSuccessAt } of links) {
    expect(lastSuccessAt, name).toBeGreaterThanOrEqual(named(first, name).lastSuccessAt ?? 0)
    expect(lastSuccessAt, name).toBeLessThanOrEqual(delivered + 60_000)
  }
})

test('names a public URL that leads to another copy, in which the test leaves nothing', async () => {
  const temp = await open()
  const other = await openTempCore()
  closing.push(other.close)
  await temp.core.settings.set({ ownPublicUrl: await other.receiverUrl() })
  await temp.core.listening.start({ tunnel: 'own' })
  const { links } = await temp.core.listening.test({})
  expect(states(links).slice(0, 2)).toEqual(['publicUrl ok', 'tunnel failed'])
  expect(named(links, 'tunnel').reason).toContain('another copy of Webhook Inspector')
  expect(named(links, 'tunnel').action).toContain(`It must lead to ${await temp.receiverUrl()}.`)
  expect((await temp.core.listening.status({})).tunnel.code).toBe('url_other_copy')
  expect(await stored(other)).toBe(0)
})

test('answers a probe that came too late with 404, and keeps what only looks like one', async () => {
  const temp = await open()
  const url = `${await temp.receiverUrl()}/.webhook-inspector-probe/${'0'.repeat(32)}`
  const late = await fetch(url)
  expect([late.status, late.headers.get('webhook-inspector-probe')]).toEqual([404, 'unknown'])
  expect(await stored(temp)).toBe(0)
  await fetch(`${url}0`)
  await fetch(url, { method: 'POST', body: '{}' })
  expect(await stored(temp)).toBe(2)
})

test('takes a target in the settings that is none for no app, and replays go on', async () => {
  const temp = await open()
  const { core } = temp
  const app = await startApp()
  const webhookUrl = `${await temp.receiverUrl()}/api/webhook/user-access`
  for (let count = 0; count < 2; count++) await post(webhookUrl, signed(userEvent()))
  const eventIds = (await core.events.list({ limit: 10 })).rows.map(({ id }) => id)
  expect(eventIds).toHaveLength(2)
  const replay = async (replayTarget: string) => {
    await core.settings.set({ replayTarget })
    const answered = new Set<string>()
    const all = Promise.withResolvers<void>()
    const stop = core.onAnnouncement((name, payload) => {
      if (name !== 'attempts.changed') return
      for (const { eventId, outcome } of (payload as { upserted: readonly Attempt[] }).upserted)
        if (outcome === 'answered') answered.add(eventId)
      if (answered.size === eventIds.length) all.resolve()
    })
    const how = { mode: 'resign', deliveryId: 'same', typeNames: 'asSent' } as const
    await core.replays.start({ eventIds, target: app.url, ...how })
    await all.promise
    stop()
    await core.listening.stop({}) // What is tested now tells nothing new.
    const { links } = await core.listening.test({})
    await core.listening.start({ tunnel: 'none' })
    return named(links, 'app').lastSuccessAt
  }
  expect(await replay('not a target')).toBeNull()
  expect(await replay('localhost:1')).toBeNull()
  expect(await replay(new URL(app.url).host)).not.toBeNull()
})

test('is one test however often it is asked for', async () => {
  const temp = await open()
  const [first, second] = await Promise.all([temp.core.listening.test({}), temp.core.listening.test({})])
  expect(second).toEqual(first)
})
