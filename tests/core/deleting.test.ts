import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDeleting } from '../../src/main/core/deleting.ts'
import type { AttemptResult } from '../../src/main/core/store/attempts.ts'
import { openStoreClient } from '../../src/main/core/store/client.ts'
import type { CapturedDelivery } from '../../src/main/core/store/deliveries.ts'
import { createOperations } from '../../src/main/core/store/operations.ts'
import { captured } from '../support/captured.ts'
import { post, SECRET, signed, userEvent } from '../support/signed-request.ts'
import { orphansOf, tablesOf, totalsOf } from '../support/store-tables.ts'
import { openTempCore } from '../support/temp-core.ts'
import { createTempDir } from '../support/temp-dir.ts'
import { openTempStore, type TempStore } from '../support/temp-store.ts'

const AT = Date.UTC(2026, 10, 1)
const TEN_MINUTES = 600_000

let temp: TempStore
beforeEach(() => {
  temp = openTempStore()
})
afterEach(() => {
  expectWhole()
  temp.close()
})

function expectWhole(): void {
  const { db } = temp.store
  const { kept, counted } = totalsOf(db)
  expect(kept).toEqual(counted)
  expect(orphansOf(db)).toEqual({})
}

const event = (id: string, change: object = {}) => ({
  id,
  type: 'user.login',
  organization_id: 'org_1',
  data: { id: 'usr_1', name: 'Ada' },
  ...change
})
const rejected: Partial<CapturedDelivery> = {
  verdict: 'rejected',
  reasonCode: 'invalid_signature',
  reasonMessage: 'Invalid Signature',
  status: 401
}
/** Five events, of which one was delivered three times, once with another body, and three deliveries without. */
function fill(): void {
  const { operations } = temp
  const arrivals = [
    captured(event('evt_1'), { receivedAt: AT }),
    captured(event('evt_2', { type: 'user.signup' }), { receivedAt: AT + 60_000 }),
    captured(event('evt_3'), { receivedAt: AT + 120_000, sample: true, endpoint: 2 }),
    captured(event('evt_1'), { receivedAt: AT + 130_000 }),
    captured(event('evt_1', { note: 'another body' }), { receivedAt: AT + 140_000 }),
    captured(event('evt_4', { organization_id: 'org_2' }), { receivedAt: AT + 150_000 }),
    captured(event('evt_forged'), { ...rejected, receivedAt: AT + 200_000 }),
    captured('no JSON', {
      ...rejected,
      verdict: 'unchecked',
      reasonCode: 'no_secret',
      receivedAt: AT + 210_000
    }),
    captured(
      { trigger_point: 'PRE_SIGNUP' },
      { kind: 'interceptor', triggerPoint: 'PRE_SIGNUP', receivedAt: AT + 220_000 }
    ),
    captured(event('evt_5'), { receivedAt: AT + 3_700_000 })
  ]
  for (const arrival of arrivals) operations.capture([arrival])
  operations.starEvents({ ids: ['evt_1'], starred: true })
  operations.noteEvent({ id: 'evt_1', text: 'look' })
  replay('evt_1')
  index()
}
function index(): void {
  while (temp.operations.tidy(true));
}
const answer: AttemptResult = {
  outcome: 'answered',
  status: 204,
  durationMs: 1.5,
  error: null,
  responseHeaders: [],
  responseBody: 'ok',
  responseTruncated: false
}
function begin(eventId: string): number {
  return temp.operations.startAttempt({
    replayId: 'rep_1',
    kind: 'replay',
    eventId,
    target: 'http://127.0.0.1:1/',
    mode: 'resign',
    startedAt: AT,
    requestHeaders: [],
    warning: null
  }).id
}
function replay(eventId: string): void {
  temp.operations.finishAttempt({ id: begin(eventId), result: answer })
}
const idsNow = (query?: string) => temp.operations.listEvents({ query, limit: 100 }).rows.map(({ id }) => id)
const deliveriesNow = () => temp.operations.listDeliveries({ limit: 100 }).rows
/** Everything but the deletions themselves, whose numbers never come again. */
const everything = () => ({ ...tablesOf(temp.store.db), deletions: [] })
function letTenMinutesPass(): void {
  temp.store.db.prepare('UPDATE deletions SET at = at - ?').run(TEN_MINUTES)
}

describe('deleting events', () => {
  it('takes them with all their deliveries out of every list, search and total at once', () => {
    fill()
    expect(temp.operations.deleteEvents(['evt_1', 'evt_4', 'evt_1', 'evt_none']).deleted).toBe(2)
    expect(idsNow()).toEqual(['evt_5', 'evt_3', 'evt_2'])
    expect(idsNow('ada')).toEqual(['evt_5', 'evt_3', 'evt_2'])
    expect(idsNow('is:starred')).toEqual([])
    expect(idsNow('id:evt_1')).toEqual([])
    expect(deliveriesNow().map(({ eventId }) => eventId)).not.toContain('evt_1')
    expect(() => temp.operations.getEvent('evt_1')).toThrow('There is no event evt_1.')
    expect(temp.operations.history({ id: 'evt_5', limit: 10 }).rows.map(({ id }) => id)).not.toContain(
      'evt_1'
    )
    expect(temp.operations.stats()).toMatchObject({ events: 3, verified: 3, rejected: 1 })
    expect(temp.operations.facets()).toMatchObject({
      organizations: [{ id: 'org_1', count: 3 }],
      flags: { starred: 0, noted: 0, retried: 0, conflict: 0, replayed: 0 }
    })
    expect(temp.operations.deleteEvents(['evt_1']).deleted).toBe(0)
    expectWhole()
  })

  it('announces what is gone', () => {
    fill()
    const gone = temp.operations.listDeliveries({ eventId: 'evt_1', limit: 10 }).rows.map(({ id }) => id)
    temp.operations.deleteEvents(['evt_1'])
    const change = temp.changes.at(-1)
    expect(change).toMatchObject({ isWide: false, removedEvents: ['evt_1'] })
    expect(change?.removedDeliveries.toSorted()).toEqual(gone.toSorted())
  })

  it('is undone with everything they had', () => {
    fill()
    const before = everything()
    const { deletionId } = temp.operations.deleteEvents(['evt_1', 'evt_2'])
    expect(everything()).not.toEqual(before)
    expect(temp.operations.undoDeletion(deletionId)).toMatchObject({ restored: 2, isDone: true })
    expect(everything()).toEqual(before)
    expect(temp.changes.at(-1)?.isWide).toBe(false)
    expect(temp.changes.at(-1)?.events.map(({ id }) => id)).toEqual(['evt_1', 'evt_2'])
    expect(temp.changes.at(-1)?.deliveries).toHaveLength(4)
    expect(() => temp.operations.undoDeletion(deletionId)).toThrow(/can no longer be brought back/)
    expect(() => temp.operations.undoDeletion('anything')).toThrow(/can no longer be brought back/)
  })

  it('is for good after ten minutes, with every row that belonged to them', () => {
    fill()
    const { deletionId } = temp.operations.deleteEvents(['evt_1'])
    index()
    expect(temp.operations.undoDeletion(deletionId).restored).toBe(1)
    const again = temp.operations.deleteEvents(['evt_1'])
    letTenMinutesPass()
    expect(() => temp.operations.undoDeletion(again.deletionId)).toThrow(/can no longer be brought back/)
    index()
    const { events, deliveries, attempts, bodies, deletions, search } = tablesOf(temp.store.db)
    expect([events?.length, deliveries?.length, attempts?.length]).toEqual([4, 7, 0])
    expect([bodies?.length, search?.length, deletions?.length]).toEqual([7, 7, 0])
  })

  it('is for good when the app starts again', () => {
    fill()
    const { deletionId } = temp.operations.deleteEvents(['evt_1'])
    const next = createOperations(temp.store, () => undefined)
    expect(() => next.undoDeletion(deletionId)).toThrow(/can no longer be brought back/)
    while (next.tidy(true));
    expect(tablesOf(temp.store.db)['events']).toHaveLength(4)
  })

  it('keeps the answer that an attempt under way brings meanwhile', () => {
    fill()
    const attempt = begin('evt_2')
    const { deletionId } = temp.operations.deleteEvents(['evt_2'])
    temp.operations.finishAttempt({ id: attempt, result: answer })
    temp.operations.undoDeletion(deletionId)
    expect(idsNow('status:204')).toEqual(['evt_2', 'evt_1'])
  })
})

describe('a delivery that arrives for a deleted event', () => {
  it('brings the event back whole', () => {
    fill()
    temp.operations.deleteEvents(['evt_1', 'evt_2'])
    temp.operations.capture([captured(event('evt_1'), { receivedAt: AT + 4_000_000 })])
    expect(temp.operations.getEvent('evt_1')).toMatchObject({
      note: 'look',
      summary: { deliveryCount: 4, starred: true, conflict: true, firstSeenAt: AT }
    })
    expect(temp.operations.stats()).toMatchObject({ events: 4, verified: 7 })
    letTenMinutesPass()
    index()
    expect(idsNow()).toEqual(['evt_5', 'evt_4', 'evt_3', 'evt_1'])
  })

  it('does so also when it is verified only later', () => {
    fill()
    temp.operations.capture([
      captured(event('evt_2', { type: 'user.signup' }), { ...rejected, receivedAt: AT + 5_000_000 })
    ])
    temp.operations.deleteEvents(['evt_2'])
    const [candidate] = temp.operations
      .candidates({ kind: 'webhook', verdict: 'rejected', afterRow: 0, limit: 10 })
      .slice(-1)
    temp.operations.promote([{ row: candidate!.row, secretId: 'sec_2', webhookId: null }])
    expect(temp.operations.getEvent('evt_2').summary.deliveryCount).toBe(2)
  })

  it('makes a new event once the old one is gone for good', () => {
    fill()
    temp.operations.deleteEvents(['evt_1'])
    letTenMinutesPass()
    index()
    temp.operations.capture([captured(event('evt_1'), { receivedAt: AT + 4_000_000 })])
    expect(temp.operations.getEvent('evt_1')).toMatchObject({
      note: null,
      summary: { deliveryCount: 1, starred: false }
    })
  })
})

describe('deleting deliveries', () => {
  it('hides those without an event, and brings them back', () => {
    fill()
    const before = everything()
    const ids = deliveriesNow().flatMap(({ id, eventId }) => (eventId === null ? [id] : []))
    const { deletionId, deleted } = temp.operations.deleteDeliveries(ids)
    expect(deleted).toBe(3)
    expect(temp.operations.stats()).toMatchObject({ rejected: 0, unchecked: 0, interceptors: 0, events: 5 })
    expect(temp.changes.at(-1)?.removedDeliveries.toSorted()).toEqual(ids.toSorted())
    temp.operations.undoDeletion(deletionId)
    expect(everything()).toEqual(before)
  })

  it('refuses one that belongs to an event, and then deletes none', () => {
    fill()
    const before = tablesOf(temp.store.db)
    const ids = deliveriesNow().map(({ id }) => id)
    expect(() => temp.operations.deleteDeliveries(ids)).toThrow(/belongs to the event evt_/)
    expect(tablesOf(temp.store.db)).toEqual(before)
  })

  it('is for good after ten minutes', () => {
    fill()
    temp.operations.deleteMatchingDeliveries({ verdict: 'rejected' })
    letTenMinutesPass()
    index()
    expect(tablesOf(temp.store.db)['deliveries']).toHaveLength(9)
  })

  it('takes a filter', () => {
    fill()
    temp.operations.capture([captured('another', { ...rejected, receivedAt: AT + 5_000_000 })])
    const step = temp.operations.deleteMatchingDeliveries({ verdict: 'rejected', query: 'another' })
    expect(step).toMatchObject({ deleted: 1, next: null })
    expect(temp.operations.stats().rejected).toBe(1)
  })
})

describe('deleting by a filter', () => {
  it('goes step by step under one id, while deliveries are taken in, and is undone as a whole', async () => {
    const dir = createTempDir()
    const store = await openStoreClient(
      () => new Worker(new URL('../../src/main/core/store/worker.ts', import.meta.url)),
      dir.path,
      (problem) => expect.unreachable(problem)
    )
    const capture = (id: string, type: string, receivedAt: number) => {
      const { delivery, body } = captured(event(id, { type }), { receivedAt })
      return store.capture(delivery, body)
    }
    await Promise.all(
      Array.from({ length: 2_600 }, (_, n) =>
        capture(`evt_${n}`, n % 13 === 0 ? 'organization.created' : 'user.login', AT + n * 1_000)
      )
    )
    const before = await store.call('facets')
    const deleting = createDeleting(
      store,
      () => Promise.resolve(0),
      () => Promise.resolve()
    )
    const ended: string[] = []
    const deletion = deleting.events({ query: 'type:user.login' }).finally(() => ended.push('deletion'))
    const arrival = capture('evt_new', 'user.login', AT + 9_000_000).finally(() => ended.push('arrival'))
    const [{ deletionId, deleted }] = await Promise.all([deletion, arrival])
    expect(ended).toEqual(['arrival', 'deletion'])
    expect(deleted).toBe(2_400)
    expect(await store.call('stats')).toMatchObject({ events: 201, verified: 201 })
    expect((await store.call('listEvents', { query: 'type:user.login', limit: 10 })).rows).toMatchObject([
      { id: 'evt_new' }
    ])
    expect(await deleting.undo({ deletionId })).toEqual({ restored: 2_400 })
    const after = await store.call('facets')
    expect(after.types).toMatchObject([{ type: 'user.login', count: 2_401 }, before.types[1]!])
    await expect(deleting.events({ query: 'is:rejected' })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(deleting.events({ query: 'colour:red' })).rejects.toMatchObject({ code: 'invalid_input' })
    await store.close()
    dir.remove()
  })

  it('says that lists must be read again rather than to name hundreds of rows', () => {
    const { operations } = temp
    operations.capture(
      Array.from({ length: 600 }, (_, n) => captured(event(`evt_${n}`), { receivedAt: AT + n }))
    )
    operations.deleteMatchingEvents({ query: 'type:user.login' })
    expect(temp.changes.at(-1)).toMatchObject({ isWide: true, removedEvents: [], removedDeliveries: [] })
  })
})

it('verifies what comes back by a secret that was added while it was away', async () => {
  const opened = await openTempCore()
  try {
    const { core } = opened
    const delivered = await post(await opened.receiverUrl(), signed(userEvent({ id: 'evt_away' })))
    const { id } = JSON.parse(delivered.text) as { id: string }
    const { deletionId } = await core.deliveries.delete({ ids: [id] })
    expect(await core.secrets.add({ kind: 'signing', value: SECRET })).toMatchObject({ promoted: 0 })
    await core.deletions.undo({ deletionId })
    expect((await core.events.list({ limit: 5 })).rows.map((row) => row.id)).toEqual(['evt_away'])
  } finally {
    await opened.close()
  }
})
