import { fork } from 'node:child_process'
import { once } from 'node:events'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Attempt } from '#shared/models.ts'
import { startReplayTarget, type ReplayTarget } from '../support/replay-target.ts'
import { DEFAULTS, replayed } from '../support/replay-events.ts'
import { post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { checkIntegrity, databaseOf } from '../support/store-files.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'
import { createTempDir } from '../support/temp-dir.ts'

const WAITED =
  'The app ended before it was this event’s turn to be forwarded. Replay it if it is still wanted.'

let target: ReplayTarget
let opened: TempCore | null = null
beforeEach(async () => {
  target = await startReplayTarget()
  // Nothing is ever answered, so that all but the first event of an entity waits.
  target.answer(() => undefined)
})
afterEach(async () => {
  await opened?.close()
  opened = null
  target.close()
})

const of = (entity: string) => userEvent({ data: { id: `diruser_${entity}`, name: entity } })
const attemptOf = async ({ core }: TempCore, { id }: { id: string }) =>
  (await core.replays.list({ eventId: id })).rows.map(({ kind, outcome, status, error }) => ({
    kind,
    outcome,
    status,
    error
  }))
const failed = (error: string) => [{ kind: 'forward', outcome: 'failed', status: null, error }]
/** Resolves once each event has an attempt that is under way or waits. */
const pending = ({ core }: TempCore, events: readonly { id: string }[]) =>
  new Promise<void>((resolve) => {
    const look = async () => {
      const all = await Promise.all(events.map(({ id }) => core.replays.list({ eventId: id })))
      if (all.every(({ rows }) => rows.length > 0)) resolve()
    }
    core.onAnnouncement((name) => {
      if (name === 'events.changed') void look()
    })
    void look()
  })

/** Resolves with the attempt of the event that could not be sent, from now on. */
const refused = ({ core }: TempCore, { id }: { id: string }) =>
  new Promise<Attempt>((resolve) => {
    core.onAnnouncement((name, payload) => {
      if (name !== 'attempts.changed') return
      const { upserted } = payload as { upserted: Attempt[] }
      const one = upserted.find(({ eventId, outcome }) => eventId === id && outcome === 'failed')
      if (one) resolve(one)
    })
  })

it('tells after a kill -9 which events still waited for their turn, and sends none of them by surprise', async () => {
  const dir = createTempDir()
  const child = fork(new URL('../support/forward-process.ts', import.meta.url), [dir.path, target.url])
  const waiting = new Set<string>()
  const events = Array.from({ length: 12 }, () => of('a'))
  const allNoted = Promise.withResolvers<void>()
  const ready = Promise.withResolvers<string>()
  child.on('message', ({ name, payload }: { name: string; payload: unknown }) => {
    if (name === 'ready') ready.resolve(payload as string)
    if (name !== 'events.changed') return
    const { upserted } = payload as { upserted: { id: string; lastAttempt: { outcome: string } | null }[] }
    for (const { id, lastAttempt } of upserted) if (lastAttempt?.outcome === 'pending') waiting.add(id)
    if (waiting.size === events.length) allNoted.resolve()
  })
  const url = await ready.promise
  for (const event of events) await post(url, signed(event))
  await allNoted.promise
  await target.got(1)
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended

  opened = await openTempCore({ sessionSecrets: [SECRET], forwardTargets: [target.url] }, {}, dir)
  const [first, ...others] = events
  expect(await attemptOf(opened, first!)).toEqual(failed('The app ended before an answer came.'))
  for (const event of others) expect(await attemptOf(opened, event)).toEqual(failed(WAITED))
  // Each can be found and replayed at once.
  const failures = await opened.core.events.list({ query: 'status:failed', limit: 50 })
  expect(failures.rows).toHaveLength(events.length)
  expect(target.received).toHaveLength(1)

  // On request they are sent, in order, each once; what may have got there already is not among them.
  const { core } = opened
  const rows = [{ target: target.url, count: others.length }]
  expect(await core.replays.unsent({})).toEqual({ rows })
  target.answer(null)
  const sent = await replayed(opened, { unsent: true, target: target.url, marker: false })
  expect(sent).toMatchObject({
    total: 11,
    accepted: 11,
    what: '11 directory.user_updated that waited to be forwarded'
  })
  expect(target.received.slice(1).map(({ id }) => id)).toEqual(others.map(({ id }) => id))
  expect(await core.replays.unsent({})).toEqual({ rows: [] })
  await expect(core.replays.start({ ...DEFAULTS, unsent: true, target: target.url })).rejects.toMatchObject({
    code: 'not_found'
  })
  await opened.core.close()
  opened = null
  checkIntegrity(dir.path)
  dir.remove()
})

it('goes on asking after another start, and sends on request only what was not sent since', async () => {
  opened = await openTempCore({ sessionSecrets: [SECRET], forwardTargets: [target.url] })
  const events = [of('a'), of('a'), of('a'), of('a')]
  const url = await opened.receiverUrl()
  for (const event of events) await post(url, signed(event))
  await pending(opened, events)
  await target.got(1)
  opened = await opened.reopen()
  opened = await opened.reopen()
  const { core } = opened
  expect(await core.replays.unsent({})).toEqual({ rows: [{ target: target.url, count: 3 }] })
  target.answer(null)
  await replayed(opened, { eventIds: [events[1]!.id], target: target.url })
  await core.events.delete({ ids: [events[2]!.id] })
  expect(await core.replays.unsent({})).toEqual({ rows: [{ target: target.url, count: 1 }] })
  const { id } = await replayed(opened, { unsent: true, target: target.url })
  expect((await core.replays.attempts({ id, limit: 10 })).rows.map(({ eventId }) => eventId)).toEqual([
    events[3]!.id
  ])
  opened = await opened.reopen()
  expect(await opened.core.replays.unsent({})).toEqual({ rows: [] })
  expect(target.received.map(({ id: sent }) => sent)).toEqual([0, 1, 3].map((index) => events[index]!.id))
})

it('asks no more for what was left unsent', async () => {
  opened = await openTempCore({ sessionSecrets: [SECRET], forwardTargets: [target.url] })
  const events = [of('a'), of('a')]
  const url = await opened.receiverUrl()
  for (const event of events) await post(url, signed(event))
  await pending(opened, events)
  opened = await opened.reopen()
  expect(await opened.core.replays.leaveUnsent({ target: target.url })).toEqual({ rows: [] })
})

it('tells the same after an orderly end', async () => {
  opened = await openTempCore({ sessionSecrets: [SECRET], forwardTargets: [target.url] })
  const events = [of('a'), of('a')]
  const url = await opened.receiverUrl()
  for (const event of events) await post(url, signed(event))
  await pending(opened, events)
  opened = await opened.reopen()
  expect(await attemptOf(opened, events[1]!)).toEqual(failed(WAITED))
})

it('tells which events waited for a target that was taken away, and uses one attempt for waiting and sending', async () => {
  opened = await openTempCore({ sessionSecrets: [SECRET] })
  const { core } = opened
  const url = await opened.receiverUrl()
  await core.endpoints.set({ id: 'ep_1', forwardTargets: [target.url] })
  const held: (() => void)[] = []
  target.answer((_request, response) => held.push(() => response.end()))
  const events = [of('a'), of('a'), of('a')]
  for (const event of events) await post(url, signed(event))
  await pending(opened, events)
  await target.got(1)
  held.shift()!()
  await target.got(2)
  const told = refused(opened, events[2]!)
  await core.endpoints.set({ id: 'ep_1', forwardTargets: [] })
  held.shift()!()
  expect((await told).error).toContain('Forwarding to this target ended')
  expect(await attemptOf(opened, events[1]!)).toEqual([
    { kind: 'forward', outcome: 'answered', status: 200, error: null }
  ])
  expect(target.received).toHaveLength(2)
})

it('says of each event that the filter of another version cannot be read', async () => {
  opened = await openTempCore({ sessionSecrets: [SECRET], forwardTargets: [target.url] })
  const { core, dataDir } = opened
  const { forwarding } = (await core.endpoints.list({})).rows[0]!
  await core.close()
  const db = new Database(databaseOf(dataDir))
  db.prepare('UPDATE endpoints SET forwarding = ?').run(
    JSON.stringify({ ...forwarding, query: 'action:of-tomorrow' })
  )
  db.close()
  opened = await opened.reopen()
  const event = of('a')
  const told = refused(opened, event)
  await post(await opened.receiverUrl(), signed(event))
  expect((await told).error).toMatch(/^The filter of events to forward cannot be read: /)
  expect(target.received).toEqual([])
})
