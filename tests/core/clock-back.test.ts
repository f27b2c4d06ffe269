import { afterEach, expect, it } from 'vitest'
import { post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

let opened: TempCore | null = null
afterEach(async () => {
  await opened?.close()
  opened = null
})

const HOUR = 3_600_000
const YEAR = 365 * 24 * HOUR

it('stores and lists in the order of arrival while the clock jumps back and forth', async () => {
  let now = Date.now()
  const clock = { now: () => now }
  opened = await openTempCore({ sessionSecrets: [SECRET] }, { clock })
  let url = await opened.receiverUrl()
  const arrived: string[] = []
  const times: number[] = []
  const send = async (count: number) => {
    for (let made = 0; made < count; made++) {
      const event = userEvent()
      expect((await post(url, signed(event, { at: new Date(now) }))).status).toBe(200)
      arrived.unshift(event.id)
      times.unshift(now)
    }
  }
  const expectAll = async () => {
    const { core } = opened!
    const ids: string[] = []
    for (let before: string | null | undefined; before !== null;) {
      const page = await core.events.list({ limit: 4, ...(before && { before }) })
      ids.push(...page.rows.map((row) => row.id))
      before = page.next
    }
    expect(ids).toEqual(arrived)
    const { rows } = await core.deliveries.list({ limit: 100 })
    expect(rows.map((row) => row.eventId)).toEqual(arrived)
    expect(rows.map((row) => row.receivedAt)).toEqual(times)
    expect(new Set(rows.map((row) => row.id)).size).toBe(arrived.length)
    expect(await core.stats.summary({})).toMatchObject({ events: arrived.length, verified: arrived.length })
  }

  await send(3)
  for (const jump of [-HOUR, 1, YEAR, -YEAR, -YEAR, HOUR]) {
    now += jump
    await send(3)
    await expectAll()
  }

  // The numbers go on from the last one also after a restart in the past.
  now -= YEAR
  opened = await opened.reopen()
  url = await opened.receiverUrl()
  await send(3)
  await expectAll()
})

it('folds a retry that arrives before its first delivery by the clock', async () => {
  let now = Date.now()
  opened = await openTempCore({ sessionSecrets: [SECRET] }, { clock: { now: () => now } })
  const url = await opened.receiverUrl()
  const event = userEvent()
  expect((await post(url, signed(event, { at: new Date(now) }))).status).toBe(200)
  now -= HOUR
  expect((await post(url, signed(event, { at: new Date(now) }))).status).toBe(200)
  expect((await opened.core.events.list({ limit: 9 })).rows).toMatchObject([
    { id: event.id, deliveryCount: 2 }
  ])
  expect((await opened.core.deliveries.list({ limit: 9, eventId: event.id })).rows).toHaveLength(2)
})
