import { afterEach, beforeEach, expect, it } from 'vitest'
import { DEFAULTS, openWithEvents, replayed } from '../support/replay-events.ts'
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

async function open(count: number) {
  const made = await openWithEvents(count)
  opened = made.opened
  return { core: made.opened.core, ids: made.ids, temp: made.opened }
}

it('compares the answers of a run with those of a baseline, event by event', async () => {
  const { core, ids, temp } = await open(5)
  const answers = new Map([
    [ids[0], '{"a":1,"b":[2,3]}'],
    [ids[1], '{"made":"2026-01-01"}'],
    [ids[2], 'plain']
  ])
  target.answer(({ id }, response) => void response.end(answers.get(id) ?? '{"ok":true}'))
  const before = await replayed(temp, { eventIds: ids.slice(0, 4), target: target.url })
  expect(await core.replays.setBaseline({ id: before.id, name: 'green' })).toMatchObject({
    baseline: 'green'
  })

  answers.set(ids[0], '{"b":[2,3],"a":1}').set(ids[1], '{"made":"2026-01-02"}')
  target.answer(({ id }, response) => {
    response.statusCode = id === ids[2] ? 500 : 200
    response.end(answers.get(id) ?? '{"ok":true}')
  })
  const after = await replayed(temp, { eventIds: [ids[0]!, ids[1]!, ids[2]!, ids[4]!], target: target.url })
  const input = { id: after.id, baselineId: before.id, onlyChanged: false }
  const all = await core.replays.compare({ ...input, limit: 50 })
  expect(all.rows.map(({ eventId, verdict }) => [eventId, verdict])).toEqual([
    [ids[0], 'same'],
    [ids[1], 'body'],
    [ids[2], 'status'],
    [ids[3], 'missing'],
    [ids[4], 'new']
  ])
  expect(all).toMatchObject({ same: 1, changed: 2, missing: 1, added: 1, next: null })
  expect(all.rows[2]).toMatchObject({ before: { status: 200 }, after: { status: 500 } })
  const first = await core.replays.compare({ ...input, onlyChanged: true, limit: 3 })
  const rest = await core.replays.compare({ ...input, onlyChanged: true, limit: 3, before: first.next! })
  expect([...first.rows, ...rest.rows]).toEqual(all.rows.slice(1))

  const { previous } = await core.replays.attempt({ id: all.rows[1]!.after!.attemptId })
  expect(previous).toMatchObject({ id: all.rows[1]!.before!.attemptId, status: 200, sameBody: false })
  expect(previous!.rows).toMatchObject([{ pointer: '/made', kind: 'changed' }])
  const other = await core.replays.attempt({ id: all.rows[2]!.after!.attemptId })
  expect(other.previous).toMatchObject({ rows: null, sameBody: true })

  // The name moves on to the run that is right now.
  await core.replays.setBaseline({ id: after.id, name: 'green' })
  expect((await core.replays.get({ id: before.id })).baseline).toBeNull()
  expect(await core.replays.setBaseline({ id: after.id, name: null })).toMatchObject({ baseline: null })
})

it('keeps the events of a baseline whatever the retention says, until it is let go of', async () => {
  const { core, ids, temp } = await open(3)
  const baseline = await replayed(temp, { eventIds: [ids[0]!], target: target.url })
  await core.replays.setBaseline({ id: baseline.id, name: 'kept' })
  const { retention } = await core.settings.get({})
  const url = await temp.receiverUrl()
  const left = async () => (await core.events.list({ limit: 500 })).rows.map(({ id }) => id)
  const isGone = (id: string) => expect.poll(async () => (await left()).includes(id)).toBe(false)

  for (let index = 0; index < 100; index++) await post(url, signed(userEvent()))
  await core.settings.set({ retention: { ...retention, maxEvents: 100 } })
  await isGone(ids[1]!)
  expect(await left()).toContain(ids[0])
  await core.replays.setBaseline({ id: baseline.id, name: null })
  await post(url, signed(userEvent()))
  await isGone(ids[0]!)
  expect((await core.replays.attempts({ id: baseline.id, limit: 5 })).rows).toEqual([])
  await expect(
    core.replays.start({ ...DEFAULTS, again: baseline.id, target: target.url })
  ).rejects.toMatchObject({ code: 'not_found' })
})
