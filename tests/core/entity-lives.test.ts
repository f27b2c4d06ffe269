import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { groupEvent, minute, openToldEntities, userEvent } from '../support/told-entities.ts'

let told: ReturnType<typeof openToldEntities>
beforeEach(() => {
  told = openToldEntities()
})
afterEach(() => told.temp.close())

const DELETED = { type: 'organization.directory.user_deleted' }

it('what is there after a deletion is so since the entity is there again', async () => {
  told.arrive(
    userEvent('evt_1', 1, { email: 'a@x.example', title: 'Lead', note: null }),
    userEvent('evt_2', 2, { email: 'a@x.example' }, DELETED),
    userEvent('evt_3', 3, { email: 'a@x.example', active: true, note: null }),
    userEvent('evt_4', 4, { email: 'a@x.example', active: true, note: null })
  )
  const attributes = await told.attributes('evt_4')
  const since = { sinceId: 'evt_3', isStart: false, changes: 1 }
  expect(attributes.get('data.email')).toMatchObject({
    ...since,
    text: '"a@x.example"',
    before: { text: '"a@x.example"', sinceAt: minute(1), isStart: true }
  })
  expect(attributes.get('data.active')).toMatchObject({ ...since, before: { text: null } })
  expect(attributes.get('data.title')).toMatchObject({ ...since, text: null, before: { text: '"Lead"' } })
  expect(attributes.get('data.note')).toMatchObject({ sinceId: 'evt_1', changes: 0 })
  expect((await told.attributes('evt_2')).get('data.title')).toMatchObject({
    text: '"Lead"',
    sinceId: 'evt_1'
  })
})

it('a deleted group keeps its last members, and who is in it again joined again', async () => {
  const ended = { type: 'organization.directory.group_deleted' }
  told.arrive(groupEvent('evt_1', 1, ['diruser_1', 'diruser_2']), groupEvent('evt_2', 2, [], ended))
  expect(await told.members()).toMatchObject({ present: 2, past: 0 })
  expect(await told.entities.get({ id: 'dirgroup_1' })).toMatchObject({ deleted: true })
  told.arrive(groupEvent('evt_3', 3, ['diruser_2']))
  expect((await told.members()).rows).toMatchObject([
    { memberId: 'diruser_2', joinedId: 'evt_3', isStart: false, leftId: null },
    { memberId: 'diruser_1', joinedId: 'evt_1', leftId: 'evt_3' }
  ])
})

describe('a user of several organisations', () => {
  const membership = (id: string, at: number, organization: string, name: string, change: object = {}) => ({
    id,
    type: 'user.organization_membership_updated',
    object: 'OrgMembership',
    occurred_at: new Date(minute(at)).toISOString(),
    data: {
      organization: { id: organization, display_name: name },
      user: { id: 'usr_1', email: 'a@x.example' }
    },
    ...change
  })

  it('has what each of them is like for itself', async () => {
    told.arrive(
      membership('evt_1', 1, 'org_1', 'One'),
      membership('evt_2', 2, 'org_2', 'Two'),
      membership('evt_3', 3, 'org_1', 'One')
    )
    const attributes = await told.attributes('evt_3')
    expect(attributes.get('data.organization.display_name')).toMatchObject({
      text: '"One"',
      sinceId: 'evt_1',
      changes: 0,
      pointer: '/data/organization/display_name'
    })
    expect(attributes.get('data[organization=org_2].organization.display_name')).toMatchObject({
      text: '"Two"',
      sinceId: 'evt_2',
      changes: 0,
      pointer: null
    })
    expect(attributes.get('data.user.email')).toMatchObject({ sinceId: 'evt_1', changes: 0 })
  })

  it('is compared with itself in the same organisation', async () => {
    told.arrive(
      membership('evt_1', 1, 'org_1', 'One'),
      membership('evt_2', 2, 'org_2', 'Two'),
      membership('evt_3', 3, 'org_1', 'One')
    )
    const base = (id: string) => told.temp.operations.getEvent(id).baseId
    expect([base('evt_2'), base('evt_3')]).toEqual([null, 'evt_1'])
    const { rows } = await told.entities.events({ id: 'usr_1', limit: 10 })
    expect(rows.map(({ changed }) => changed?.count ?? null)).toEqual([0, null, null])
  })
})

it('ids of entities are whole or none', async () => {
  const long = (end: string) => `diruser_${'x'.repeat(300)}${end}`
  told.arrive(
    userEvent('evt_1', 1, { id: long('A'), name: 'Ada' }),
    userEvent('evt_2', 2, { id: long('B') }),
    userEvent('evt_3', 3, { id: `d${'x'.repeat(299)}` })
  )
  const summary = (id: string) => told.temp.operations.getEvent(id).summary
  expect(summary('evt_1')).toMatchObject({ entityId: null, label: 'Ada' })
  expect(summary('evt_2').entityId).toBeNull()
  expect(await told.entities.get({ id: summary('evt_3').entityId! })).toMatchObject({ events: 1 })
})

it('no event is lost between the parts of all of time', async () => {
  const times = [
    '+275760-09-13T00:00:00Z',
    '-271821-04-20T00:00:00Z',
    '2026-11-01T00:00:00Z',
    '9999-12-31T23:59:59Z'
  ]
  told.arrive(
    ...times.map((time, n) => userEvent(`evt_${n}`, 0, { n }, { occurred_at: time })),
    ...Array.from({ length: 99 }, (_, n) => {
      const at = -8_640_000_000_000_000 + (n + 1) * 172_800_000_000_000
      return [at - 1, at, at + 1].map((time, side) =>
        userEvent(`evt_${n}_${side}`, 0, { n }, { occurred_at: new Date(time).toISOString() })
      )
    }).flat()
  )
  const { events, spans } = await told.entities.get({ id: 'diruser_1' })
  expect([events, spans.reduce((sum, span) => sum + span.events, 0)]).toEqual([301, 301])
})
