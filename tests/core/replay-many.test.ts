import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Attempt } from '../../src/shared/models.ts'
import type { Replay } from '../../src/shared/replay-models.ts'
import { DEFAULTS, openWithEvents, reaches, replayed } from '../support/replay-events.ts'
import { startReplayTarget, type ReplayTarget } from '../support/replay-target.ts'
import { post, signed, userEvent } from '../support/signed-request.ts'
import type { TempCore } from '../support/temp-core.ts'

let target: ReplayTarget
let opened: TempCore | null = null
beforeEach(async () => {
  target = await startReplayTarget()
})
afterEach(async () => {
  await opened?.close()
  opened = null
  target.close()
})

async function open(count: number, entities?: number) {
  const made = await openWithEvents(count, entities)
  opened = made.opened
  return made
}
const sentIds = () => target.received.map(({ id }) => id)

it('replays what a filter finds, oldest first, and tells in words what and how many', async () => {
  const { opened: temp, ids } = await open(12)
  await post(await temp.receiverUrl(), signed(userEvent({ type: 'user.login' })))
  const replay = await replayed(temp, { query: 'type:*user_updated', target: target.url, concurrency: 1 })
  expect(sentIds()).toEqual(ids)
  expect(replay).toMatchObject({
    what: '12 directory.user_updated found by type:*user_updated',
    label: 'Ada Example',
    entities: 12,
    organizationName: null,
    total: 12,
    accepted: 12,
    refused: 0,
    failed: 0,
    perSecond: null,
    remainingMs: null,
    baseline: null,
    pace: { kind: 'fast' }
  })
  expect(replay.endedAt).toBeGreaterThanOrEqual(replay.startedAt)
  expect((await temp.core.replays.all({ limit: 10 })).rows).toEqual([replay])
  const all = await temp.core.replays.attempts({ id: replay.id, limit: 7 })
  const rest = await temp.core.replays.attempts({ id: replay.id, limit: 7, before: all.next! })
  expect([...all.rows, ...rest.rows].map(({ eventId }) => eventId)).toEqual(ids)
  const { flags, outcomes } = await temp.core.events.facets({})
  expect(flags.replayed).toBe(12)
  expect(outcomes).toEqual([{ outcome: 'accepted', count: 12, isMore: false }])
})

it('keeps events of one entity in order at any concurrency, and never has more under way', async () => {
  const { opened: temp, ids } = await open(60, 7)
  // Answers come late and out of order, so that whatever may overtake does.
  let turn = 0
  target.answer((_request, response) => {
    turn = (turn * 31 + 7) % 5
    let left = turn
    const later = () => (left-- > 0 ? setImmediate(later) : response.end('{}'))
    later()
  })
  await replayed(temp, { query: '', target: target.url, concurrency: 16 })
  expect(sentIds().toSorted()).toEqual(ids.toSorted())
  for (let entity = 0; entity < 7; entity++) {
    const own = ids.filter((_, index) => index % 7 === entity)
    expect(sentIds().filter((id) => own.includes(id))).toEqual(own)
  }
  expect(target.mostAtOnce()).toBeGreaterThan(1)
  expect(target.mostAtOnce()).toBeLessThanOrEqual(7)
})

it('pauses after what is under way, goes on where it stopped, and sends nothing twice', async () => {
  const { opened: temp, ids } = await open(10)
  const held: ServerResponse[] = []
  target.answer((_request, response) => held.push(response))
  const { replayId: id } = await temp.core.replays.start({
    ...DEFAULTS,
    query: '',
    target: target.url,
    concurrency: 2
  })
  await target.got(2)
  expect(await temp.core.replays.control({ id, action: 'pause' })).toMatchObject({ state: 'paused' })
  target.answer(null)
  for (const response of held) response.end('late')
  await expect.poll(async () => (await temp.core.replays.get({ id })).accepted).toBe(2)
  expect(sentIds()).toEqual(ids.slice(0, 2))
  await expect(temp.core.replays.control({ id, action: 'pause' })).rejects.toMatchObject({ code: 'conflict' })
  await temp.core.replays.control({ id, action: 'resume' })
  expect(await reaches(temp, id, 'done')).toMatchObject({ total: 10, accepted: 10 })
  expect(sentIds().toSorted()).toEqual(ids.toSorted())
})

it('cancels what is under way, says so, and sends the rest when they are asked for as failures', async () => {
  const { opened: temp, ids } = await open(6)
  target.answer(({ id }, response) => {
    if (id !== ids[1]) response.end('{}')
  })
  const { replayId: id } = await temp.core.replays.start({
    ...DEFAULTS,
    eventIds: ids,
    target: target.url
  })
  await target.got(2)
  await expect(
    temp.core.replays.start({ ...DEFAULTS, failuresOf: id, target: target.url })
  ).rejects.toMatchObject({ code: 'conflict' })
  const cancelled = await temp.core.replays.control({ id, action: 'cancel' })
  expect(cancelled).toMatchObject({ state: 'cancelled', total: 6, accepted: 1, failed: 1 })
  const { rows } = await temp.core.replays.attempts({ id, only: 'notAccepted', limit: 10 })
  expect(rows).toMatchObject([
    { eventId: ids[1], outcome: 'failed', error: 'The replay was cancelled before an answer came.' }
  ])
  await expect(temp.core.replays.control({ id, action: 'resume' })).rejects.toMatchObject({
    code: 'conflict'
  })

  target.answer(null)
  const rest = await replayed(temp, { failuresOf: id, target: target.url })
  expect(rest).toMatchObject({ total: 5, accepted: 5, concurrency: 1 })
  expect(rest.what).toBe('5 directory.user_updated not accepted before')
  expect(sentIds().slice(2)).toEqual(ids.slice(1))
  await expect(
    temp.core.replays.start({ ...DEFAULTS, failuresOf: rest.id, target: target.url })
  ).rejects.toMatchObject({ code: 'invalid_input' })
})

it('leaves a replay interrupted when the app is closed, and resumes it with a warning', async () => {
  const { opened: temp, ids } = await open(5)
  target.answer(({ id }, response) => {
    if (id !== ids[1]) response.end('{}')
  })
  const { replayId: id } = await temp.core.replays.start({ ...DEFAULTS, eventIds: ids, target: target.url })
  await target.got(2)
  opened = await temp.reopen()
  const { core } = opened
  expect(await core.replays.get({ id })).toMatchObject({ state: 'interrupted', accepted: 1, failed: 0 })
  target.answer(null)
  await core.replays.control({ id, action: 'resume' })
  expect(await reaches(opened, id, 'done')).toMatchObject({ accepted: 5, failed: 0 })
  expect(sentIds()).toEqual([ids[0], ids[1], ids[1], ids[2], ids[3], ids[4]])
  const [again, before] = (await core.replays.list({ eventId: ids[1]! })).rows
  expect(before).toMatchObject({ outcome: 'failed', error: 'The app was closed before an answer came.' })
  expect(again).toMatchObject({ status: 200, warning: expect.stringContaining('may have got it already') })
  const [first, second] = target.received.filter((one) => one.id === ids[1])
  expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id'])
})

it('keeps to a rate and to the original gaps in the order of receipt', async () => {
  const { opened: temp, ids } = await open(6)
  // One at a time: otherwise who is sent first need not arrive first.
  const all = { query: '', target: target.url, concurrency: 1 }
  const rate = await replayed(temp, { ...all, pace: { kind: 'rate', perSecond: 200 } })
  const gaps = await replayed(temp, { ...all, pace: { kind: 'gaps', speed: 100 } })
  expect(sentIds()).toEqual([...ids, ...ids])
  expect([rate.pace, gaps.pace]).toEqual([
    { kind: 'rate', perSecond: 200 },
    { kind: 'gaps', speed: 100 }
  ])
  // Far apart: the first goes at once, the second is hours away, and cancelling need not wait for it.
  const { replayId: id } = await temp.core.replays.start({
    ...DEFAULTS,
    query: '',
    target: target.url,
    pace: { kind: 'rate', perSecond: 0.01 }
  })
  await target.got(13)
  const cancelled = await temp.core.replays.control({ id, action: 'cancel' })
  expect(cancelled.state).toBe('cancelled')
  expect(sentIds()).toHaveLength(13)
})

it('shows an attempt that takes its time as pending, and how far the replay is', async () => {
  const { opened: temp, ids } = await open(2)
  const held: ServerResponse[] = []
  target.answer((_request, response) => held.push(response))
  const pending = Promise.withResolvers<Attempt>()
  const seen: Replay[] = []
  temp.core.onAnnouncement((name, payload) => {
    if (name === 'replays.changed') seen.push(...(payload as { upserted: Replay[] }).upserted)
    if (name !== 'attempts.changed') return
    const found = (payload as { upserted: Attempt[] }).upserted.find((one) => one.outcome === 'pending')
    if (found) pending.resolve(found)
  })
  const done = replayed(temp, { eventIds: [ids[0]!], target: target.url })
  const { id } = await pending.promise
  expect((await temp.core.replays.list({ eventId: ids[0]! })).rows).toMatchObject([
    { id, outcome: 'pending' }
  ])
  held[0]!.writeHead(503).end('busy')
  expect(await done).toMatchObject({ refused: 1, total: 1, what: 'directory.user_updated' })
  const { attempt, requestBody } = await temp.core.replays.attempt({ id })
  expect(attempt).toMatchObject({ id, status: 503, responseBody: 'busy' })
  expect(attempt.connectMs).toBeLessThanOrEqual(attempt.firstByteMs!)
  expect(attempt.firstByteMs).toBeLessThanOrEqual(attempt.durationMs!)
  expect(requestBody).toBe(target.received[0]!.body)
  expect(seen.map(({ state }) => state)).toEqual(expect.arrayContaining(['running', 'done']))
})

it.each([
  [{}, 'in one way'],
  [{ query: '', again: 'rep_x' }, 'in one way'],
  [{ query: 'type:nothing' }, 'finds no events'],
  [{ query: 'is:"' }, 'filter'],
  [{ again: 'rep_unknown' }, 'no replay'],
  [{ query: '', variantId: 'var_1' }, 'one event at a time'],
  [{ query: '', mode: 'verbatim', deliveryId: 'new' }, 'Verbatim']
] as const)('refuses %o', async (input, sentence) => {
  const { opened: temp } = await open(1)
  await expect(temp.core.replays.start({ ...DEFAULTS, target: target.url, ...input })).rejects.toMatchObject({
    message: expect.stringMatching(new RegExp(sentence, 'i'))
  })
  expect((await temp.core.replays.all({ limit: 5 })).rows).toEqual([])
  expect(target.received).toEqual([])
})

it('leaves out the marker when told to, and an event that was deleted meanwhile', async () => {
  const { opened: temp, ids } = await open(3)
  const first = await replayed(temp, { query: '', target: target.url, marker: false })
  expect(target.received.map(({ headers }) => headers['webhook-inspector-replay-of'])).toEqual(
    Array(3).fill(undefined)
  )
  await temp.core.events.delete({ ids: [ids[1]!] })
  const again = await replayed(temp, { again: first.id, target: target.url })
  expect(again).toMatchObject({ total: 2, accepted: 2, marker: true })
  expect(target.received.slice(3).map(({ headers }) => headers['webhook-inspector-replay-of'])).toEqual([
    ids[0],
    ids[2]
  ])
})
