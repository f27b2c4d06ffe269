import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeScalekitId } from '#shared/scalekit-id.ts'
import { captured } from '../../../../tests/support/captured.ts'
import { openTempStore, type TempStore } from '../../../../tests/support/temp-store.ts'

const AT = Date.UTC(2026, 10, 1)
const HOUR = 3_600_000

let temp: TempStore
beforeEach(() => {
  temp = openTempStore()
})
afterEach(() => temp.close())

const user = (id: string, change: object = {}) => ({
  id,
  type: 'organization.directory.user_updated',
  organization_id: 'org_1',
  occurred_at: new Date(AT).toISOString(),
  data: { id: 'diruser_1', name: 'Ada', ...change }
})
const eventsNow = () => temp.operations.listEvents({ limit: 100 }).rows
const deliveriesOf = (eventId: string) => temp.operations.listDeliveries({ eventId, limit: 100 }).rows

describe('an event', () => {
  it('is one, however often it is delivered', () => {
    const { operations } = temp
    for (const minute of [0, 5, 35]) {
      operations.capture([captured(user('evt_1'), { receivedAt: AT + minute * 60_000 })])
    }
    expect(eventsNow()).toMatchObject([
      { id: 'evt_1', deliveryCount: 3, firstSeenAt: AT, lastSeenAt: AT + 35 * 60_000, conflict: false }
    ])
    expect(deliveriesOf('evt_1').map((row) => row.receivedAt)).toEqual([
      AT + 35 * 60_000,
      AT + 5 * 60_000,
      AT
    ])
    expect(operations.facets()).toMatchObject({ flags: { retried: 1, conflict: 0 }, types: [{ count: 1 }] })
  })

  it('keeps both bodies of one id, and says that they differ', () => {
    const { operations } = temp
    operations.capture([
      captured(user('evt_1')),
      captured(user('evt_1', { name: 'Eve' }), { receivedAt: AT + 9 })
    ])
    expect(eventsNow()).toMatchObject([{ id: 'evt_1', label: 'Ada', conflict: true, deliveryCount: 2 }])
    const [second, first] = deliveriesOf('evt_1')
    expect([first?.conflict, second?.conflict]).toEqual([false, true])
    const body = operations.deliveryBody({ id: second?.id ?? '', offset: 0, form: 'arrived' })
    expect(body.content).toContain('Eve')
    expect(operations.listEvents({ query: 'is:conflict', limit: 5 }).rows).toHaveLength(1)
  })

  it('that happened before one that is here already is late, and finds its place in the history', () => {
    const { operations } = temp
    const at = (minutes: number) => new Date(AT + minutes * 60_000).toISOString()
    operations.capture([
      captured({ ...user('evt_new'), occurred_at: at(10) }, { receivedAt: AT + HOUR }),
      captured({ ...user('evt_old'), occurred_at: at(5) }, { receivedAt: AT + HOUR + 1 }),
      captured(
        { ...user('evt_other', { id: 'diruser_2' }), occurred_at: at(1) },
        { receivedAt: AT + HOUR + 2 }
      )
    ])
    expect(eventsNow().map((event) => [event.id, event.late])).toEqual([
      ['evt_other', false],
      ['evt_old', true],
      ['evt_new', false]
    ])
    expect(operations.history({ id: 'evt_old', limit: 9 }).rows.map((event) => event.id)).toEqual([
      'evt_new',
      'evt_old'
    ])
    expect(operations.getEvent('evt_new').baseId).toBe('evt_old')
  })

  it('shows when its id was made beside when it occurred and came', () => {
    const id = makeScalekitId('evt', AT - 40, 7)
    temp.operations.capture([captured(user(id), { receivedAt: AT + 900 })])
    expect(eventsNow()).toMatchObject([{ id, idMadeAt: AT - 40, occurredAt: AT, firstSeenAt: AT + 900 }])
  })

  it('without an id of its own goes by the webhook-id, and without that by its delivery', () => {
    const { operations } = temp
    operations.capture([
      captured({ type: 'scalekit.dir.user.create' }, { webhookId: 'msg_1' }),
      captured({ type: 'scalekit.dir.user.create' }, { webhookId: 'msg_1', receivedAt: AT + 1 }),
      captured('no JSON', { receivedAt: AT + 2 })
    ])
    const [anonymous, named] = eventsNow()
    expect(named).toMatchObject({
      id: 'msg_1',
      deliveryCount: 2,
      canonicalType: 'organization.directory.user_created'
    })
    expect(anonymous?.id).toMatch(/^del_\d+$/)
  })

  it('is read, found and compared through its content coding', () => {
    const { operations } = temp
    const coding = { headers: [['Content-Encoding', 'gzip'] as [string, string]] }
    const packed = (id: string, name: string) => gzipSync(JSON.stringify(user(id, { name })))
    operations.capture([
      captured(packed('evt_1', 'Ada'), coding),
      captured(packed('evt_2', 'Grace'), { ...coding, receivedAt: AT + 1 })
    ])
    while (operations.tidy(true));
    expect(operations.listEvents({ query: 'grace', limit: 5 }).rows).toMatchObject([
      { id: 'evt_2', label: 'Grace' }
    ])
    expect(operations.diffOrBodies({ from: 'evt_1', to: 'evt_2' })).toMatchObject({
      rows: expect.arrayContaining([expect.objectContaining({ pointer: '/data/name' })])
    })
    const arrived = operations.eventBody({ id: 'evt_1', offset: 0, form: 'arrived' })
    expect(arrived).toMatchObject({ encoding: 'base64', decoded: null })
    expect(Buffer.from(arrived.content, 'base64')).toEqual(packed('evt_1', 'Ada'))
    expect(operations.eventBody({ id: 'evt_1', offset: 0, form: 'decoded' })).toMatchObject({
      encoding: 'utf8',
      decoded: 'gzip',
      content: JSON.stringify(user('evt_1', { name: 'Ada' }))
    })
  })
})

describe('a delivery that a secret explains later', () => {
  it('becomes the event at the place of its receipt', () => {
    const { operations } = temp
    const unchecked = {
      verdict: 'unchecked',
      reasonCode: 'no_secret',
      reasonMessage: 'none',
      secretId: null
    } as const
    const [early] = operations.capture([captured(user('evt_1'), unchecked)])
    operations.capture([captured(user('evt_2'), { receivedAt: AT + HOUR })])
    operations.promote([{ row: Number(early?.delivery.id.slice(4)), secretId: 'sec_2', webhookId: null }])
    expect(eventsNow().map((event) => event.id)).toEqual(['evt_2', 'evt_1'])
    expect(operations.stats()).toMatchObject({ events: 2, verified: 2, unchecked: 0 })
    expect(operations.histogram({ from: AT, to: AT + 2 * HOUR, width: 'hour' }).rows).toEqual([
      { at: AT, events: 1, rejected: 0, unchecked: 0 },
      { at: AT + HOUR, events: 1, rejected: 0, unchecked: 0 }
    ])
  })

  it('is what the event shows from then on, when it was there first', () => {
    const { operations } = temp
    const rejected = {
      verdict: 'rejected',
      reasonCode: 'invalid_signature',
      reasonMessage: 'no',
      secretId: null
    } as const
    const [early] = operations.capture([captured(user('evt_1', { name: 'Before' }), rejected)])
    operations.capture([captured(user('evt_1', { name: 'After' }), { receivedAt: AT + HOUR })])
    operations.starEvents({ ids: ['evt_1'], starred: true })
    operations.promote([{ row: Number(early?.delivery.id.slice(4)), secretId: 'sec_2', webhookId: null }])
    expect(eventsNow()).toMatchObject([
      {
        id: 'evt_1',
        label: 'Before',
        firstSeenAt: AT,
        lastSeenAt: AT + HOUR,
        deliveryCount: 2,
        starred: true
      }
    ])
    expect(deliveriesOf('evt_1').map((row) => row.receivedAt)).toEqual([AT + HOUR, AT])
    expect(operations.eventBody({ id: 'evt_1', offset: 0, form: 'arrived' }).content).toContain('Before')
  })
})

it('judges every delivery of an event anew when an earlier one turns out to be the first', () => {
  const { operations } = temp
  const rejected = {
    verdict: 'rejected',
    reasonCode: 'invalid_signature',
    reasonMessage: 'no',
    secretId: null
  } as const
  const [early] = operations.capture([captured(user('evt_1', { name: 'One' }), rejected)])
  for (const minute of [1, 2]) {
    operations.capture([captured(user('evt_1', { name: 'Two' }), { receivedAt: AT + minute })])
  }
  operations.capture([captured(user('evt_1', { name: 'One' }), { receivedAt: AT + 3 })])
  operations.promote([{ row: Number(early?.delivery.id.slice(4)), secretId: 'sec_2', webhookId: null }])
  expect(deliveriesOf('evt_1').map((row) => [row.receivedAt - AT, row.conflict])).toEqual([
    [3, false],
    [2, true],
    [1, true],
    [0, false]
  ])
  expect(eventsNow()).toMatchObject([{ label: 'One', conflict: true }])
  expect(operations.facets().flags.conflict).toBe(1)
})

it('adds minutes up to hours, and hours to days', () => {
  const { operations } = temp
  const times = [0, 30, 61, 25 * 60, 26 * 60]
  for (const [index, minutes] of times.entries()) {
    operations.capture([captured(user(`evt_${index}`), { receivedAt: AT + minutes * 60_000 })])
  }
  const bars = (width: 'minute' | 'hour' | 'day') =>
    operations
      .histogram({ from: AT, to: AT + 48 * HOUR, width })
      .rows.map((bar) => [(bar.at - AT) / 60_000, bar.events])
  expect(bars('minute')).toEqual(times.map((minutes) => [minutes, 1]))
  expect(bars('hour')).toEqual([
    [0, 2],
    [60, 1],
    [25 * 60, 1],
    [26 * 60, 1]
  ])
  expect(bars('day')).toEqual([
    [0, 3],
    [24 * 60, 2]
  ])
})

it('counts by the second what was received within a short while, and refuses what is too much for that', () => {
  const { operations } = temp
  const at = (seconds: number) => ({ receivedAt: AT + seconds * 1_000 + 400 })
  const rejected = {
    verdict: 'rejected',
    reasonCode: 'too_old',
    reasonMessage: 'old',
    secretId: null
  } as const
  operations.capture([
    captured(user('evt_1'), at(0)),
    captured(user('evt_2'), at(0)),
    captured(user('evt_3'), at(7)),
    captured(user('evt_4'), at(90)),
    captured(user('evt_5'), { ...at(7), ...rejected }),
    // Another delivery of an event counts as none.
    captured(user('evt_1'), at(8))
  ])
  operations.deleteEvents(['evt_2'])
  const bars = (to: number) => operations.histogram({ from: AT, to, width: 'second' }).rows
  expect(bars(AT + 60_000)).toEqual([
    { at: AT, events: 1, rejected: 0, unchecked: 0 },
    { at: AT + 7_000, events: 1, rejected: 1, unchecked: 0 }
  ])
  expect(() => bars(AT + 2 * HOUR)).toThrow(/Ask by the minute/)
})

it('stars all that a filter finds, step by step', () => {
  const { operations } = temp
  operations.capture([user('evt_1'), user('evt_2'), user('evt_3')].map((body) => captured(body)))
  operations.starEvents({ ids: ['evt_2'], starred: true })
  expect(operations.starMatchingEvents({ query: '-id:evt_3', starred: true })).toEqual({
    changed: 1,
    next: null
  })
  expect(eventsNow().map(({ id, starred }) => [id, starred])).toEqual([
    ['evt_3', false],
    ['evt_2', true],
    ['evt_1', true]
  ])
  expect(operations.starMatchingEvents({ query: 'is:starred', starred: false }).changed).toBe(2)
  expect(operations.facets().flags.starred).toBe(0)
})

describe('row numbers', () => {
  it('grow with each arrival also while the clock jumps back, and searches by time stay right', () => {
    const { operations } = temp
    const times = [0, 1, -HOUR, -HOUR + 1, HOUR, HOUR]
    for (const [index, offset] of times.entries()) {
      operations.capture([captured(user(`evt_${index}`), { receivedAt: AT + offset })])
    }
    expect(eventsNow().map((event) => event.id)).toEqual([
      'evt_5',
      'evt_4',
      'evt_3',
      'evt_2',
      'evt_1',
      'evt_0'
    ])
    const before = new Date(AT - 60_000).toISOString()
    const found = (query: string) => operations.listEvents({ query, limit: 9 }).rows.map((event) => event.id)
    expect(found(`before:${before}`)).toEqual(['evt_3', 'evt_2'])
    expect(found(`after:${before}`)).toEqual(['evt_5', 'evt_4', 'evt_1', 'evt_0'])
  })

  it('are whole numbers in order for any number of deliveries in one millisecond', () => {
    const { operations } = temp
    operations.capture(Array.from({ length: 2_500 }, (_, index) => captured(user(`evt_${index}`))))
    const ids = operations.listDeliveries({ limit: 500 }).rows.map((row) => Number(row.id.slice(4)))
    expect(new Set(ids).size).toBe(500)
    expect(ids.every((id) => Number.isSafeInteger(id))).toBe(true)
    expect(operations.stats().events).toBe(2_500)
  })
})

it('announces what a commit changed, and only what did commit', () => {
  const { operations, changes } = temp
  operations.capture([captured(user('evt_1'))])
  expect(changes.at(-1)).toMatchObject({ seq: 1, isWide: false, events: [{ id: 'evt_1' }], deliveries: [{}] })
  expect(() => operations.starEvents({ ids: ['evt_1', 'evt_nobody'], starred: true })).toThrow(/evt_nobody/)
  expect(changes).toHaveLength(1)
  expect(eventsNow()).toMatchObject([{ starred: false }])
  expect(operations.facets().flags.starred).toBe(0)
})
