import { afterEach, beforeEach, expect, it } from 'vitest'
import { groupEvent, openToldEntities, userEvent } from '../support/told-entities.ts'

let told: ReturnType<typeof openToldEntities>
beforeEach(() => {
  told = openToldEntities()
})
afterEach(() => told.temp.close())

it('follows 31,000 members of a group, and everyone who left it', async () => {
  const ids = (from: number) => Array.from({ length: 31_000 }, (_, n) => `u${from + n}`)
  told.arrive(...[0, 1, 2, 3].map((n) => groupEvent(`evt_${n}`, n, ids(n * 1_000))))
  expect(await told.members({ limit: 1 })).toMatchObject({ present: 31_000, past: 3_000, skipped: 0 })
  const { attributes, more } = await told.blame('evt_3')
  const [present, gone] = [
    attributes.filter(({ text }) => text !== null),
    attributes.filter(({ text }) => text === null)
  ]
  expect([present.length, gone.length]).toEqual([2_000, 500])
  expect([present.length + more.present, gone.length + more.gone]).toEqual([31_002, 3_000])
})

it('says of a body with too much that it was not followed whole, and takes nobody for gone or new by that', async () => {
  const numbered = (count: number, numberOf: (n: number) => number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`a${numberOf(n)}`, numberOf(n)]))
  const many = numbered(25_000, (n) => n)
  const last = numbered(15_000, (n) => 24_999 - n)
  told.arrive(
    userEvent('evt_1', 1, { title: 'Lead', last }),
    userEvent('evt_2', 2, { title: 'Lead', last: many }),
    userEvent('evt_3', 3, { id: 'diruser_2', title: 'Lead', last: many }),
    userEvent('evt_4', 4, { id: 'diruser_2', title: 'Lead', last })
  )
  const cut = await told.blame('evt_2')
  expect([cut.events, cut.skipped]).toEqual([1, 1])
  expect([cut.attributes.filter(({ text }) => text === null), cut.more.gone]).toEqual([[], 0])
  const whole = await told.blame('evt_4')
  expect([whole.events, whole.skipped]).toEqual([1, 1])
  const shown = whole.attributes.filter(({ pointer }) => pointer !== null)
  expect(shown).toHaveLength(2_000)
  expect(shown.filter(({ changes, isStart }) => changes > 0 || !isStart)).toEqual([])
})

it('a member is one of the list itself, by its value, else by its name', async () => {
  told.arrive(
    groupEvent('evt_1', 1, [
      {
        value: 'diruser_1',
        display: 'Ada',
        roles: ['admin'],
        emails: [{ type: 'work', value: 'a@x.example' }]
      },
      { type: 'guest', value: 'diruser_2' },
      { display: 'No value' },
      ['nested'],
      null,
      7
    ]),
    groupEvent('evt_2', 2, [{ type: 'guest', value: 'diruser_3' }])
  )
  const ids = async (eventId: string) =>
    (await told.members({ eventId })).rows.map((row) => [row.memberId, row.leftId])
  expect(await ids('evt_1')).toEqual([
    ['7', null],
    ['diruser_1', null],
    ['diruser_2', null],
    ['No value', null]
  ])
  expect((await ids('evt_2')).filter(([, left]) => left === null)).toEqual([['diruser_3', null]])
  expect((await ids('evt_2')).filter(([, left]) => left === 'evt_2')).toHaveLength(4)
})

const fill = (count: number) =>
  told.arrive(
    ...Array.from({ length: count }, (_, n) => userEvent(`evt_${n}`, n, { n, filler: 'x'.repeat(200) }))
  )
const snapshots = () => told.rows<{ seq: number }>('SELECT seq FROM snapshots').length

it('keeps what it worked out at once, so that a late event costs only what comes after it', () => {
  fill(1_000)
  const step = () => told.temp.operations.blameStep('evt_999')
  for (let steps = 0; steps < 4; steps++) expect(step()).toBeNull()
  expect(snapshots()).toBe(2)
  while (!step());
  told.arrive(userEvent('evt_late', 950.5, {}))
  expect(snapshots()).toBe(9)
  expect(step() ?? step()).toMatchObject({ events: 1_001 })
})

it('refuses in words to read on for ever while earlier events keep arriving, and then another is read', () => {
  fill(1_000)
  told.arrive(userEvent('evt_other', 1, { id: 'diruser_2' }))
  const readBesideLateEvents = () => {
    for (let late = 0; late < 50; late++) {
      told.arrive(userEvent(`evt_late_${late}`, -1 - late, {}))
      for (let steps = 0; steps < 2; steps++) if (told.temp.operations.blameStep('evt_999')) return
    }
  }
  expect(readBesideLateEvents).toThrow(/Earlier events of this entity keep arriving/)
  expect(told.temp.operations.blameStep('evt_other')).toMatchObject({ events: 1 })
  let answer = null
  for (let steps = 0; answer === null && steps < 20; steps++)
    answer = told.temp.operations.blameStep('evt_999')
  expect(answer).toMatchObject({ skipped: 0 })
})
