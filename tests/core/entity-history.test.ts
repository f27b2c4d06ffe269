import { zstdDecompressSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { parseJsonText } from '#shared/json-text.ts'
import { attributesOf } from '../../src/main/core/entities/attributes.ts'
import { createEntityCommands } from '../../src/main/core/entities/entity-commands.ts'
import { createFold, foldEvent, placesIn } from '../../src/main/core/entities/fold.ts'
import { isDeletion } from '../../src/main/core/entities/is-deletion.ts'
import type { EventRow } from '../../src/main/core/store/event-row.ts'
import type { CapturedDelivery } from '../../src/main/core/store/deliveries.ts'
import { captured } from '../support/captured.ts'
import { directStore } from '../support/direct-store.ts'
import { openTempStore, type TempStore } from '../support/temp-store.ts'

const AT = Date.UTC(2026, 10, 1)
const MINUTE = 60_000

let temp: TempStore
beforeEach(() => {
  temp = openTempStore()
})
afterEach(() => temp.close())

/** The whole past, event by event, without anything that was worked out before. */
function foldFromScratch(id: string) {
  const { db } = temp.store
  const rows = db
    .prepare<[string], EventRow>(
      `SELECT e.*, t.action, t.canonical FROM events e JOIN types t ON t.key = e.type
        WHERE e.deletion IS NULL AND e.entity = (SELECT entity FROM events WHERE id = ?)
        ORDER BY e.happened_at, e.seq`
    )
    .all(id)
  const upTo = rows.slice(0, rows.findIndex((row) => row.id === id) + 1)
  const bodies = upTo.map((row) =>
    parseJsonText(temp.operations.eventBody({ id: row.id, offset: 0, form: 'arrived' }).content)
  )
  const fold = createFold()
  for (const [index, row] of upTo.entries()) {
    const { seq, happened_at: at, object } = row
    foldEvent(fold, { seq, at, object, isDeletion: isDeletion(row) }, bodies[index]!)
  }
  return {
    ...attributesOf(fold, placesIn(bodies.at(-1)!), (seq) => {
      const row = rows.find((one) => one.seq === seq)!
      return { id: row.id, type: row.canonical }
    }),
    events: fold.events,
    skipped: fold.skipped
  }
}

const value = fc.constantFrom('a', 'b', 'A', 1, '1', null, [], undefined, true, 'True')
const state = fc.record({
  name: value,
  raw_attributes: fc.record({
    department: value,
    emails: fc.constantFrom([], [{ type: 'work', value: 'w' }], [{ type: 'home', value: 'h' }])
  }),
  groups: fc.constantFrom(null, [{ id: 'dirgroup_1', name: 'One' }], [{ id: 'dirgroup_2', name: 'Two' }])
})
const shape = fc.record({
  entity: fc.constantFrom('diruser_1', 'diruser_1', 'diruser_1', 'diruser_2'),
  kind: fc.constantFrom('user_updated', 'user_updated', 'user_updated', 'user_deleted'),
  object: fc.constantFrom('DirectoryUser', 'DirectoryUser', undefined, 'OrgMembership'),
  minute: fc.integer({ min: 0, max: 400 }),
  state
})
const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('arrive' as const),
      shapes: fc.array(shape, { minLength: 100, maxLength: 200 })
    })
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('arriveUnchecked' as const), shape }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('promote' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('delete' as const),
      at: fc.array(fc.nat(), { minLength: 1, maxLength: 5 })
    })
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('undo' as const) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('erase' as const) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('tidy' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('keep' as const), events: fc.integer({ min: 100, max: 200 }) })
  },
  { weight: 5, arbitrary: fc.record({ act: fc.constant('look' as const), at: fc.nat() }) }
)

it('tells the same from snapshots as from the first event on, whatever comes late, goes and comes back', async () => {
  let looked = 0
  let snapshots = 0
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 12, maxLength: 25 }), async (acts) => {
      temp.close()
      temp = openTempStore()
      const { operations, store } = temp
      const commands = createEntityCommands({ store: directStore(operations) })
      const ids = () =>
        store.db.prepare<[], string>(`SELECT id FROM events WHERE deletion IS NULL ORDER BY id`).pluck().all()
      const toBody = (
        { entity, kind, object, minute, state: data }: typeof shape extends fc.Arbitrary<infer T> ? T : never,
        id: string
      ) => ({
        id,
        type: `organization.directory.${kind}`,
        object,
        occurred_at: new Date(AT + minute * MINUTE).toISOString(),
        data: { id: entity, ...data }
      })
      let arrived = 0
      let clock = AT + 500 * MINUTE
      const deletions: string[] = []
      const look = async (at: number) => {
        const known = ids()
        const id = known[at % known.length]
        if (id === undefined) return
        expect(await commands.blame({ id })).toEqual(foldFromScratch(id))
        looked++
        snapshots += store.db.prepare<[], number>('SELECT count(*) FROM snapshots').pluck().get()!
      }
      for (const step of acts) {
        clock += 1_000
        if (step.act === 'arrive') {
          operations.capture(
            step.shapes.map((one, index) =>
              captured(toBody(one, `evt_${arrived++}`), { receivedAt: clock + index })
            )
          )
        } else if (step.act === 'arriveUnchecked') {
          // The first delivery of an event that is verified only later, after another one with another body.
          const id = `evt_${arrived++}`
          operations.capture([
            captured(toBody(step.shape, id), {
              receivedAt: clock,
              verdict: 'unchecked',
              reasonCode: 'no_secret',
              secretId: null
            }),
            captured(toBody({ ...step.shape, minute: 400 - step.shape.minute }, id), {
              receivedAt: clock + 1
            })
          ])
        } else if (step.act === 'promote') {
          const found = operations.candidates({
            kind: 'webhook',
            verdict: 'unchecked',
            afterRow: 0,
            limit: 9
          })
          operations.promote(found.map(({ row }) => ({ row, secretId: 'sec_2', webhookId: null })))
        } else if (step.act === 'delete') {
          const known = ids()
          if (known.length === 0) continue
          deletions.push(operations.deleteEvents(step.at.map((at) => known[at % known.length]!)).deletionId)
        } else if (step.act === 'undo') {
          const deletion = deletions.pop()
          if (deletion !== undefined) operations.undoDeletion(deletion)
        } else if (step.act === 'erase') {
          deletions.length = 0
          store.db.exec('UPDATE deletions SET at = 0')
          while (operations.tidy(true));
        } else if (step.act === 'keep') {
          operations.setRetention({
            maxAgeDays: null,
            maxBytes: null,
            maxUnverified: 100,
            maxEvents: step.events
          })
          while (operations.tidy(true));
        } else if (step.act === 'tidy') while (operations.tidy(true));
        else await look(step.at)
      }
      for (const at of [0, 17, 60, 111]) await look(at)
    }),
    { numRuns: 8, endOnFailure: true }
  )
  expect(looked).toBeGreaterThan(30)
  expect(snapshots).toBeGreaterThan(10)
}, 300_000)

it('keeps no value of a deleted event in what it worked out before', async () => {
  const { operations, store } = temp
  const commands = createEntityCommands({ store: directStore(operations) })
  const event = (n: number, department: string) =>
    captured(
      {
        id: `evt_${n}`,
        type: 'organization.directory.user_updated',
        occurred_at: new Date(AT + n * MINUTE).toISOString(),
        data: { id: 'diruser_1', department }
      },
      { receivedAt: AT + n * MINUTE }
    )
  operations.capture(Array.from({ length: 450 }, (_, n) => event(n, n === 250 ? 'Confidential' : 'Design')))
  const told = async () =>
    JSON.stringify([await commands.blame({ id: 'evt_449' }), await commands.blame({ id: 'evt_251' })])
  const kept = () =>
    store.db
      .prepare<[], Buffer>('SELECT state FROM snapshots')
      .pluck()
      .all()
      .map((packed) => zstdDecompressSync(packed).toString())
  expect(await told()).toContain('Confidential')
  expect(kept().filter((text) => text.includes('Confidential'))).toHaveLength(2)
  operations.deleteEvents(['evt_250'])
  expect(kept()).toHaveLength(2)
  expect(await told()).not.toContain('Confidential')
  expect(kept()).toHaveLength(4)
  expect(kept().join('\n')).not.toContain('Confidential')
})

/** As many events of one entity, a minute apart, each of another value. */
function fill(events: number): void {
  temp.operations.capture(Array.from({ length: events }, (_, minute) => minuteOf(`evt_${minute}`, minute)))
}
const minuteOf = (id: string, minute: number, change: Partial<CapturedDelivery> = {}) =>
  captured(
    {
      id,
      type: 'organization.directory.user_updated',
      occurred_at: new Date(AT + minute * MINUTE).toISOString(),
      data: { id: 'diruser_1', minute, [`only_${minute}`]: minute }
    },
    { receivedAt: AT + 500 * MINUTE, ...change }
  )
/** Asks, so that there are snapshots, and again after the change. */
async function expectToldAnew(change: () => void): Promise<void> {
  const commands = createEntityCommands({ store: directStore(temp.operations) })
  const told = () => Promise.all(['evt_199', 'evt_299'].map((id) => commands.blame({ id })))
  const before = await told()
  change()
  const after = await told()
  expect(after).not.toEqual(before)
  expect(after).toEqual([foldFromScratch('evt_199'), foldFromScratch('evt_299')])
}
const UNCHECKED = { verdict: 'unchecked', reasonCode: 'no_secret', secretId: null } as const

it.each([
  { was: 150, turnsOutAs: 20 },
  { was: 20, turnsOutAs: 150 }
])('tells anew of an event that shows another delivery: of minute $turnsOutAs, not $was', async (minute) => {
  const { operations } = temp
  operations.capture([minuteOf('evt_twice', minute.turnsOutAs, UNCHECKED), minuteOf('evt_twice', minute.was)])
  fill(300)
  await expectToldAnew(() => {
    const [first] = operations.candidates({ kind: 'webhook', verdict: 'unchecked', afterRow: 0, limit: 1 })
    operations.promote([{ row: first!.row, secretId: 'sec_2', webhookId: null }])
  })
})

it('tells anew of what is brought back', async () => {
  fill(300)
  const { deletionId } = temp.operations.deleteEvents(['evt_50'])
  await expectToldAnew(() => temp.operations.undoDeletion(deletionId))
})

it('tells anew when the oldest are no longer kept', async () => {
  fill(300)
  await expectToldAnew(() => {
    temp.operations.setRetention({ maxAgeDays: null, maxBytes: null, maxUnverified: 100, maxEvents: 150 })
    while (temp.operations.tidy(true));
  })
})

it('follows an entity ahead in quiet moments, so that reading it is one step', async () => {
  const { operations } = temp
  operations.capture(
    Array.from({ length: 1_250 }, (_, n) =>
      captured(
        { id: `evt_${n}`, type: 'organization.directory.user_updated', data: { id: 'diruser_1', n } },
        { receivedAt: AT + n * MINUTE }
      )
    )
  )
  expect(operations.blameStep('evt_1249')).toBeNull()
  while (operations.tidy(true));
  expect(operations.blameStep('evt_1249')).toMatchObject({ events: 1_250, skipped: 0 })
  expect(operations.blameStep('evt_640')).toMatchObject({ events: 641 })
})
