import { createServer, request as sendRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import catalogue from '../../resources/scalekit-events.json' with { type: 'json' }
import { Simulation } from '#shared/simulator-models.ts'
import { post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

let temp: TempCore
const servers: Server[] = []
beforeEach(async () => {
  temp = await openTempCore({ sessionSecrets: [SECRET] })
})
afterEach(async () => {
  await temp.close()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const make = (type: string, count = 1) => temp.core.simulator.make({ type, count, names: 'current' })
const sendAll = (bodies: string[], options: { perSecond?: number; entrance?: 'receiver' | 'public' } = {}) =>
  temp.core.simulator.send({ bodies, entrance: 'receiver', ...options })
const load = (types: string[], perSecond: number, seconds: number) =>
  temp.core.simulator.load({ types, perSecond, seconds, entrance: 'receiver' })

/** Resolves with the first announced state of that simulation that is as wanted. */
const seen = (id: string, isWanted: (one: Simulation) => boolean = ({ state }) => state !== 'running') =>
  new Promise<Simulation>((resolve) => {
    const stop = temp.core.onAnnouncement((name, payload) => {
      if (name !== 'simulator.changed') return
      const { upserted } = payload as { upserted: Simulation[] }
      const found = upserted.find((one) => one.id === id && isWanted(one))
      if (!found) return
      stop()
      resolve(found)
    })
  })

describe('events that are sent', () => {
  test('are accepted, verified with the secret of the user, and stored, of every type there is', async () => {
    const types = catalogue.map(({ type }) => type)
    const made = await Promise.all(types.map((type) => make(type)))
    const events = made.flatMap((one) => one.events)
    expect(events.map(({ type }) => type)).toEqual(types)
    const run = await sendAll(events.map(({ body }) => body))
    expect(run).toMatchObject({ kind: 'events', what: `${types.length} events`, state: 'running' })
    const end = await seen(run.id)
    expect(Simulation.parse(end)).toMatchObject({
      state: 'done',
      reason: null,
      total: types.length,
      sent: types.length,
      accepted: types.length,
      refused: 0
    })
    const { rows } = await temp.core.events.list({ limit: 100 })
    expect(rows.map(({ type }) => type).toReversed()).toEqual(types)
    expect(rows.map(({ id }) => id).toReversed()).toEqual(end.eventIds)
    const { rows: deliveries } = await temp.core.deliveries.list({ limit: 100 })
    for (const { id, verdict } of deliveries) {
      expect(verdict).toBe('verified')
      const { secret } = await temp.core.deliveries.get({ id })
      expect(secret?.kind).toBe('signing')
    }
  })

  test('are signed with the sample secret while there is no other, and marked as samples', async () => {
    const bare = await openTempCore()
    try {
      const { events } = await bare.core.simulator.make({ type: 'user.login', count: 1, names: 'current' })
      const ended = new Promise<void>((resolve) => {
        bare.core.onAnnouncement((name, payload) => {
          const { upserted } = payload as { upserted: { state?: string }[] }
          if (name === 'simulator.changed' && upserted[0]?.state === 'done') resolve()
        })
      })
      await bare.core.simulator.send({ bodies: events.map(({ body }) => body), entrance: 'receiver' })
      await ended
      const { rows } = await bare.core.events.list({ limit: 2 })
      expect(rows).toMatchObject([{ type: 'user.login', sample: true }])
    } finally {
      await bare.close()
    }
  })

  test('may be what a person wrote: what has no id is known by its delivery', async () => {
    const run = await sendAll(['{"type":"mine","data":{}}', 'no JSON'])
    const end = await seen(run.id)
    expect(end).toMatchObject({ what: '2 events', state: 'done', accepted: 2 })
    expect(end.eventIds).toEqual([expect.stringMatching(/^msg_/), expect.stringMatching(/^msg_/)])
    for (const id of end.eventIds)
      expect((await temp.core.events.get({ id })).delivery.verdict).toBe('verified')
  })

  test('that are refused are counted, and the answer is told', async () => {
    const { id } = (await temp.core.endpoints.list({})).rows[0] ?? expect.fail()
    await temp.core.settings.set({ bodyLimit: 65_536 })
    const { events } = await make('user.login')
    const small = events[0]?.body ?? ''
    const large = JSON.stringify({ type: 'large', data: 'x'.repeat(70_000) })
    const mixed = await seen((await sendAll([small, large])).id)
    expect(mixed).toMatchObject({ state: 'done', sent: 2, accepted: 1, refused: 1 })
    expect(mixed.reason).toMatch(/^1 of 2 were not accepted\. The last one: 413 .*limit/)
    const none = await seen((await sendAll([large])).id)
    expect(none).toMatchObject({ what: 'large', state: 'failed', accepted: 0, refused: 1 })
    expect(id).toBe('ep_1')
  })

  test('belong to the organisation that most stored events are of', async () => {
    const organization = { id: 'org_112860252189230263', display_name: 'Häuser & Söhne' }
    const known = userEvent({ object: 'Organization', organization_id: organization.id, data: organization })
    await post(`${await temp.receiverUrl()}/api/webhook`, signed(known))
    const { events } = await make('organization.directory.user_created')
    expect(JSON.parse(events[0]?.body ?? '')).toMatchObject({
      organization_id: organization.id,
      data: { organization: 'Häuser & Söhne', email: expect.stringMatching(/@hausersohne\.example$/) }
    })
  })
})

describe('the public entrance', () => {
  test('is refused while there is none', async () => {
    const { events } = await make('user.login')
    await expect(sendAll([events[0]?.body ?? ''], { entrance: 'public' })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('no public URL')
    })
  })

  test('leads through the public URL', async () => {
    const { port } = new URL(await temp.receiverUrl())
    const paths: string[] = []
    const proxy = createServer((incoming, response) => {
      const { method = '', url = '', headers } = incoming
      paths.push(`${method} ${url}`)
      const onward = sendRequest({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      })
      incoming.pipe(onward)
    })
    servers.push(proxy)
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const ownPublicUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
    const online = new Promise<void>((resolve) => {
      temp.core.onAnnouncement((name, payload) => {
        const { tunnel } = payload as { tunnel?: { state: string } }
        if (name === 'listening.changed' && tunnel?.state === 'online') resolve()
      })
    })
    const { webhookPath } = await temp.core.settings.set({ ownPublicUrl })
    await temp.core.listening.start({ tunnel: 'own' })
    await online
    const { events } = await make('user.login', 3)
    const run = await sendAll(
      events.map(({ body }) => body),
      { entrance: 'public' }
    )
    expect(await seen(run.id)).toMatchObject({ entrance: 'public', accepted: 3, state: 'done' })
    expect(paths.filter((path) => path === `POST ${webhookPath}`)).toHaveLength(3)

    // What leads back here is no target; another path of the same host may be the user's app.
    const setTarget = (path: string) =>
      temp.core.endpoints.set({ id: 'ep_1', forwardTargets: [ownPublicUrl + path] })
    await expect(setTarget(webhookPath)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('own public URL')
    })
    expect((await setTarget('/app')).forwardTargets).toEqual([`${ownPublicUrl}/app`])
  })
})

describe('load', () => {
  test('sends as many as were asked for, of all the types, and tells the rate', async () => {
    const types = ['organization.directory.user_created', 'user.login', 'role.created']
    // The first delivery waits for what verifies it to be loaded.
    await seen((await sendAll(['{"type":"first"}'])).id)
    const run = await load(types, 10, 2)
    const end = await seen(run.id)
    expect(end).toMatchObject({
      kind: 'load',
      what: '10 a second for 2 s',
      total: 20,
      sent: 20,
      accepted: 20
    })
    expect(end).toMatchObject({ state: 'done', reason: null, refused: 0, perSecond: expect.any(Number) })
    const { rows } = await temp.core.events.list({ limit: 100 })
    expect(rows).toHaveLength(21)
    expect(new Set(rows.slice(0, 20).map(({ type }) => type))).toEqual(new Set(types))
  })

  test('that the machine cannot keep up with says how far it came', async () => {
    const end = await seen((await load(['user.login'], 10_000, 1)).id)
    expect(end.accepted + end.refused).toBe(end.sent)
    expect(end.total).toBe(10_000)
    if (end.sent < end.total)
      expect(end.reason).toMatch(/^Only \d+ of 10000 could be sent in time: this machine reached/)
    else expect(end.reason).toBeNull()
  })

  test('of a type that is not in the catalogue is refused before anything is sent', async () => {
    await expect(load(['user.login', 'user.vanished'], 10, 1)).rejects.toThrow(/no event type user\.vanished/)
    expect((await temp.core.simulator.runs({})).rows).toEqual([])
  })
})

describe('what is under way', () => {
  test('can be stopped: what was sent stays, and nothing more follows', async () => {
    const { id } = await load(['user.login'], 50, 600)
    await seen(id, ({ accepted }) => accepted > 0)
    const stopped = await temp.core.simulator.stop({ id })
    expect(stopped.state).toBe('stopped')
    expect(stopped.accepted).toBe(stopped.sent)
    expect(await temp.core.simulator.stop({ id })).toEqual(stopped)
    expect((await temp.core.simulator.runs({})).rows).toEqual([stopped])
    expect((await temp.core.stats.summary({})).events).toBe(stopped.sent)
    await expect(temp.core.simulator.stop({ id: 'sim_0' })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is no more than four at once', async () => {
    const slow = () => load(['user.login'], 1, 600)
    const starts = await Promise.allSettled(Array.from({ length: 6 }, slow))
    const refusals = starts.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    expect(refusals).toMatchObject([{ code: 'conflict' }, { code: 'conflict' }])
    const { rows } = await temp.core.simulator.runs({})
    await temp.core.simulator.stop({ id: rows[0]?.id ?? '' })
    expect((await slow()).state).toBe('running')
  })

  test('ends with the app, however long it would have taken', async () => {
    await temp.core.simulator.tell({
      story: 'leaver',
      dialect: 'okta',
      names: 'legacy',
      speed: 0.1,
      entrance: 'receiver'
    })
    await temp.core.close()
  })
})

test('the last fifty simulations are kept, latest first', async () => {
  const ids: string[] = []
  for (let index = 0; index < 52; index++) {
    const { id } = await sendAll(['{}'])
    await temp.core.simulator.stop({ id })
    ids.unshift(id)
  }
  expect((await temp.core.simulator.runs({})).rows.map(({ id }) => id)).toEqual(ids.slice(0, 50))
})

test('stories are listed with their steps, and one that is not there is refused', async () => {
  const { rows } = await temp.core.simulator.stories({})
  expect(rows).toHaveLength(12)
  for (const { steps, spanMs, description } of rows) {
    expect(steps.length).toBeGreaterThan(1)
    expect(spanMs).toBeGreaterThan(0)
    expect(description).toMatch(/\.$/)
  }
  await expect(
    temp.core.simulator.tell({
      story: 'sabbatical',
      dialect: 'okta',
      names: 'current',
      speed: null,
      entrance: 'receiver'
    })
  ).rejects.toMatchObject({ code: 'not_found' })
})

test('a stopped receiver takes nothing, and the sentence says what to do', async () => {
  await temp.core.listening.stop({})
  await expect(sendAll(['{}'])).rejects.toThrow('The receiver is stopped. Start listening, then send again.')
})
