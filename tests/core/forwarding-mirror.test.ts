import { request } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Forwarding } from '#shared/endpoint-models.ts'
import type { DeliverySummary } from '#shared/models.ts'
import { MIRROR_BUDGET_MS } from '../../src/main/core/forwarding/mirror.ts'
import { createHeldTimers } from '../support/held-timers.ts'
import { startReplayTarget, type ReplayTarget } from '../support/replay-target.ts'
import { OTHER_SECRET, post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

let target: ReplayTarget
let timers: ReturnType<typeof createHeldTimers>
let opened: TempCore
let url: string
beforeEach(async () => {
  target = await startReplayTarget()
  timers = createHeldTimers()
  // The time stands still, so that each answer has its whole budget.
  const now = Date.now()
  const clock = { ...timers.clock, now: () => now }
  opened = await openTempCore({ sessionSecrets: [SECRET] }, { clock })
  url = await opened.receiverUrl()
})
afterEach(async () => {
  await opened.close()
  target.close()
})

const PLAIN: Forwarding = { query: '', retries: 'off', mirror: null, keepOrder: true, isPaused: false }
const mirror = (change: Partial<Forwarding> = {}, forwardTargets = [target.url]) =>
  opened.core.endpoints.set({
    id: 'ep_1',
    forwardTargets,
    forwarding: { ...PLAIN, mirror: target.url, ...change }
  })
const latest = async () => (await opened.core.deliveries.list({ limit: 1 })).rows[0]!
/** Resolves once a delivery is announced with a status, from now on. */
const answered = () => {
  const { promise, resolve } = Promise.withResolvers<DeliverySummary>()
  const stop = opened.core.onAnnouncement((name, payload) => {
    if (name !== 'deliveries.changed') return
    const done = (payload as { upserted: DeliverySummary[] }).upserted.find(({ status }) => status !== null)
    if (done) resolve(done)
  })
  return promise.finally(stop)
}
/** Posts full events over one connection, so that the headers of the answer can be read. */
const postFor = (payload: unknown) =>
  new Promise<{ status: number; type: string | undefined; text: string }>((resolve, reject) => {
    const { headers, body } = signed(payload)
    const outgoing = request(url, { method: 'POST', headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'],
          text: Buffer.concat(chunks).toString()
        })
      )
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })

it('gives the sender the status and body of the target, and stores the delivery before it calls it', async () => {
  await mirror()
  const stored: unknown[] = []
  target.answer((_request, response) => {
    const look = async () => {
      const { status, verdict } = await latest()
      stored.push({ status, verdict })
      response.writeHead(418, { 'content-type': 'text/plain; charset=utf-8' }).end('kürzer')
    }
    void look()
  })
  const done = answered()
  const event = userEvent()
  expect(await postFor(event)).toEqual({ status: 418, type: 'text/plain; charset=utf-8', text: 'kürzer' })
  expect(stored).toEqual([{ status: null, verdict: 'verified' }])
  expect(await done).toMatchObject({ status: 418, eventId: event.id })
  expect(await latest()).toMatchObject({ status: 418 })
  expect((await opened.core.events.get({ id: event.id })).lastAttempt).toMatchObject({ status: 418 })
})

it('cuts a long body at 64 KiB and leaves out one that was coded or is no text', async () => {
  await mirror()
  const bodies = ['x'.repeat(100_000), gzipSync('{}'), Buffer.from([0xff, 0xfe])]
  target.answer((_request, response) => {
    const coded = bodies.length === 2 ? { 'content-encoding': 'gzip' } : {}
    response.writeHead(200, { 'content-type': 'text/x', ...coded }).end(bodies.shift())
  })
  expect((await postFor(userEvent())).text).toBe('x'.repeat(65_536))
  expect(await postFor(userEvent())).toEqual({ status: 200, type: 'text/x', text: '' })
  expect(await postFor(userEvent())).toEqual({ status: 200, type: 'text/x', text: '' })
})

it('leaves out a content type that cannot be written, and goes on running', async () => {
  await mirror()
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain; x=\u20ac\r\nContent-Length: 2\r\n\r\nok'
  target.answer((_request, response) => void response.socket?.end(head))
  expect(await postFor(userEvent())).toEqual({ status: 200, type: undefined, text: 'ok' })
  target.answer(null)
  expect(await postFor(userEvent())).toMatchObject({ status: 200, type: 'application/json' })
})

it('asks the target again for a repeated delivery, and the other targets not', async () => {
  const other = await startReplayTarget()
  await mirror({ retries: 'six' }, [target.url, other.url])
  const event = userEvent()
  target.answer((_request, response) => response.writeHead(500).end())
  expect((await post(url, signed(event))).status).toBe(500)
  target.answer(null)
  expect(await post(url, signed(event))).toEqual({ status: 200, text: '{"ok":true}' })
  await other.got(1)
  // What the sender tries again needs no retry of ours.
  expect(timers.running()).toEqual([])
  expect([target.received.length, other.received.length]).toEqual([2, 1])
  const { rows } = await opened.core.replays.list({ eventId: event.id })
  expect(rows.filter((attempt) => attempt.target === target.url).map(({ status }) => status)).toEqual([
    200, 500
  ])
  other.close()
})

it('answers by itself what is not verified, not found by the filter, or arrives while it is paused', async () => {
  await mirror({ query: 'action:deleted' })
  target.answer((_request, response) => response.writeHead(500).end())
  const own = await post(url, signed(userEvent()))
  expect([own.status, JSON.parse(own.text)]).toMatchObject([200, { ok: true }])
  expect((await post(url, signed(userEvent(), { secret: OTHER_SECRET }))).status).toBe(401)
  expect(await latest()).toMatchObject({ status: 401 })
  await mirror({ isPaused: true })
  expect((await post(url, signed(userEvent()))).status).toBe(200)
  expect(await latest()).toMatchObject({ status: 200 })
  expect(target.received).toEqual([])
})

it('answers 502 in a sentence where the target gives no answer, without its address', async () => {
  await mirror()
  target.answer((_request, response) => response.socket?.destroy())
  const done = answered()
  const event = userEvent()
  const { status, text } = await post(url, signed(event))
  const { id } = await done
  expect([status, JSON.parse(text)]).toEqual([
    502,
    { ok: false, id, error: 'The forward target gave no answer that could be handed on.' }
  ])
  expect(text.trimEnd()).not.toContain('\n')
  expect(await latest()).toMatchObject({ status: 502 })
})

it('answers 504 where the target does not answer in time, and does not wait for it', async () => {
  await mirror()
  const held = Promise.withResolvers<void>()
  target.answer((_request, response) => void held.promise.then(() => response.end()))
  const done = answered()
  const answer = post(url, signed(userEvent()))
  await target.got(1)
  await timers.runOut(MIRROR_BUDGET_MS)
  const { status, text } = await answer
  expect([status, (JSON.parse(text) as { error: string }).error]).toEqual([
    504,
    'The forward target did not answer in time.'
  ])
  expect(await done).toMatchObject({ status: 504 })
  held.resolve()
})

it('keeps no status where the connection was reset before the answer', async () => {
  await mirror()
  const held = Promise.withResolvers<void>()
  target.answer((_request, response) => void held.promise.then(() => response.end()))
  const event = userEvent()
  const { headers, body } = signed(event)
  const outgoing = request(url, { method: 'POST', headers, agent: false })
  outgoing.on('error', () => undefined)
  outgoing.end(body)
  await target.got(1)
  // A mere end could be that of one side only, and its sender would still get the answer.
  outgoing.socket!.resetAndDestroy()
  const finished = new Promise<void>((resolve) => {
    const stop = opened.core.onAnnouncement((name, payload) => {
      const { upserted } = payload as { upserted: { outcome: string }[] }
      if (name !== 'attempts.changed' || upserted[0]?.outcome !== 'answered') return
      stop()
      resolve()
    })
  })
  held.resolve()
  await finished
  target.answer(null)
  expect((await post(url, signed(userEvent()))).status).toBe(200)
  expect((await opened.core.events.get({ id: event.id })).delivery.status).toBeNull()
})

it('answers 503 at once when the app closes meanwhile', async () => {
  await mirror()
  target.answer(() => undefined)
  const answer = post(url, signed(userEvent()))
  await target.got(1)
  await opened.core.close()
  expect((await answer).status).toBe(503)
  opened = await opened.reopen()
  expect(await latest()).toMatchObject({ status: 503, verdict: 'verified' })
})

it('mirrors a forward target only, and answers by itself once that is taken away', async () => {
  await expect(mirror({ mirror: 'http://127.0.0.1:9/other' })).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('is no forward target')
  })
  await mirror()
  const { forwarding } = await opened.core.endpoints.set({ id: 'ep_1', forwardTargets: [] })
  expect(forwarding.mirror).toBeNull()
  expect((await post(url, signed(userEvent()))).status).toBe(200)
})

it('mirrors a target of the command line for as long as it is given', async () => {
  opened = await opened.reopen({ forwardTargets: [target.url] })
  url = await opened.receiverUrl()
  await mirror({}, [])
  target.answer((_request, response) => response.writeHead(418).end())
  expect((await post(url, signed(userEvent()))).status).toBe(418)
  opened = await opened.reopen({ forwardTargets: [] })
  url = await opened.receiverUrl()
  expect((await post(url, signed(userEvent()))).status).toBe(200)
  expect((await opened.core.endpoints.list({})).rows[0]!.forwarding.mirror).toBe(target.url)
})
