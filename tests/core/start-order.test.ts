import { afterEach, expect, it } from 'vitest'
import type { Announcement } from '#shared/contract.ts'
import { post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

let temp: TempCore | null = null
afterEach(async () => {
  await temp?.close()
  temp = null
})

it('checks stored deliveries with a new secret only once the page has been painted', async () => {
  temp = await openTempCore()
  const answer = await post(await temp.receiverUrl(), signed(userEvent({ id: 'evt_early' })))
  expect(answer.status).toBe(202)

  const painted = Promise.withResolvers<void>()
  temp = await temp.reopen({ sessionSecrets: [SECRET], painted: painted.promise })
  const { core } = temp
  // What it waited for where nobody can tell of a page is over by the time that these are judged.
  const url = await temp.receiverUrl()
  const startedAt = Date.now()
  let sent = 0
  while (Date.now() - startedAt < 1_000) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, until the time is over
    await post(url, signed(userEvent()))
    sent++
  }
  expect((await core.stats.summary({})).events).toBe(sent)
  const promoted = Promise.withResolvers<void>()
  core.onAnnouncement((name, payload) => {
    if (name !== 'events.changed') return
    const { upserted } = payload as Announcement<'events.changed'>
    if (upserted.some(({ id }) => id === 'evt_early')) promoted.resolve()
  })
  painted.resolve()
  await promoted.promise
})
