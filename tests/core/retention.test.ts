import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Retention } from '../../src/shared/settings-models.ts'
import type { CapturedDelivery } from '../../src/main/core/store/deliveries.ts'
import { OLDEST } from '../../src/main/core/store/retention.ts'
import { captured } from '../support/captured.ts'
import { orphansOf, tablesOf, totalsOf } from '../support/store-tables.ts'
import { post, SECRET } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'
import { openTempStore, type TempStore } from '../support/temp-store.ts'

const DAY = 86_400_000
const NO_LIMITS: Retention = { maxAgeDays: null, maxEvents: null, maxBytes: null, maxUnverified: 1_000_000 }

let temp: TempStore
let now: number
beforeEach(() => {
  temp = openTempStore()
  now = Date.now()
})
afterEach(() => {
  const { kept, counted } = totalsOf(temp.store.db)
  expect(kept).toEqual(counted)
  expect(orphansOf(temp.store.db)).toEqual({})
  temp.close()
})

const capture = (id: string, receivedAt: number, change: Partial<CapturedDelivery> = {}, size = 100) =>
  temp.operations.capture([
    captured(
      { id, type: 'user.login', data: { id: 'usr_1', name: 'x'.repeat(size) } },
      { receivedAt, ...change }
    )
  ])
const keep = (limits: Partial<Retention>) => {
  temp.operations.setRetention({ ...NO_LIMITS, ...limits })
  while (temp.operations.tidy(true));
}
const idsNow = (query?: string) =>
  temp.operations
    .listEvents({ query, limit: 500 })
    .rows.map(({ id }) => id)
    .toReversed()

it('deletes nothing before it knows the limits', () => {
  capture('evt_old', now - 4_000 * DAY)
  while (temp.operations.tidy(true));
  expect(idsNow()).toEqual(['evt_old'])
})

it('deletes events older than so many days, with every row that belonged to them', () => {
  capture('evt_old', now - 8 * DAY)
  capture('evt_old', now - DAY)
  capture('evt_starred', now - 8 * DAY + 1)
  capture('evt_young', now - 6 * DAY)
  temp.operations.starEvents({ ids: ['evt_starred'], starred: true })
  temp.operations.startAttempt({
    replayId: null,
    kind: 'forward',
    eventId: 'evt_old',
    target: 'http://127.0.0.1:1/',
    mode: 'verbatim',
    startedAt: now,
    requestHeaders: [],
    warning: null
  })
  keep({ maxAgeDays: 7 })
  expect(idsNow()).toEqual(['evt_starred', 'evt_young'])
  expect(idsNow('xxxx')).toEqual(['evt_starred', 'evt_young'])
  const { deliveries, bodies, attempts, search } = tablesOf(temp.store.db)
  expect([deliveries, bodies, attempts, search].map((rows) => rows?.length)).toEqual([2, 2, 0, 2])
  expect(temp.changes.at(-1)).toMatchObject({ removedEvents: ['evt_old'] })
  expect(temp.changes.at(-1)?.removedDeliveries).toHaveLength(2)
})

it('keeps so many events, the newest, and the starred ones besides', () => {
  for (let n = 0; n < 350; n++) capture(`evt_${n}`, now - DAY + n)
  temp.operations.starEvents({ ids: ['evt_0', 'evt_340'], starred: true })
  keep({ maxEvents: 100 })
  const expected = Array.from({ length: 350 }, (_, n) => n).filter((n) => n === 0 || n > 248)
  expect(idsNow()).toEqual(expected.map((n) => `evt_${n}`))
  temp.operations.starEvents({ ids: ['evt_0'], starred: false })
  keep({ maxEvents: 100 })
  expect(idsNow()).not.toContain('evt_0')
})

it('deletes the oldest until their bodies fit', () => {
  for (let n = 0; n < 6; n++) capture(`evt_${n}`, now - DAY + n, {}, 3_000_000)
  temp.operations.starEvents({ ids: ['evt_1'], starred: true })
  keep({ maxBytes: 10_000_000 })
  expect(idsNow()).toEqual(['evt_1', 'evt_3', 'evt_4', 'evt_5'])
})

it('caps what is no event, each kind for itself', () => {
  const rejected = { verdict: 'rejected', reasonCode: 'invalid_signature', status: 401 } as const
  const unchecked = { verdict: 'unchecked', reasonCode: 'no_secret', status: 202 } as const
  for (let n = 0; n < 15; n++) {
    capture(`evt_${n}`, now + n)
    capture('forged', now + n, rejected)
    capture('called', now + n, { kind: 'interceptor', ...(n % 2 === 0 && rejected) })
    if (n < 12) capture('unknown', now + n, unchecked)
  }
  keep({ maxUnverified: 10 })
  expect(temp.operations.stats()).toMatchObject({
    events: 15,
    verified: 15,
    rejected: 10,
    unchecked: 10,
    interceptors: 10
  })
  const left = temp.operations.listDeliveries({ verdict: 'rejected', kind: 'webhook', limit: 50 }).rows
  expect(left.map(({ receivedAt }) => receivedAt - now)).toEqual([14, 13, 12, 11, 10, 9, 8, 7, 6, 5])
})

it('works in slices that hold up deliveries for a moment only', () => {
  for (let n = 0; n < 250; n++) capture(`evt_${n}`, now - 8 * DAY + n)
  temp.operations.setRetention({ ...NO_LIMITS, maxAgeDays: 7 })
  let slices = 0
  while (temp.operations.tidy(true)) slices++
  const removals = temp.changes.map(({ removedEvents }) => removedEvents.length).filter((count) => count > 0)
  expect(removals).toEqual([50, 50, 50, 50, 50])
  expect(slices).toBeGreaterThanOrEqual(removals.length)
})

it('leaves alone what was deleted and can be undone, and does not count it', () => {
  for (let n = 0; n < 120; n++) capture(`evt_${n}`, now - DAY + n)
  const ids = Array.from({ length: 20 }, (_, n) => `evt_${n}`)
  const { deletionId } = temp.operations.deleteEvents(ids)
  keep({ maxEvents: 100 })
  expect(idsNow()).toHaveLength(100)
  temp.operations.undoDeletion(deletionId)
  expect(idsNow()).toHaveLength(120)
  keep({ maxEvents: 100 })
  expect(idsNow()[0]).toBe('evt_20')
})

it.each(Object.entries(OLDEST))('finds the oldest %s without sorting', (_name, sql) => {
  const plan = temp.store.db
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...[sql.includes('verdict = ?') && 'rejected', sql.includes('LIMIT') && 1].filter(Boolean))
    .map(({ detail }) => detail)
  expect(plan.join('\n')).not.toMatch(/TEMP B-TREE|AUTOMATIC/)
  expect(plan[0]).toMatch(/INDEX|PRIMARY KEY|SCAN e$/)
})

it('takes its limits from the settings, as soon as they are set and when the app starts', async () => {
  const first = await openTempCore({ sessionSecrets: [SECRET] })
  expect((await first.core.settings.get({})).retention).toEqual({
    maxAgeDays: null,
    maxEvents: 1_000_000,
    maxBytes: null,
    maxUnverified: 20_000
  })
  const removed = async ({ core }: TempCore, count: number) => {
    const gone = new Set<string>()
    const { promise, resolve } = Promise.withResolvers<void>()
    const stop = core.onAnnouncement((name, payload) => {
      if (name !== 'deliveries.changed' || !('removed' in payload)) return
      for (const id of payload.removed) gone.add(id)
      if (gone.size >= count) resolve()
    })
    await promise
    stop()
    return gone.size
  }
  const sendUnsigned = async (to: TempCore, count: number) => {
    const url = await to.receiverUrl()
    for (let sent = 0; sent < count; sent++) await post(url, { headers: {}, body: `unsigned ${sent}` })
  }
  await sendUnsigned(first, 15)
  const atOnce = removed(first, 5)
  await first.core.settings.set({ retention: { ...NO_LIMITS, maxUnverified: 10 } })
  expect(await atOnce).toBe(5)

  const second = await first.reopen()
  const afterStart = removed(second, 2)
  await sendUnsigned(second, 2)
  expect(await afterStart).toBe(2)
  expect((await second.core.stats.summary({})).rejected).toBe(10)
  await second.close()
})
