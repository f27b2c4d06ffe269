import { execFile } from 'node:child_process'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { ScalekitClient } from '@scalekit-sdk/node'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Attempt } from '../../src/shared/models.ts'
import { post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

/** The developer's app: keeps what it is sent and answers as told. */
interface Target {
  readonly url: string
  readonly requests: { method: string; url: string; headers: IncomingHttpHeaders; body: Buffer }[]
  answer: { status: number; headers?: Record<string, string>; body?: string }
  close(): void
}
let server: Server
let target: Target
let opened: TempCore | null = null

beforeEach(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      target.requests.push({ method, url, headers, body: Buffer.concat(chunks) })
      response.writeHead(target.answer.status, target.answer.headers).end(target.answer.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  target = {
    url: `http://127.0.0.1:${port}/hook?x=1`,
    requests: [],
    answer: { status: 201, body: 'made' },
    close: () => server.close()
  }
})
afterEach(async () => {
  await opened?.close()
  opened = null
  server.closeAllConnections()
  server.close()
})

const defaults = { mode: 'resign', deliveryId: 'same', typeNames: 'asSent' } as const

async function openWithEvent(
  payload: unknown = userEvent(),
  options: Parameters<typeof openTempCore>[0] = {}
) {
  opened = await openTempCore({ sessionSecrets: [SECRET], ...options })
  const request = signed(payload)
  await post(`${await opened.receiverUrl()}/api/webhook`, {
    ...request,
    headers: { ...request.headers, 'x-forwarded-for': '1.2.3.4', 'X-Mine': 'kept' }
  })
  const { rows } = await opened.core.events.list({ limit: 1 })
  return { core: opened.core, event: rows[0]!, request }
}

/** Waits for the announcement that the attempt has ended. */
function finished(core: TempCore['core'], kind: Attempt['kind'] = 'replay'): Promise<Attempt> {
  return new Promise((resolve) => {
    const stop = core.onAnnouncement((name, payload) => {
      if (name !== 'attempts.changed' || !('upserted' in payload)) return
      const attempt = (payload.upserted as Attempt[]).find(
        (one) => one.kind === kind && one.outcome !== 'pending'
      )
      if (!attempt) return
      stop()
      resolve(attempt)
    })
  })
}

const sdkAccepts = ({ headers, body }: Target['requests'][number]) =>
  new ScalekitClient('https://localhost.invalid', 'a', 'b').verifyWebhookPayload(
    SECRET,
    headers as Record<string, string>,
    body.toString()
  )

it('replays an event freshly signed, with the same body and delivery id, and stores the answer', async () => {
  let now = Date.now() - 3_600_000
  const payload = userEvent()
  opened = await openTempCore({ sessionSecrets: [SECRET] }, { clock: { now: () => now } })
  const { core } = opened
  const request = signed(payload, { at: new Date(now) })
  await post(`${await opened.receiverUrl()}/api/webhook`, {
    ...request,
    headers: { ...request.headers, 'x-forwarded-for': '1.2.3.4', 'X-Mine': 'kept' }
  })
  now = Date.now()
  const done = finished(core)
  const { replayId } = await core.replays.start({ eventIds: [payload.id], target: target.url, ...defaults })
  expect(await done).toMatchObject({
    replayId,
    status: 201,
    outcome: 'answered',
    responseBody: 'made',
    error: null
  })

  const [received] = target.requests
  expect(received).toMatchObject({ method: 'POST', url: '/hook?x=1' })
  expect(received!.body.toString()).toBe(request.body)
  expect(received!.headers).toMatchObject({
    'webhook-id': request.headers['webhook-id'],
    'x-mine': 'kept',
    'webhook-inspector-replay-of': payload.id,
    'content-type': 'application/json'
  })
  expect(received!.headers['x-forwarded-for']).toBeUndefined()
  expect(received!.headers['webhook-timestamp']).not.toBe(request.headers['webhook-timestamp'])
  expect(sdkAccepts(received!)).toBe(true)
  const { rows } = await core.replays.list({ eventId: payload.id })
  expect(rows).toMatchObject([{ replayId, status: 201, target: target.url }])
  expect((await core.events.list({ limit: 1 })).rows[0]!.lastAttempt).toEqual({
    kind: 'replay',
    outcome: 'answered',
    status: 201
  })
})

it('sends with a new delivery id and a legacy type name when asked, still validly signed', async () => {
  const { core, event, request } = await openWithEvent()
  const done = finished(core)
  await core.replays.start({
    eventIds: [event.id],
    target: target.url,
    mode: 'resign',
    deliveryId: 'new',
    typeNames: 'legacy'
  })
  await done
  const [received] = target.requests
  expect(received!.headers['webhook-id']).not.toBe(request.headers['webhook-id'])
  expect(JSON.parse(received!.body.toString())).toEqual({
    ...JSON.parse(request.body),
    type: 'scalekit.dir.user.update'
  })
  expect(sdkAccepts(received!)).toBe(true)
})

it('renames the type of the payload, not the same words deeper in it', async () => {
  const type = 'organization.directory.user_updated'
  const { core, event } = await openWithEvent({ data: { id: 'u', type }, id: 'evt_nested', type })
  const done = finished(core)
  await core.replays.start({ eventIds: [event.id], target: target.url, ...defaults, typeNames: 'legacy' })
  await done
  expect(JSON.parse(target.requests[0]!.body.toString())).toMatchObject({
    type: 'scalekit.dir.user.update',
    data: { type }
  })
})

it('sends the rest of many events when one of them cannot be sent, and keeps the reason', async () => {
  const { core, event } = await openWithEvent()
  const url = await opened!.receiverUrl()
  const others = [userEvent({ type: 'user.login' }), userEvent()]
  for (const other of others) await post(url, signed(other))
  const last = others[1]!.id
  const done = new Promise<void>((resolve) => {
    core.onAnnouncement((name, payload) => {
      if (name !== 'attempts.changed') return
      if (
        (payload as { upserted: Attempt[] }).upserted.some(
          (one) => one.eventId === last && one.outcome === 'answered'
        )
      )
        resolve()
    })
  })
  const eventIds = [event.id, ...others.map((other) => other.id)]
  const { replayId } = await core.replays.start({
    eventIds,
    target: target.url,
    ...defaults,
    typeNames: 'legacy'
  })
  await done
  expect(target.requests).toHaveLength(2)
  const { rows } = await core.replays.list({ eventId: others[0]!.id })
  expect(rows).toMatchObject([
    { replayId, outcome: 'failed', error: expect.stringContaining('never had a legacy name') }
  ])
})

it('keeps the status of an answer that breaks off', async () => {
  const { core, event } = await openWithEvent()
  target.answer = { status: 500, headers: { 'content-length': '100' }, body: 'half' }
  server.once('request', (_request, response) => setImmediate(() => response.socket?.destroySoon()))
  const done = finished(core)
  await core.replays.start({ eventIds: [event.id], target: target.url, ...defaults })
  expect(await done).toMatchObject({
    outcome: 'failed',
    status: 500,
    error: expect.stringContaining('answered 500 and broke off')
  })
})

it('sends the very same bytes and signature when verbatim', async () => {
  const { core, event, request } = await openWithEvent()
  const done = finished(core)
  await core.replays.start({ eventIds: [event.id], target: target.url, ...defaults, mode: 'verbatim' })
  await done
  expect(target.requests[0]!.body.toString()).toBe(request.body)
  expect(target.requests[0]!.headers['webhook-signature']).toBe(request.headers['webhook-signature'])
  await expect(
    core.replays.start({
      eventIds: [event.id],
      target: target.url,
      mode: 'verbatim',
      deliveryId: 'new',
      typeNames: 'asSent'
    })
  ).rejects.toMatchObject({ code: 'invalid_input' })
})

it('reports a redirect and does not follow it', async () => {
  const { core, event } = await openWithEvent()
  target.answer = { status: 302, headers: { location: target.url } }
  const done = finished(core)
  await core.replays.start({ eventIds: [event.id], target: target.url, ...defaults })
  expect(await done).toMatchObject({
    status: 302,
    responseHeaders: expect.arrayContaining([['location', target.url]])
  })
  expect(target.requests).toHaveLength(1)
})

it('says in words that nothing listens on the target', async () => {
  const { core, event } = await openWithEvent()
  server.close()
  const done = finished(core)
  await core.replays.start({ eventIds: [event.id], target: target.url, ...defaults })
  expect(await done).toMatchObject({
    outcome: 'failed',
    status: null,
    error: expect.stringContaining('Nothing listens on 127.0.0.1')
  })
})

it.each([
  ['http://93.184.216.34/hook', 'not on this machine'],
  ['ftp://localhost/hook', 'address like'],
  ['http://user:pw@localhost/hook', 'user name or password'],
  ['http://[2001:db8::1]/hook', 'not on this machine'],
  ['not a url', 'address like']
])('refuses the target %s', async (address, sentence) => {
  const { core, event } = await openWithEvent()
  await expect(
    core.replays.start({ eventIds: [event.id], target: address, ...defaults })
  ).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining(sentence)
  })
})

it('refuses its own receiver and unknown events', async () => {
  const { core, event } = await openWithEvent()
  const own = await opened!.receiverUrl()
  const mapped = `http://[::ffff:127.0.0.1]:${new URL(own).port}/`
  await expect(
    core.replays.start({ eventIds: [event.id], target: mapped, ...defaults })
  ).rejects.toMatchObject({ code: 'invalid_input' })
  await expect(core.replays.start({ eventIds: [event.id], target: own, ...defaults })).rejects.toMatchObject({
    code: 'invalid_input'
  })
  await expect(
    core.replays.start({ eventIds: ['nope'], target: target.url, ...defaults })
  ).rejects.toMatchObject({ code: 'not_found' })
  await expect(
    core.replays.start({ eventIds: [event.id, 'nope'], target: target.url, ...defaults })
  ).rejects.toMatchObject({ code: 'not_found' })
  expect(target.requests).toEqual([])
})

it('forwards each new event live, once, verbatim and in order', async () => {
  opened = await openTempCore({ sessionSecrets: [SECRET], forwardTargets: [target.url] })
  const { core } = opened
  const url = await opened.receiverUrl()
  const events = Array.from({ length: 20 }, () => userEvent())
  let answered = 0
  const all = new Promise<void>((resolve) => {
    core.onAnnouncement((name, payload) => {
      if (name !== 'attempts.changed') return
      answered += (payload as { upserted: Attempt[] }).upserted.filter(
        (one) => one.outcome === 'answered'
      ).length
      if (answered === events.length) resolve()
    })
  })
  for (const event of events) await post(url, signed(event))
  await post(url, signed(events[0])) // a repeated delivery is no new event
  await all
  expect(
    target.requests.map((request) => (JSON.parse(request.body.toString()) as { id: string }).id)
  ).toEqual(events.map((event) => event.id))
  expect(target.requests.every(sdkAccepts)).toBe(true)
})

it('compares bodies of several megabytes while deliveries go on', async () => {
  opened = await openTempCore({ sessionSecrets: [SECRET] })
  const { core } = opened
  const url = await opened.receiverUrl()
  const members = Array.from({ length: 40_000 }, (_, index) => ({
    value: `diruser_${index}`,
    display: `Member ${index}`
  }))
  const group = (list: unknown) =>
    userEvent({ data: { id: 'dirgroup_1', display_name: 'All', raw_attributes: { members: list } } })
  const before = group(members)
  const after = group(
    members.toReversed().map((member, index) => (index === 7 ? { ...member, display: 'Renamed' } : member))
  )
  for (const event of [before, after]) expect((await post(url, signed(event))).status).toBe(200)
  const [{ rows }, answer] = await Promise.all([
    core.events.diff({ from: before.id, to: after.id }),
    post(url, signed(userEvent()))
  ])
  expect(answer.status).toBe(200)
  expect(rows.filter((row) => row.pointer.startsWith('/data/'))).toMatchObject([
    {
      pointer: '/data/raw_attributes/members/7/display',
      kind: 'changed',
      before: 'Member 39992',
      after: 'Renamed'
    }
  ])
  const large = 'x'.repeat(300_000)
  await post(url, signed(`{"broken": ${large}`, { id: 'msg_large' }))
  await expect(core.events.diff({ from: before.id, to: 'msg_large' })).rejects.toMatchObject({
    code: 'invalid_input'
  })
})

it('sends a sample through the receiver, signed and verified, with no secret stored', async () => {
  opened = await openTempCore()
  const { core } = opened
  const { rows } = await core.samples.types({})
  expect(rows).toHaveLength(56)
  const sent = await core.samples.send({ type: 'organization.directory.user_created' })
  expect(sent).toMatchObject({ status: 200, deliveryId: expect.stringMatching(/^del_/) })
  const update = await core.samples.send({ type: 'organization.directory.user_updated' })
  const detail = await core.events.get({ id: update.eventId! })
  expect(detail).toMatchObject({ sample: true, baseId: sent.eventId, delivery: { verdict: 'verified' } })
  const { rows: changes, unchanged } = await core.events.diff({ from: sent.eventId!, to: update.eventId! })
  expect(changes.some((row) => row.pointer.startsWith('/data/raw_attributes/'))).toBe(true)
  expect(unchanged).toBeGreaterThan(5)
  const { command } = await core.samples.curl({ type: 'user.login' })
  const { stdout } = await promisify(execFile)('sh', ['-c', command])
  expect(stdout).toMatch(/^HTTP\/1.1 200 /)
  await expect(core.samples.send({ type: 'no.such' })).rejects.toMatchObject({ code: 'not_found' })
})
