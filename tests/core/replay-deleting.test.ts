import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Announcement } from '../../src/shared/contract.ts'
import { DEFAULTS, openWithEvents, reaches, replayed } from '../support/replay-events.ts'
import { startReplayTarget, type ReplayTarget } from '../support/replay-target.ts'
import { post, signed, userEvent } from '../support/signed-request.ts'
import type { TempCore } from '../support/temp-core.ts'

let target: ReplayTarget
let opened: TempCore
beforeEach(async () => {
  target = await startReplayTarget()
})
afterEach(async () => {
  await opened.close()
  target.close()
})
const openWith = async (...input: Parameters<typeof openWithEvents>) => {
  const made = await openWithEvents(...input)
  opened = made.opened
  return made
}
const listed = async () => (await opened.core.replays.all({ limit: 10 })).rows.map(({ id }) => id)

it('deletes a replay, leaves its attempts with their events, and brings it back whole', async () => {
  const { ids } = await openWith(3)
  const first = await replayed(opened, { eventIds: ids, target: target.url })
  const second = await replayed(opened, { eventIds: [ids[0]!], target: target.url })
  const told: Announcement<'replays.changed'>[] = []
  opened.core.onAnnouncement((name, payload) => {
    if (name === 'replays.changed') told.push(payload as Announcement<'replays.changed'>)
  })
  const { deletionId } = await opened.core.replays.delete({ id: first.id })
  expect(told).toEqual([{ upserted: [], removed: [first.id] }])
  expect(await listed()).toEqual([second.id])
  await expect(opened.core.replays.get({ id: first.id })).rejects.toMatchObject({ code: 'not_found' })
  await expect(opened.core.replays.delete({ id: first.id })).rejects.toMatchObject({ code: 'not_found' })
  await expect(opened.core.replays.control({ id: first.id, action: 'resume' })).rejects.toMatchObject({
    code: 'not_found'
  })
  expect((await opened.core.replays.list({ eventId: ids[1]! })).rows).toMatchObject([
    { replayId: first.id, outcome: 'answered', edited: false }
  ])
  expect(await opened.core.deletions.undo({ deletionId })).toEqual({ restored: 1 })
  expect(told.at(-1)).toEqual({ upserted: [first], removed: [] })
  expect(await listed()).toEqual([second.id, first.id])
  expect((await opened.core.replays.attempts({ id: first.id, limit: 10 })).rows).toHaveLength(3)
  await expect(opened.core.deletions.undo({ deletionId })).rejects.toMatchObject({ code: 'not_found' })
})

it('refuses to delete one that is under way, and deletes it once it is cancelled', async () => {
  const { ids } = await openWith(2)
  const held: ServerResponse[] = []
  target.answer((_request, response) => held.push(response))
  const { replayId: id } = await opened.core.replays.start({
    ...DEFAULTS,
    eventIds: ids,
    target: target.url
  })
  await target.got(1)
  await expect(opened.core.replays.delete({ id })).rejects.toMatchObject({
    code: 'conflict',
    message: 'This replay is under way. Cancel it first, then delete it.'
  })
  await opened.core.replays.control({ id, action: 'cancel' })
  await opened.core.replays.delete({ id })
  expect(await listed()).toEqual([])
})

it('erases a deleted replay with the next start', async () => {
  const { ids } = await openWith(2)
  const { id } = await replayed(opened, { eventIds: ids, target: target.url })
  const { deletionId } = await opened.core.replays.delete({ id })
  opened = await opened.reopen()
  await expect(opened.core.deletions.undo({ deletionId })).rejects.toMatchObject({ code: 'not_found' })
  expect(await listed()).toEqual([])
  expect((await opened.core.replays.list({ eventId: ids[0]! })).rows).toHaveLength(1)
})

it('forgets the name of whom it was about with the event that told it', async () => {
  await openWith(0)
  const url = await opened.receiverUrl()
  const ann = userEvent({ data: { id: 'diruser_1', name: 'Ann Archer', email: 'ann@acme.com' } })
  const ben = userEvent({ data: { id: 'diruser_2', name: 'Ben Baker', email: 'ben@acme.com' } })
  for (const event of [ann, ben]) await post(url, signed(event))
  const { id } = await replayed(opened, { eventIds: [ben.id, ann.id], target: target.url })
  expect(await reaches(opened, id, 'done')).toMatchObject({ label: 'Ann Archer', entities: 2 })
  await opened.core.events.delete({ ids: [ann.id] })
  expect(JSON.stringify(await opened.core.replays.get({ id }))).not.toContain('Ann')
})
