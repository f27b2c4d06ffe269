import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Endpoint, Failure } from '#shared/endpoint-models.ts'
import type { DeliverySummary } from '#shared/models.ts'
import { createHeldTimers } from '../support/held-timers.ts'
import { startReplayTarget } from '../support/replay-target.ts'
import { OTHER_SECRET, post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'
import { openWireReceiver } from '../support/wire-receiver.ts'

let opened: TempCore
let url: string
let timers: ReturnType<typeof createHeldTimers>
beforeEach(async () => {
  timers = createHeldTimers()
  opened = await openTempCore({ sessionSecrets: [SECRET] }, { clock: timers.clock })
  url = await opened.receiverUrl()
})
afterEach(() => opened.close())

const arm = (failure: Partial<Failure> | null, id = 'ep_1') =>
  opened.core.endpoints.set({
    id,
    failure: failure && { kind: 'status', status: null, delayMs: null, left: 1, ...failure }
  })
const send = async (at = url) => (await post(at, signed(userEvent()))).status
const statuses = async () =>
  (await opened.core.deliveries.list({ limit: 50 })).rows.map(({ status }) => status).toReversed()
const armed = async (index = 0) => (await opened.core.endpoints.list({})).rows[index]!.failure
const recorded = () =>
  new Promise<DeliverySummary>((resolve) => {
    const stop = opened.core.onDelivery((delivery) => {
      stop()
      resolve(delivery)
    })
  })

it('answers the next ones with the status, counts down as it tells, and answers as ever after that', async () => {
  const target = await startReplayTarget()
  await opened.core.endpoints.set({ id: 'ep_1', forwardTargets: [target.url] })
  const left: (number | undefined)[] = []
  opened.core.onAnnouncement((name, payload) => {
    if (name === 'endpoints.changed') left.push((payload as { rows: Endpoint[] }).rows[0]?.failure?.left)
  })
  expect((await arm({ status: 500, left: 2 })).failure).toEqual({
    kind: 'status',
    status: 500,
    delayMs: null,
    left: 2
  })
  const event = userEvent()
  expect((await post(url, signed(event))).status).toBe(500)
  expect((await post(url, signed(userEvent(), { secret: OTHER_SECRET }))).status).toBe(500)
  expect(await send()).toBe(200)
  expect(left).toEqual([2, 1, undefined])
  expect(await statuses()).toEqual([500, 500, 200])
  // Judged, stored and handed on all the same.
  expect(await opened.core.events.get({ id: event.id })).toMatchObject({ delivery: { verdict: 'verified' } })
  await target.got(2)
  expect(target.received[0]!.id).toBe(event.id)
  target.close()
})

it('fails as many as it was armed for, not one more, when they come at once', async () => {
  await arm({ status: 503, left: 7 })
  const answers = await Promise.all(Array.from({ length: 20 }, () => send()))
  expect(answers.filter((status) => status === 503)).toHaveLength(7)
  expect((await statuses()).filter((status) => status === 503)).toHaveLength(7)
  expect(await armed()).toBeNull()
})

it('holds an answer back, stored before, and keeps the status once it was given', async () => {
  await arm({ kind: 'delay', delayMs: 12_000 })
  const stored = recorded()
  const answer = send()
  expect(await stored).toMatchObject({ status: null, verdict: 'verified' })
  expect(await statuses()).toEqual([null])
  const given = new Promise<number | null | undefined>((resolve) =>
    opened.core.onAnnouncement((name, payload) => {
      if (name === 'deliveries.changed')
        resolve((payload as { upserted: DeliverySummary[] }).upserted[0]?.status)
    })
  )
  await timers.runOut(12_000)
  expect([await answer, await given]).toEqual([200, 200])
  expect(await statuses()).toEqual([200])

  await arm({ kind: 'delay', delayMs: 1, status: 500 })
  const [late] = await Promise.all([send(), timers.runOut(1)])
  expect(late).toBe(500)
})

it('does not hold up the end of the app with an answer that it holds back', async () => {
  await arm({ kind: 'delay', delayMs: 60_000 })
  const stored = recorded()
  const answer = send()
  await stored
  await opened.core.close()
  expect(await answer).toBe(200)
  opened = await opened.reopen()
  expect(await statuses()).toEqual([200])
})

it('hangs up without an answer, and keeps none', async () => {
  await arm({ kind: 'hangUp', status: 500, delayMs: 5, left: 2 })
  expect(await armed()).toEqual({ kind: 'hangUp', status: null, delayMs: null, left: 2 })
  const stored = recorded()
  await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(await stored).toMatchObject({ status: null, verdict: 'verified' })
  await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(await send()).toBe(200)
  expect(await statuses()).toEqual([null, null, 200])
})

it('hangs up only once the answers before it have left', async () => {
  const wire = await openWireReceiver({
    handle: ({ target }) => Promise.resolve(target === '/hang' ? null : { status: 200, body: { target } })
  })
  const sender = await wire.connect()
  sender.write(
    ['/first', '/hang']
      .map((path) => `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n`)
      .join('')
  )
  const text = await sender.closed
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200'])
  expect(text).toContain('/first')
  await wire.close()
})

it('leaves interceptor calls, requests that are too large and other endpoints alone', async () => {
  const { id } = await opened.core.endpoints.add({ name: 'B', path: '/b' })
  await arm({ status: 500 })
  expect((await post(url, signed({ trigger_point: 'PRE_SIGNUP' }, { kind: 'interceptor' }))).status).toBe(200)
  await opened.core.settings.set({ bodyLimit: 1_000 })
  expect((await post(url, { headers: {}, body: 'x'.repeat(1_001) })).status).toBe(413)
  expect(await send(`${url}/b`)).toBe(202)
  expect(await armed()).toMatchObject({ left: 1 })
  await arm({ kind: 'hangUp' }, id)
  expect(await send()).toBe(500)
  expect(await armed(1)).toMatchObject({ kind: 'hangUp' })
})

it('is disarmed, replaced, and forgotten at the next start', async () => {
  await arm({ status: 500, left: 9 })
  await opened.core.endpoints.set({ id: 'ep_1', name: 'Renamed' })
  await arm({ status: 429, left: 9 })
  expect(await send()).toBe(429)
  await arm(null)
  expect(await send()).toBe(200)
  await arm({ status: 500, left: 9 })
  opened = await opened.reopen()
  url = await opened.receiverUrl()
  expect(await armed()).toBeNull()
  expect(await send()).toBe(200)
})

it('refuses a failure that does not say what it needs', async () => {
  await expect(arm({})).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('status')
  })
  await expect(arm({ kind: 'delay' })).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('how long')
  })
  await expect(arm({ status: 500 }, 'ep_9')).rejects.toMatchObject({ code: 'not_found' })
  expect(await armed()).toBeNull()
  expect(await send()).toBe(200)
})
