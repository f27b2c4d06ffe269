import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entity, EntityEvent } from '#shared/entity-models.ts'
import { createEventWindow, eventAt, indexOfEvent, type ReadWindow } from './event-window.ts'
import { timeOfPosition } from './time-of-position.ts'

const event = (position: number, at: number): EntityEvent =>
  ({ id: `evt_${at}_${position}`, position, happenedAt: at, starred: false }) as EntityEvent

/** A core that holds the given times, as the contract says that it answers. */
function createCore(times: readonly number[]) {
  let events: EntityEvent[] = []
  const inputs: Parameters<ReadWindow>[0][] = []
  const hold = (next: readonly number[]) => {
    events = next.toSorted((a, b) => a - b).map((at, index) => event(index + 1, at))
  }
  hold(times)
  const read: ReadWindow = (input) => {
    inputs.push(input)
    const { limit = 60 } = input
    const latest = events.length
    let top = latest
    if (input.older !== undefined) top = Number(input.older) - 1
    else if (input.newer !== undefined) top = Math.min(latest, Number(input.newer) + limit)
    else {
      let at =
        input.aroundAt === undefined
          ? latest
          : events.findLastIndex((e) => e.happenedAt <= input.aroundAt!) + 1
      if (input.aroundId !== undefined) at = events.findIndex((e) => e.id === input.aroundId) + 1
      top = Math.min(latest, Math.max(at, 1) + Math.floor(limit / 2))
    }
    const bottom = input.newer === undefined ? Math.max(1, top - limit + 1) : Number(input.newer) + 1
    const rows = events.slice(bottom - 1, top).toReversed()
    return Promise.resolve({
      rows,
      older: bottom > 1 ? String(bottom) : null,
      newer: top < latest ? String(top) : null
    })
  }
  const entity = (): Entity => ({
    id: 'diruser_1',
    object: 'DirectoryUser',
    label: null,
    organizationId: null,
    organizationName: null,
    events: events.length,
    firstId: events[0]!.id,
    firstAt: events[0]!.happenedAt,
    lastId: events.at(-1)!.id,
    lastAt: events.at(-1)!.happenedAt,
    deleted: false,
    relatives: [],
    ...spansOf(events.map((each) => each.happenedAt))
  })
  return { read, entity, hold, inputs, id: (position: number) => events[position - 1]!.id }
}

function spansOf(times: readonly number[]): Pick<Entity, 'spanMs' | 'spans'> {
  const spanMs = Math.max(1, Math.ceil((times.at(-1)! - times[0]! + 1) / 100))
  const counts = Map.groupBy(times, (at) => Math.floor((at - times[0]!) / spanMs))
  const spans = [...counts].map(([part, { length }]) => ({ at: times[0]! + part * spanMs, events: length }))
  return { spanMs, spans }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))
const upTo = (count: number) => Array.from({ length: count }, (_, index) => (index + 1) * 1_000)

async function open(core: ReturnType<typeof createCore>, aroundId: string | null = null) {
  const store = createEventWindow(core.read, core.entity(), aroundId)
  store.subscribe(() => {})
  await settled()
  return store
}

test('starts at the latest event, or around the one that is asked for', async () => {
  const core = createCore(upTo(1_000))
  const atHead = await open(core)
  expect(eventAt(atHead.getSnapshot(), 0)?.position).toBe(1_000)
  const inside = await open(core, core.id(300))
  expect(indexOfEvent(inside.getSnapshot(), core.id(300))).toBe(700)
  expect(eventAt(inside.getSnapshot(), 700)?.id).toBe(core.id(300))
})

test('reads on where the reader looks, without a gap', async () => {
  const core = createCore(upTo(1_000))
  const store = await open(core)
  const forget = store.want(90)
  await settled()
  forget()
  const { rows } = store.getSnapshot()
  expect(rows.map((row) => row.position)).toEqual(Array.from({ length: 160 }, (_, index) => 1_000 - index))
})

test('goes to a far place in a few reads, however uneven the events lie in time', async () => {
  const times = [...upTo(5_000).map((at) => at / 1_000), ...upTo(5_000).map((at) => at * 1_000)]
  const core = createCore(times)
  const store = await open(core)
  core.inputs.length = 0
  store.want(7_000)
  await settled()
  expect(eventAt(store.getSnapshot(), 7_000)?.position).toBe(3_000)
  expect(core.inputs.length).toBeLessThan(12)
})

test('walks to a far place where all events happened at one time', async () => {
  const core = createCore(upTo(3_000).map(() => 5))
  const store = await open(core)
  store.want(2_900)
  for (let turn = 0; turn < 40 && !eventAt(store.getSnapshot(), 2_900); turn++) await settled()
  expect(eventAt(store.getSnapshot(), 2_900)?.position).toBe(100)
})

test('lists a new event at once for one who follows, and lets it wait for one who reads', async () => {
  const core = createCore(upTo(10))
  const store = await open(core)
  core.hold(upTo(11))
  store.update(core.entity())
  await settled()
  expect(store.getSnapshot()).toMatchObject({ total: 11, waiting: 0 })

  store.follow(false)
  core.hold(upTo(13))
  store.update(core.entity())
  await settled()
  expect(store.getSnapshot()).toMatchObject({ total: 11, waiting: 2 })
  expect(eventAt(store.getSnapshot(), 0)?.position).toBe(11)

  store.follow(true)
  await settled()
  expect(store.getSnapshot()).toMatchObject({ total: 13, waiting: 0 })
})

test('keeps what waits out of the list while rows near its head are read', async () => {
  const core = createCore(upTo(500))
  const store = await open(core, core.id(100))
  store.follow(false)
  core.hold(upTo(505))
  store.update(core.entity())
  store.want(0)
  for (let turn = 0; turn < 5; turn++) await settled()
  expect(store.getSnapshot()).toMatchObject({ total: 500, waiting: 5 })
  expect(eventAt(store.getSnapshot(), 0)?.position).toBe(500)
})

test('drops what was deleted, in the middle of the list as well', async () => {
  const core = createCore(upTo(400))
  const store = await open(core, core.id(200))
  store.follow(false)
  core.hold(upTo(400).filter((at) => at !== 199_000))
  store.update(core.entity())
  await settled()
  const { rows, total } = store.getSnapshot()
  expect(total).toBe(399)
  expect(rows.some((row) => row.happenedAt === 199_000)).toBe(false)
})

test('shows a late event where it belongs', async () => {
  const core = createCore(upTo(400))
  const store = await open(core)
  core.hold([...upTo(400), 380_500])
  store.update(core.entity())
  await settled()
  expect(store.getSnapshot().rows.find((row) => row.happenedAt === 380_500)?.position).toBe(381)
})

test('changes rows in place', async () => {
  const core = createCore(upTo(10))
  const store = await open(core)
  store.patch([{ ...event(10, 10_000), starred: true }])
  expect(eventAt(store.getSnapshot(), 0)).toMatchObject({ starred: true, position: 10 })
})

test('says why it could not be read, and reads again when asked', async () => {
  const core = createCore(upTo(10))
  let isBroken = true
  const store = createEventWindow(
    (input, signal) =>
      isBroken ? Promise.reject(new Error('The store is closed.')) : core.read(input, signal),
    core.entity(),
    null
  )
  store.subscribe(() => {})
  await settled()
  expect(store.getSnapshot()).toMatchObject({ status: 'failed', error: 'The store is closed.' })
  isBroken = false
  store.reload()
  await settled()
  expect(store.getSnapshot()).toMatchObject({ status: 'ready', error: null, total: 10 })
})

test('ends on the place that is wanted, whatever the times and wherever the reader jumps', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 1_500 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { minLength: 1, maxLength: 4 }),
      async (times, jumps) => {
        const core = createCore(times)
        const store = await open(core)
        for (const jump of jumps) {
          const index = Math.floor(jump * times.length)
          const forget = store.want(index)
          for (let turn = 0; turn < 40 && !eventAt(store.getSnapshot(), index); turn++) await settled()
          forget()
          expect(eventAt(store.getSnapshot(), index)?.position).toBe(times.length - index)
        }
      }
    ),
    { numRuns: 30 }
  )
})

test('guesses a time between those that are known', () => {
  const entity = {
    firstAt: 0,
    lastAt: 1_000,
    events: 101,
    spanMs: 100,
    spans: [
      { at: 0, events: 91 },
      { at: 900, events: 10 }
    ]
  }
  expect(timeOfPosition(1, entity, [])).toBe(0)
  expect(timeOfPosition(46, entity, [])).toBe(50)
  expect(timeOfPosition(101, entity, [])).toBe(1_000)
  expect(timeOfPosition(46, entity, [{ position: 46, at: 7 }])).toBe(7)
})
