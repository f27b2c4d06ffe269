import { ScalekitClient } from '@scalekit-sdk/node'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Forwarding } from '#shared/endpoint-models.ts'
import type { Attempt } from '#shared/models.ts'
import { createHeldTimers } from '../support/held-timers.ts'
import { startReplayTarget, type Received, type ReplayTarget } from '../support/replay-target.ts'
import { post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

const MINUTE = 60_000
const PLAIN: Forwarding = { query: '', retries: 'off', mirror: null, keepOrder: true, isPaused: false }

let target: ReplayTarget
let timers: ReturnType<typeof createHeldTimers>
let opened: TempCore
let url: string
const others: ReplayTarget[] = []
beforeEach(async () => {
  target = await startReplayTarget()
  timers = createHeldTimers()
  opened = await openTempCore({ sessionSecrets: [SECRET] }, { clock: timers.clock })
  url = await opened.receiverUrl()
})
afterEach(async () => {
  await opened.close()
  for (const one of [target, ...others.splice(0)]) one.close()
})

const forwarding = (change: Partial<Forwarding> = {}, forwardTargets = [target.url]) =>
  opened.core.endpoints.set({ id: 'ep_1', forwardTargets, forwarding: { ...PLAIN, ...change } })
const of = (entity: string, change: Record<string, unknown> = {}) =>
  userEvent({ data: { id: `diruser_${entity}`, name: entity }, ...change })
const send = (event: unknown) => post(url, signed(event))
const sent = () => target.received.map(({ id }) => id)
/** Resolves once that many attempts have ended as asked, from now on. */
const ended = (count: number, isAsked: (attempt: Attempt) => boolean = () => true) => {
  const { promise, resolve } = Promise.withResolvers<Attempt[]>()
  const found = new Map<string, Attempt>()
  const stop = opened.core.onAnnouncement((name, payload) => {
    if (name !== 'attempts.changed') return
    for (const attempt of (payload as { upserted: Attempt[] }).upserted) {
      if (attempt.outcome !== 'pending' && isAsked(attempt)) found.set(attempt.id, attempt)
    }
    if (found.size >= count) resolve([...found.values()])
  })
  return promise.finally(stop)
}
const remarked = (count: number) =>
  ended(count, ({ warning, error }) => /^Try|Try \d/.test(warning ?? error ?? ''))
const attemptsOf = async (event: { id: string }) =>
  (await opened.core.replays.list({ eventId: event.id })).rows.toReversed()
const sdkAccepts = (request: Received): boolean =>
  new ScalekitClient('https://env.example', 'id', 'secret').verifyWebhookPayload(
    SECRET,
    request.headers as Record<string, string>,
    request.body
  )
const libraryAccepts = ({ body, headers }: Received) =>
  new Webhook(SECRET).verify(body, headers as Record<string, string>) !== null

it('keeps the events of each entity in order while those of others run beside them', async () => {
  const held = new Map<string, () => void>()
  target.answer(({ id }, response) => held.set(id, () => response.end()))
  await forwarding()
  const [a, b] = [
    [of('a'), of('a'), of('a')],
    [of('b'), of('b'), of('b')]
  ]
  for (const event of [...a, ...b]) await send(event)
  // While the first of one entity is held, all of the other pass.
  for (const [index, { id }] of b.entries()) {
    await target.got(index + 2)
    held.get(id)!()
  }
  const sentOf = (events: readonly { id: string }[]) =>
    sent().filter((id) => events.some((one) => one.id === id))
  expect(sentOf(a)).toEqual([a[0]!.id])
  for (const [index, { id }] of a.entries()) {
    await target.got(index + 4)
    held.get(id)!()
  }
  expect([sentOf(a), sentOf(b)]).toEqual([a, b].map((events) => events.map(({ id }) => id)))
})

it('has eight attempts at a target under way at once, of different entities or where order is not kept', async () => {
  for (const [keepOrder, entity] of [
    [true, (index: number) => `${index}`],
    [false, () => 'same']
  ] as const) {
    const before = target.received.length
    const held: (() => void)[] = []
    target.answer((_request, response) => held.push(() => response.end()))
    await forwarding({ keepOrder })
    const events = Array.from({ length: 20 }, (_, index) => of(entity(index)))
    const all = ended(20)
    for (const event of events) await send(event)
    for (let count = 8; count <= 20; count++) {
      await target.got(before + count)
      held.shift()!()
    }
    for (const release of held) release()
    await all
    expect(target.mostAtOnce()).toBe(8)
    // Each begins in its turn, but connections are made at once and may overtake each other.
    expect(sent().slice(before).toSorted()).toEqual(events.map(({ id }) => id).toSorted())
  }
})

it('hands on what the filter finds and nothing else', async () => {
  await forwarding({ query: ' action:deleted -org:"beta" ' })
  const gone = { type: 'organization.directory.user_deleted' }
  const wanted = [of('a', gone), of('b', gone)]
  const all = ended(2)
  await send(of('a'))
  await send(wanted[0])
  await send(of('c', { ...gone, organization_id: 'org_beta' }))
  await send(wanted[1])
  await all
  expect(sent().toSorted()).toEqual(wanted.map(({ id }) => id).toSorted())
  const { forwarding: kept } = (await opened.core.endpoints.list({})).rows[0]!
  expect(kept.query).toBe('action:deleted -org:"beta"')
})

it.each([
  ['type:', 'does not read'],
  ['action:exploded', 'does not read'],
  ['is:verified ada', 'leave out ada'],
  ['-"ada lovelace"', 'leave out -"ada lovelace"'],
  ['has:email', 'leave out has:email']
])('refuses the filter %s in a sentence', async (query, sentence) => {
  await expect(forwarding({ query })).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining(sentence)
  })
  expect((await opened.core.endpoints.list({})).rows[0]).toMatchObject({
    forwardTargets: [],
    forwarding: PLAIN
  })
})

it('keeps how it forwards beyond a restart', async () => {
  const chosen = { query: 'is:verified', retries: 'six', mirror: target.url, keepOrder: false } as const
  await forwarding(chosen)
  opened = await opened.reopen()
  expect((await opened.core.endpoints.list({})).rows[0]!.forwarding).toEqual({ ...PLAIN, ...chosen })
  const event = of('a')
  url = await opened.receiverUrl()
  await send(event)
  expect(sent()).toEqual([event.id])
})

it('hands nothing on while it is paused, and none of that later', async () => {
  await forwarding({ isPaused: true })
  const meanwhile = of('a')
  await send(meanwhile)
  await forwarding()
  const after = of('a')
  const one = ended(1)
  await send(after)
  await one
  expect(sent()).toEqual([after.id])
  expect(await attemptsOf(meanwhile)).toEqual([])
})

it('tries again after the pauses of the schedule until it is accepted, each try an attempt of its own', async () => {
  const statuses = [500, 302, 204]
  target.answer((_request, response) => response.writeHead(statuses.shift() ?? 200).end())
  await forwarding({ retries: 'four' })
  const [event, later, other] = [of('a'), of('a'), of('b')]
  await send(event)
  await target.got(1)
  await send(later)
  statuses.unshift(200)
  await send(other)
  // The entity's later event waits, that of another one does not.
  await target.got(2)
  const second = remarked(1)
  await timers.runOut(MINUTE)
  await second
  expect(sent()).toEqual([event.id, other.id, event.id])
  const third = ended(2)
  await timers.runOut(5 * MINUTE)
  await third
  expect(sent()).toEqual([event.id, other.id, event.id, event.id, later.id])
  expect(await attemptsOf(event)).toMatchObject([
    {
      status: 500,
      kind: 'forward',
      warning: expect.stringMatching(/^Try 1 of 4\. The next is due in 1 min/)
    },
    { status: 302, warning: expect.stringMatching(/^Try 2 of 4\. The next is due in 5 min/) },
    { status: 204, warning: 'Try 3 of 4.' }
  ])
  expect(await attemptsOf(later)).toMatchObject([{ status: 200, warning: null }])
  expect(timers.running()).toEqual([])
})

it.each([
  ['eight', [5_000, 5 * MINUTE, 30 * MINUTE, 120 * MINUTE, 300 * MINUTE, 600 * MINUTE, 600 * MINUTE]],
  ['six', [5_000, 30_000, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE]],
  ['off', []]
] as const)('gives up after the last try of the schedule of %s', async (retries, pauses) => {
  target.answer((_request, response) => response.socket?.destroy())
  await forwarding({ retries })
  const event = of('a')
  const all = ended(pauses.length + 1)
  await send(event)
  for (const [index, ms] of pauses.entries()) {
    await target.got(index + 1)
    await timers.runOut(ms)
  }
  await all
  const last = of('a')
  target.answer(null)
  await Promise.all([ended(1, ({ eventId }) => eventId === last.id), send(last)])
  const attempts = await attemptsOf(event)
  expect(attempts).toHaveLength(pauses.length + 1)
  expect(attempts.every(({ outcome }) => outcome === 'failed')).toBe(true)
  expect(attempts.at(-1)!.warning).toBe(
    pauses.length === 0 ? null : `Try ${attempts.length} of ${attempts.length}.`
  )
  expect(timers.running()).toEqual([])
})

it('lets later events of an entity pass one that waits for another try where order is not kept', async () => {
  const statuses = [503]
  target.answer((_request, response) => response.writeHead(statuses.shift() ?? 200).end())
  await forwarding({ retries: 'six', keepOrder: false })
  const [event, later] = [of('a'), of('a')]
  await Promise.all([remarked(1), send(event)])
  await Promise.all([ended(1), send(later)])
  const again = ended(1)
  await timers.runOut(5_000)
  await again
  expect(sent()).toEqual([event.id, later.id, event.id])
})

it('gives up what waits when its target is taken away or forwarding is paused, also if that is undone', async () => {
  target.answer((_request, response) => response.writeHead(500).end())
  for (const giveUp of [
    () => forwarding({ retries: 'six' }, []),
    () => forwarding({ retries: 'six', isPaused: true })
  ]) {
    const before = target.received.length
    await forwarding({ retries: 'six' })
    await Promise.all([remarked(1), send(of('a'))])
    await send(of('a'))
    expect(timers.running()).toEqual([5_000])
    await giveUp()
    expect(timers.running()).toEqual([])
    await forwarding()
    const last = of('a')
    await Promise.all([ended(1, ({ eventId }) => eventId === last.id), send(last)])
    expect(sent().slice(before + 1)).toEqual([last.id])
  }
})

it('does not try again what time does not help, and says why', async () => {
  await forwarding({ retries: 'six' })
  target.answer((_request, response) => response.writeHead(500).end())
  const event = of('a')
  await Promise.all([remarked(1), send(event)])
  await opened.core.events.delete({ ids: [event.id] })
  await timers.runOut(5_000)
  // The lane is free again once nothing more is tried.
  target.answer(null)
  const last = of('a')
  await Promise.all([ended(1), send(last)])
  expect(sent()).toEqual([event.id, last.id])
  expect(timers.running()).toEqual([])
})

it('keeps a target that nothing listens on, that redirects and that dies half-way apart, and tries each again', async () => {
  const [dead, redirecting, dying] = [
    await startReplayTarget(),
    await startReplayTarget(),
    await startReplayTarget()
  ]
  others.push(redirecting, dying)
  dead.close()
  redirecting.answer((_request, response) => response.writeHead(307, { location: target.url }).end())
  dying.answer((_request, response) => {
    response.writeHead(200, { 'content-length': 100 })
    response.write('{"half":', () => response.destroy())
  })
  await forwarding({ retries: 'six' }, [dead.url, redirecting.url, dying.url])
  const event = of('a')
  await Promise.all([remarked(3), send(event)])
  const attempts = new Map((await attemptsOf(event)).map((attempt) => [attempt.target, attempt]))
  expect(attempts.get(dead.url)).toMatchObject({
    outcome: 'failed',
    error: expect.stringContaining('Nothing listens')
  })
  expect(attempts.get(redirecting.url)).toMatchObject({ outcome: 'answered', status: 307 })
  expect(attempts.get(dying.url)).toMatchObject({
    outcome: 'failed',
    error: expect.stringContaining('broke off')
  })
  expect(timers.running()).toEqual([5_000, 5_000, 5_000])
  expect(target.received).toEqual([])
})

it('sends what arrived as long as its signature is fresh, and signs anew after that, under the same id', async () => {
  timers.set(-10 * MINUTE)
  target.answer((_request, response) => response.writeHead(500).end())
  await forwarding({ retries: 'four' })
  const event = of('a')
  const request = signed(event, { at: new Date(Date.now() - 10 * MINUTE), id: 'msg_kept' })
  await Promise.all([remarked(1), post(url, request)])
  timers.set(0)
  const second = remarked(1)
  await timers.runOut(MINUTE)
  await second
  const [old, anew] = target.received
  expect(old!.headers).toMatchObject(request.headers)
  expect(() => libraryAccepts(old!)).toThrow('too old')
  expect(anew!.headers['webhook-id']).toBe('msg_kept')
  expect(anew!.body).toBe(request.body)
  expect([libraryAccepts(anew!), sdkAccepts(anew!)]).toEqual([true, true])
  expect(await attemptsOf(event)).toMatchObject([{ mode: 'verbatim' }, { mode: 'resign' }])

  target.answer(null)
  const fresh = of('b')
  await Promise.all([ended(1), send(fresh)])
  const received = target.received.at(-1)!
  expect([received.id, libraryAccepts(received), sdkAccepts(received)]).toEqual([fresh.id, true, true])
})
