import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import type { Attempt, DeliverySummary } from '#shared/models.ts'
import { OTHER_SECRET, post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

let opened: TempCore | null = null
const servers: Server[] = []
afterEach(async () => {
  await opened?.close()
  opened = null
  for (const server of servers.splice(0)) server.close()
})

const open = async (change: Parameters<typeof openTempCore>[0] = {}) => {
  opened = await openTempCore(change)
  return { core: opened.core, url: await opened.receiverUrl() }
}
type Core = TempCore['core']
const endpoint = (core: Core, path: string, name = path) => core.endpoints.add({ name, path })
const latest = async (core: Core) => (await core.deliveries.list({ limit: 1 })).rows[0]!
const paths = async (core: Core) => (await core.endpoints.list({})).rows.map((row) => row.path)

/** A forward target that keeps the event ids it was sent. */
async function openTarget(): Promise<{ url: string; ids: string[] }> {
  const ids: string[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    request.on('end', () => {
      ids.push((JSON.parse(text) as { id: string }).id)
      response.end()
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`, ids }
}
/** Resolves once that many attempts have been answered. */
const answered = (core: Core, count: number) =>
  new Promise<void>((resolve) => {
    let seen = 0
    core.onAnnouncement((name, payload) => {
      if (name !== 'attempts.changed') return
      seen += (payload as { upserted: Attempt[] }).upserted.filter((one) => one.outcome === 'answered').length
      if (seen === count) resolve()
    })
  })

it('begins with one endpoint that takes every path, and keeps what is added', async () => {
  const { core } = await open()
  expect((await core.endpoints.list({})).rows).toMatchObject([
    {
      id: 'ep_1',
      name: 'Default',
      path: '/',
      forwardTargets: [],
      forwarding: { query: '', retries: 'off', mirror: null, keepOrder: true, isPaused: false },
      failure: null,
      answers: { verified: 200, unchecked: 202, rejected: 401 },
      decisions: {}
    }
  ])
  const announced = new Promise((resolve) =>
    core.onAnnouncement((name, payload) => name === 'endpoints.changed' && resolve(payload))
  )
  const added = await core.endpoints.add({
    name: 'Staging',
    path: '/staging/',
    answers: { verified: 204, unchecked: 200, rejected: 400 },
    forwarding: {
      query: ' action:deleted ',
      retries: 'eight',
      mirror: null,
      keepOrder: false,
      isPaused: true
    },
    decisions: { PRE_SIGNUP: { decision: 'DENY', message: ' No. ', response: null } }
  })
  expect(added.forwarding).toMatchObject({ query: 'action:deleted', retries: 'eight', isPaused: true })
  expect(added).toMatchObject({ id: 'ep_2', path: '/staging' })
  expect(await announced).toMatchObject({ rows: [{ id: 'ep_1' }, added] })
  await core.endpoints.set({ id: 'ep_2', name: 'Stage' })
  opened = await opened!.reopen()
  expect((await opened.core.endpoints.list({})).rows[1]).toEqual({
    ...added,
    name: 'Stage',
    decisions: { PRE_SIGNUP: { decision: 'DENY', message: 'No.', response: null } }
  })
})

const routes: [string, string][] = [
  ['/hooks', 'ep_2'],
  ['/hooks/', 'ep_2'],
  ['/hooks?x=/hooks/a', 'ep_2'],
  ['/hooks#x', 'ep_2'],
  ['/hooks/b', 'ep_2'],
  ['/hooks/a', 'ep_3'],
  ['/hooks/a/b/c?d', 'ep_3'],
  ['/h%6Foks/%61', 'ep_3'],
  ['/hooksa', 'ep_1'],
  ['/Hooks', 'ep_1'],
  ['//hooks', 'ep_1'],
  ['/hooks%2Fa', 'ep_1'],
  ['/hooks%2fa', 'ep_1'],
  ['/other', 'ep_1'],
  ['/', 'ep_1'],
  ['/caf%C3%A9/x', 'ep_4'],
  ['/caf%c3%a9', 'ep_4'],
  ['/100%', 'ep_5'],
  ['/100%25', 'ep_5'],
  ['http://example.com/hooks/a?x', 'ep_3'],
  ['https://example.com:8443', 'ep_1'],
  ['https://example.com?/hooks', 'ep_1'],
  ['*', 'ep_1']
]

it('takes a request to the endpoint with the longest path that is its beginning in whole segments', async () => {
  const { core, url } = await open()
  for (const path of ['/hooks', '/hooks/a', '/caf%c3%a9', '/100%']) await endpoint(core, path)
  for (const [target, id] of routes) {
    await post(url, { headers: {}, body: '' }, 'OPTIONS', target)
    expect(await latest(core), target).toMatchObject({ target, endpointId: id })
  }
})

it('refuses a path that no request could match, in a sentence', async () => {
  const { core } = await open()
  for (const [path, sentence] of [
    ['/a?b', 'Leave out ? and #'],
    ['/a#b', 'Leave out ? and #'],
    ['/a//b', 'two slashes'],
    ['/a/../b', 'Write it out'],
    ['/a/%2e', 'Write it out']
  ] as const) {
    await expect(endpoint(core, path), path).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining(sentence)
    })
  }
  expect(await paths(core)).toEqual(['/'])
})

it('gives no path twice, however it is written, and leaves / to the first endpoint', async () => {
  const { core } = await open()
  await endpoint(core, '/a-b', 'Taken')
  await endpoint(core, '/c')
  const taken = { code: 'conflict', message: expect.stringContaining('"Taken"') }
  await expect(endpoint(core, '/a%2Db/')).rejects.toMatchObject(taken)
  await expect(core.endpoints.set({ id: 'ep_3', path: '/a-b' })).rejects.toMatchObject(taken)
  await expect(endpoint(core, '/')).rejects.toMatchObject({ code: 'conflict' })
  await expect(core.endpoints.set({ id: 'ep_1', path: '/x' })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('keeps /')
  })
  await core.endpoints.set({ id: 'ep_1', path: '/', name: 'First' })
  await core.endpoints.set({ id: 'ep_2', path: '/a-b/' })
  await expect(core.endpoints.set({ id: 'ep_9', name: 'x' })).rejects.toMatchObject({ code: 'not_found' })
  expect(await paths(core)).toEqual(['/', '/a-b', '/c'])
})

it('accepts each of the secrets of an endpoint, says which it was, and none of another endpoint', async () => {
  const { core, url } = await open({ sessionSecrets: [SECRET] })
  const { id: endpointId } = await endpoint(core, '/b')
  const unchecked = await post(`${url}/b`, signed(userEvent()))
  expect(unchecked.status).toBe(202)
  expect(await latest(core)).toMatchObject({ verdict: 'unchecked', reason: { code: 'no_secret' } })

  const old = await core.secrets.add({ kind: 'signing', value: OTHER_SECRET, endpointId, label: 'Old' })
  expect(old).toMatchObject({ promoted: 0, secret: { endpointId, label: 'Old' } })
  expect((await post(`${url}/b`, signed(userEvent()))).status).toBe(401)
  expect(await latest(core)).toMatchObject({ endpointId, reason: { code: 'invalid_signature' } })
  expect((await post(url, signed(userEvent(), { secret: OTHER_SECRET }))).status).toBe(401)

  // The same value may serve two endpoints, but is not stored twice for one.
  const current = await core.secrets.add({ kind: 'signing', value: SECRET, endpointId, label: 'New' })
  expect(current.promoted).toBe(2)
  await expect(core.secrets.add({ kind: 'signing', value: SECRET, endpointId })).rejects.toMatchObject({
    code: 'conflict'
  })
  for (const [secret, label] of [
    [OTHER_SECRET, 'Old'],
    [SECRET, 'New']
  ] as const) {
    const event = userEvent()
    expect((await post(`${url}/b/deeper`, signed(event, { secret }))).status).toBe(200)
    const detail = await core.events.get({ id: event.id })
    expect(detail).toMatchObject({ endpointId, delivery: { secret: { label } } })
  }
})

it('promotes only deliveries of the endpoint that a secret was added to', async () => {
  const { core, url } = await open()
  const { id: endpointId } = await endpoint(core, '/b')
  const [here, there] = [userEvent(), userEvent()]
  await post(url, signed(here))
  await post(`${url}/b`, signed(there))
  expect((await core.secrets.add({ kind: 'signing', value: SECRET, endpointId })).promoted).toBe(1)
  expect((await core.events.list({ limit: 9 })).rows).toMatchObject([{ id: there.id, endpointId }])
  await core.secrets.add({ kind: 'signing', value: SECRET })
  expect((await core.events.list({ limit: 9 })).rows).toHaveLength(2)
})

it('refuses a secret for an endpoint that is not there', async () => {
  const { core } = await open()
  await expect(
    core.secrets.add({ kind: 'signing', value: SECRET, endpointId: 'ep_7' })
  ).rejects.toMatchObject({ code: 'not_found' })
  expect((await core.secrets.list({})).rows).toEqual([])
})

it('removes an endpoint with its secrets and keeps what it received', async () => {
  const { core, url } = await open({ sessionSecrets: [SECRET] })
  const { id: endpointId } = await endpoint(core, '/b')
  const { secret } = await core.secrets.add({ kind: 'signing', value: OTHER_SECRET, endpointId })
  const event = userEvent()
  await post(`${url}/b`, signed(event, { secret: OTHER_SECRET }))
  await expect(core.endpoints.remove({ id: 'ep_1' })).rejects.toMatchObject({ code: 'conflict' })
  const { rows } = await core.endpoints.remove({ id: endpointId })
  expect(rows.map((row) => row.id)).toEqual(['ep_1'])
  expect((await core.secrets.list({})).rows.map((row) => row.id)).not.toContain(secret.id)
  expect(await core.events.get({ id: event.id })).toMatchObject({ endpointId, delivery: { secret: null } })
  await expect(core.endpoints.remove({ id: endpointId })).rejects.toMatchObject({ code: 'not_found' })

  await post(`${url}/b`, signed(userEvent()))
  expect(await latest(core)).toMatchObject({ endpointId: 'ep_1', verdict: 'verified' })
  const next = await endpoint(core, '/b')
  expect(next.id).toBe('ep_3')
  opened = await opened!.reopen()
  expect((await opened.core.secrets.list({})).rows).toMatchObject([{ origin: 'session' }])
})

it('answers with the status that the endpoint chose, and sends no body with one that has none', async () => {
  const { core, url } = await open({ sessionSecrets: [SECRET] })
  const { id } = await core.endpoints.add({
    name: 'Mute',
    path: '/mute',
    answers: { verified: 204, unchecked: 299, rejected: 403 }
  })
  const early = await post(`${url}/mute`, signed(userEvent()))
  expect(early.status).toBe(299)
  expect(JSON.parse(early.text)).toMatchObject({ ok: true, unchecked: expect.stringContaining('secret') })
  await core.secrets.add({ kind: 'signing', value: SECRET, endpointId: id })
  expect(await post(`${url}/mute`, signed(userEvent()))).toEqual({ status: 204, text: '' })
  expect(await latest(core)).toMatchObject({ status: 204, verdict: 'verified' })
  const forged = await post(`${url}/mute`, signed(userEvent(), { secret: OTHER_SECRET }))
  expect(forged.status).toBe(403)
  expect(JSON.parse(forged.text)).toMatchObject({ ok: false, error: 'Invalid Signature' })
  expect(await latest(core)).toMatchObject({ status: 403 })

  await core.endpoints.set({ id, answers: { verified: 500, unchecked: 202, rejected: 401 } })
  const failing = await post(`${url}/mute`, signed(userEvent()))
  expect(failing.status).toBe(500)
  expect(JSON.parse(failing.text)).toMatchObject({ ok: true })
  expect((await post(url, signed(userEvent()))).status).toBe(200)
})

it('keeps what a request was answered that broke off, and null where nobody was left to answer', async () => {
  const { core, url } = await open()
  const recorded = () =>
    new Promise<DeliverySummary>((resolve) => {
      const stop = core.onDelivery((delivery) => {
        stop()
        resolve(delivery)
      })
    })
  const head = 'POST /x HTTP/1.1\r\nHost: x\r\n'
  const unreadable = recorded()
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  const answer = new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(chunk.toString())))
  socket.write(`${head}Transfer-Encoding: chunked\r\n\r\nno chunk\r\n`)
  expect(await answer).toMatch(/^HTTP\/1.1 400 /)
  expect(await unreadable).toMatchObject({ status: 400, reason: { code: 'aborted' } })
  socket.destroy()

  const gone = recorded()
  const leaving = connect(Number(new URL(url).port), '127.0.0.1')
  leaving.write(`${head}Content-Length: 9\r\nExpect: 100-continue\r\n\r\nabc`)
  leaving.once('data', () => leaving.destroy())
  expect(await gone).toMatchObject({ status: null, reason: { code: 'aborted' } })
})

it('keeps bodies up to the limit that is set at that moment', async () => {
  const { core, url } = await open()
  const send = async () => (await post(url, { headers: {}, body: 'x'.repeat(2_000) })).status
  expect(await send()).toBe(202)
  await core.settings.set({ bodyLimit: 1_999 })
  expect(await send()).toBe(413)
  expect(await latest(core)).toMatchObject({ status: 413, reason: { code: 'too_large' } })
  await core.settings.set({ bodyLimit: 2_000 })
  expect(await send()).toBe(202)
})

it('hands events on to the targets of the endpoint that they came to', async () => {
  const [first, second, session] = [await openTarget(), await openTarget(), await openTarget()]
  const { core, url } = await open({ sessionSecrets: [SECRET], forwardTargets: [session.url] })
  const { id: endpointId } = await core.endpoints.add({
    name: 'B',
    path: '/b',
    forwardTargets: [second.url, second.url]
  })
  await core.secrets.add({ kind: 'signing', value: SECRET, endpointId })
  const { forwardTargets } = await core.endpoints.set({ id: 'ep_1', forwardTargets: [first.url] })
  expect(forwardTargets).toEqual([first.url])
  const [here, there] = [userEvent(), userEvent()]
  const done = answered(core, 3)
  await post(url, signed(here))
  await post(`${url}/b`, signed(there))
  await done
  expect([first.ids, second.ids, session.ids]).toEqual([[here.id], [there.id], [here.id]])

  await core.endpoints.set({ id: endpointId, forwardTargets: [] })
  const last = userEvent()
  const again = answered(core, 2)
  await post(`${url}/b`, signed(userEvent()))
  await post(url, signed(last))
  await again
  expect([first.ids, second.ids, session.ids]).toEqual([[here.id, last.id], [there.id], [here.id, last.id]])
})

it('does not hand on what still waits for a target that was taken away', async () => {
  const ids: string[] = []
  const arrived = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  const server = createServer((request, response) => {
    ids.push(String(request.headers['webhook-id']))
    arrived.resolve()
    void released.promise.then(() => response.end())
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const slow = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const quick = await openTarget()
  const { core, url } = await open({ sessionSecrets: [SECRET] })
  await core.endpoints.set({ id: 'ep_1', forwardTargets: [slow, quick.url] })
  const before = answered(core, 3)
  await post(url, signed(userEvent(), { id: 'msg_first' }))
  await arrived.promise
  await post(url, signed(userEvent(), { id: 'msg_second' }))
  await core.endpoints.set({ id: 'ep_1', forwardTargets: [quick.url] })
  released.resolve()
  await before
  await core.endpoints.set({ id: 'ep_1', forwardTargets: [slow] })
  const after = answered(core, 1)
  await post(url, signed(userEvent(), { id: 'msg_third' }))
  await after
  expect(ids).toEqual(['msg_first', 'msg_third'])
  expect(quick.ids).toHaveLength(2)
})

it('takes forward targets on this machine or its private network only', async () => {
  const { core, url } = await open()
  const refused: [string, string][] = [
    ['http://8.8.8.8/x', 'is not on this machine or its private network'],
    ['ftp://localhost/x', 'must be an address like'],
    ['http://me:secret@localhost/x', 'user name or password'],
    [`${url}/b`, "app's own receiver"]
  ]
  for (const [target, sentence] of refused) {
    const expected = { code: 'invalid_input', message: expect.stringContaining(sentence) }
    await expect(
      core.endpoints.add({ name: 'B', path: '/b', forwardTargets: [target] })
    ).rejects.toMatchObject(expected)
    await expect(core.endpoints.set({ id: 'ep_1', forwardTargets: [target] })).rejects.toMatchObject(expected)
  }
  expect((await core.endpoints.list({})).rows).toMatchObject([{ id: 'ep_1', forwardTargets: [] }])
  const { forwardTargets } = await core.endpoints.set({ id: 'ep_1', forwardTargets: [' 127.0.0.1:9/x '] })
  expect(forwardTargets).toEqual(['http://127.0.0.1:9/x'])
})
