import { fork } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openWithEvents, reaches } from '../support/replay-events.ts'
import { startReplayTarget, type ReplayTarget } from '../support/replay-target.ts'
import { checkIntegrity } from '../support/store-files.ts'
import type { TempCore } from '../support/temp-core.ts'
import { openTempCore } from '../support/temp-core.ts'
import { SECRET } from '../support/signed-request.ts'
import { createTempDir } from '../support/temp-dir.ts'

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

it('goes on after a kill -9 and sends nothing again that was answered', async () => {
  const dir = createTempDir()
  const { opened: filled, ids } = await openWithEvents(150, 50, {}, dir)
  await filled.core.close()

  const held: string[] = []
  target.answer(({ id }, response) => {
    // The last ones before the end get no answer, so that something is under way for certain.
    if (target.received.length > 80) held.push(id)
    else response.end('{}')
  })
  const child = fork(new URL('../support/replay-process.ts', import.meta.url), [dir.path, target.url])
  const [replayId] = (await once(child, 'message')) as [string]
  await target.got(82)
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
  const sentBefore = [...target.received]

  opened = await openTempCore({ sessionSecrets: [SECRET] }, {}, dir)
  const { core } = opened
  const left = await core.replays.get({ id: replayId })
  expect(left).toMatchObject({ state: 'interrupted', total: 150 })
  const answered: string[] = []
  for (let before: string | undefined; ;) {
    const page = await core.replays.attempts({ id: replayId, limit: 50, ...(before && { before }) })
    answered.push(...page.rows.filter(({ status }) => status === 200).map(({ eventId }) => eventId))
    if (page.next === null) break
    before = page.next
  }
  expect(answered).toHaveLength(left.accepted)

  target.answer(null)
  await core.replays.control({ id: replayId, action: 'resume' })
  expect(await reaches(opened, replayId, 'done')).toMatchObject({ accepted: 150, refused: 0, failed: 0 })
  const sentAfter = target.received.slice(sentBefore.length)
  expect(sentAfter.filter(({ id }) => answered.includes(id))).toEqual([])
  expect([...answered, ...sentAfter.map(({ id }) => id)].toSorted()).toEqual(ids.toSorted())

  // Those under way are sent again under the very same delivery id, and say that they may have come already.
  const twice = sentAfter.filter(({ id }) => sentBefore.some((one) => one.id === id))
  expect(twice.map(({ id }) => id)).toEqual(expect.arrayContaining(held))
  for (const again of twice) {
    const before = sentBefore.find(({ id }) => id === again.id)!
    expect(again.headers['webhook-id']).toBe(before.headers['webhook-id'])
    const [latest] = (await core.replays.list({ eventId: again.id })).rows
    expect(latest!.warning).toContain('may have got it already')
  }
  await opened.core.close()
  checkIntegrity(dir.path)
  opened = null
  dir.remove()
})
