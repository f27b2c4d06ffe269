import { unpackFold } from '../../src/main/core/entities/pack-fold.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { commands as contract } from '#shared/contract.ts'
import { makeScalekitId } from '#shared/scalekit-id.ts'
import { createEntityCommands, type EntityCommands } from '../../src/main/core/entities/entity-commands.ts'
import { captured } from '../support/captured.ts'
import { directStore } from '../support/direct-store.ts'
import { openTempStore, type TempStore } from '../support/temp-store.ts'

const AT = Date.UTC(2026, 10, 1)
const MINUTE = 60_000

let temp: TempStore
let entities: EntityCommands
beforeEach(() => {
  temp = openTempStore()
  entities = createEntityCommands({ store: directStore(temp.operations) })
})
afterEach(() => temp.close())

const at = (minute: number) => AT + minute * MINUTE
const event = (id: string, minute: number, data: object, change: object = {}) => ({
  id,
  type: 'organization.directory.user_updated',
  object: 'DirectoryUser',
  organization_id: 'org_1',
  occurred_at: new Date(at(minute)).toISOString(),
  data: { id: 'diruser_1', ...data },
  ...change
})
/** Everything arrives in the order given, after it all happened. */
let arrivals = 0
function arrive(...payloads: readonly unknown[]): void {
  for (const payload of payloads)
    temp.operations.capture([captured(payload, { receivedAt: at(9_000) + arrivals++ })])
}
const windowOf = async (input: Partial<Parameters<EntityCommands['events']>[0]> = {}) => {
  const window = await entities.events({ id: 'diruser_1', limit: 60, ...input })
  expect(contract['entities.events'].output.parse(window)).toEqual(window)
  return window
}
const attributesAt = async (id: string) => {
  const blame = await entities.blame({ id })
  expect(contract['events.blame'].output.parse(blame)).toEqual(blame)
  return new Map(blame.attributes.map((attribute) => [attribute.label, attribute]))
}

describe('the events of an entity', () => {
  it('are in the order in which they happened, and say by which witness', async () => {
    const named = makeScalekitId('evt', at(2), 7)
    arrive(
      event('evt_c', 3, {}),
      event('evt_a', 1, {}),
      event('evt_none', 0, {}, { occurred_at: undefined }),
      event(named, 0, {}, { occurred_at: undefined }),
      event('evt_other', 2, { id: 'diruser_2' })
    )
    const { rows, older, newer } = await windowOf()
    expect(rows.map(({ id, position, orderedBy, late }) => [id, position, orderedBy, late])).toEqual([
      ['evt_none', 4, 'receipt', false],
      ['evt_c', 3, 'occurred_at', false],
      [named, 2, 'id', true],
      ['evt_a', 1, 'occurred_at', true]
    ])
    expect([older, newer]).toEqual([null, null])
  })

  it('are read window by window, both ways, around an event and around a time', async () => {
    arrive(...Array.from({ length: 25 }, (_, n) => event(`evt_${n}`, n, {})))
    const range = (from: number, to: number) =>
      Array.from({ length: from - to + 1 }, (_, index) => `evt_${from - index}`)
    const ids = async (input: Parameters<typeof windowOf>[0]) => {
      const { rows, older, newer } = await windowOf(input)
      expect(rows.map(({ position }) => position)).toEqual(rows.map(({ id }) => Number(id.slice(4)) + 1))
      return [rows.map(({ id }) => id), older, newer] as const
    }
    const [latest, older, newer] = await ids({ limit: 10 })
    expect([latest, newer]).toEqual([range(24, 15), null])
    const [middle, toOldest, toNewest] = await ids({ limit: 10, older: older! })
    expect(middle).toEqual(range(14, 5))
    expect(await ids({ limit: 10, older: toOldest! })).toEqual([range(4, 0), null, expect.any(String)])
    expect((await ids({ limit: 10, newer: toNewest! }))[0]).toEqual(latest)
    expect((await ids({ limit: 10, aroundId: 'evt_12' }))[0]).toEqual(range(17, 8))
    expect((await ids({ limit: 10, aroundId: 'evt_1' }))[0]).toEqual(range(9, 0))
    expect((await ids({ limit: 10, aroundId: 'evt_24' }))[0]).toEqual(range(24, 15))
    expect((await ids({ limit: 1, aroundId: 'evt_12' }))[0]).toEqual(['evt_12'])
    expect((await ids({ limit: 4, aroundAt: at(12) + 1 }))[0]).toEqual(range(14, 11))
    expect((await ids({ limit: 4, aroundAt: 0 }))[0]).toEqual(range(3, 0))
    temp.operations.deleteEvents(['evt_12', 'evt_13'])
    const { rows } = await windowOf({ limit: 4, aroundAt: at(12) })
    expect(rows.map(({ id, position }) => [id, position])).toEqual([
      ['evt_15', 14],
      ['evt_14', 13],
      ['evt_11', 12],
      ['evt_10', 11]
    ])
  })

  it('say what they changed, once where a normalised field follows its raw attribute', async () => {
    arrive(
      event('evt_1', 1, {
        name: 'Ada',
        department: 'Design',
        raw_attributes: { Department: 'Design', active: 'True' }
      }),
      event('evt_2', 2, {
        name: 'Ada',
        department: 'Platform',
        title: 'Lead',
        raw_attributes: { department: 'Platform', active: true, 'urn:x': { badge: 'gold' } }
      }),
      event('evt_deleted', 3, { email: 'ada@x.example' }, { type: 'organization.directory.user_deleted' }),
      event('evt_large', 4, { name: 'x'.repeat(70_000) }),
      event('evt_2_again', 5, { name: 'Grace' }),
      event('evt_same', 6, { name: 'Grace' })
    )
    const { rows } = await windowOf()
    expect(rows.map(({ id, changed }) => [id, changed])).toEqual([
      ['evt_same', { count: 0, labels: [] }],
      ['evt_2_again', null],
      ['evt_large', null],
      ['evt_deleted', null],
      ['evt_2', { count: 3, labels: ['department', '["urn:x"]', 'title'] }],
      ['evt_1', null]
    ])
  })

  it('are compared with the last event that shows the same part of the entity', async () => {
    const login = (id: string, minute: number, session: string) => ({
      ...event(id, minute, {}, { type: 'user.login', object: 'User' }),
      data: { user: { id: 'diruser_1', email: 'ada@x.example' }, user_session: { session_id: session } }
    })
    arrive(login('evt_1', 1, 'ses_1'), event('evt_2', 2, { name: 'Ada' }), login('evt_3', 3, 'ses_2'))
    const { rows } = await windowOf()
    expect(rows.map(({ changed }) => changed?.labels ?? null)).toEqual([
      ['user_session.session_id'],
      null,
      null
    ])
    expect(temp.operations.getEvent('evt_3').baseId).toBe('evt_1')
  })

  it('refuse a place that is none', async () => {
    arrive(event('evt_1', 1, {}), event('evt_2', 2, { id: 'diruser_2' }))
    await expect(windowOf({ older: 'anything' })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(windowOf({ older: '1:1', newer: '1:1' })).rejects.toThrow(/one place/)
    await expect(windowOf({ aroundId: 'evt_2' })).rejects.toThrow('There is no event evt_2 of diruser_1.')
    await expect(windowOf({ id: 'diruser_3' })).rejects.toThrow('No event of diruser_3 is stored.')
  })
})

describe('an entity', () => {
  it('tells what its latest events tell, and how they are spread', async () => {
    arrive(
      event('evt_1', 0, { name: 'Ada' }, { data: { id: 'diruser_1', name: 'Ada' } }),
      event('evt_2', 10, { name: 'Ada Byron' }),
      event(
        'evt_3',
        1_000,
        { email: 'ada@x.example' },
        { type: 'organization.directory.user_deleted', object: undefined }
      )
    )
    const entity = await entities.get({ id: 'diruser_1' })
    expect(contract['entities.get'].output.parse(entity)).toEqual(entity)
    expect(entity).toMatchObject({
      object: 'DirectoryUser',
      label: 'Ada Byron',
      organizationId: 'org_1',
      events: 3,
      firstId: 'evt_1',
      firstAt: at(0),
      lastId: 'evt_3',
      lastAt: at(1_000),
      deleted: true,
      relatives: []
    })
    expect(entity.spans.map((span) => [(span.at - at(0)) / entity.spanMs, span.events])).toEqual([
      [0, 2],
      [99, 1]
    ])
  })

  it('is not gone because a user left an organisation', async () => {
    arrive({
      ...event('evt_1', 1, {}),
      type: 'user.organization_membership_deleted',
      object: 'OrgMembership',
      data: { user: { id: 'usr_1' }, organization: { id: 'org_1' } }
    })
    expect(await entities.get({ id: 'usr_1' })).toMatchObject({ deleted: false })
  })

  it('is not found once all its events are deleted', async () => {
    arrive(event('evt_1', 1, {}))
    temp.operations.deleteEvents(['evt_1'])
    await expect(entities.get({ id: 'diruser_1' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(entities.get({ id: "'; DROP TABLE events; --\u0000" })).rejects.toMatchObject({
      code: 'not_found'
    })
  })
})

describe('relatives', () => {
  const learn = () => {
    while (temp.operations.tidy(true));
  }
  it('are those that were provisioned anew: same dp_id, else e-mail, in one organisation', async () => {
    arrive(
      event('evt_1', 1, { dp_id: '00u1', email: 'ada@x.example' }),
      event('evt_2', 2, {}, { type: 'organization.directory.user_deleted' }),
      event('evt_3', 3, { id: 'diruser_2', raw_attributes: { externalId: '00u1' } }),
      event('evt_4', 4, { id: 'diruser_3', email: 'Ada@x.example', name: 'Ada' }),
      event('evt_5', 5, { id: 'diruser_4', dp_id: '00u1' }, { organization_id: 'org_2' }),
      event('evt_6', 6, { id: 'usr_1', email: 'ada@x.example' })
    )
    learn()
    expect((await entities.get({ id: 'diruser_1' })).relatives).toEqual([
      { id: 'diruser_3', label: 'Ada', by: 'email', firstAt: at(4), lastAt: at(4), deleted: false },
      { id: 'diruser_2', label: 'diruser_2', by: 'dp_id', firstAt: at(3), lastAt: at(3), deleted: false }
    ])
    expect((await entities.get({ id: 'diruser_2' })).relatives).toMatchObject([
      { id: 'diruser_1', deleted: true }
    ])
  })

  it('are groups with one external_id, which comes as dp_id with a deletion, and users of Google', async () => {
    const group = { object: 'DirectoryGroup', type: 'organization.directory.group_updated' }
    arrive(
      event(
        'evt_1',
        1,
        { id: 'dirgroup_1', dp_id: 'G1' },
        { ...group, type: 'organization.directory.group_deleted' }
      ),
      event('evt_2', 2, { id: 'dirgroup_2', external_id: 'G1' }, group),
      event('evt_3', 3, { raw_attributes: { primaryEmail: 'a@x.example', id: '1088' } }),
      event('evt_4', 4, { id: 'diruser_2', dp_id: '1088' })
    )
    learn()
    expect((await entities.get({ id: 'dirgroup_2' })).relatives).toMatchObject([
      { id: 'dirgroup_1', by: 'external_id', deleted: true }
    ])
    expect((await entities.get({ id: 'diruser_1' })).relatives).toMatchObject([
      { id: 'diruser_2', by: 'dp_id' }
    ])
  })

  it('are forgotten with the last event of an entity, and not before', async () => {
    arrive(
      event('evt_1', 1, { dp_id: '00u1' }),
      event('evt_2', 2, { dp_id: '00u1' }),
      event('evt_3', 3, { id: 'diruser_2', dp_id: '00u1' })
    )
    learn()
    const names = () => temp.store.db.prepare('SELECT count(*) FROM names').pluck().get()
    const erase = (...ids: string[]) => {
      temp.operations.deleteEvents(ids)
      temp.store.db.exec('UPDATE deletions SET at = 0')
      learn()
    }
    erase('evt_1')
    expect(names()).toBe(2)
    erase('evt_2')
    expect(names()).toBe(1)
    expect((await entities.get({ id: 'diruser_2' })).relatives).toEqual([])
  })
})

describe('since when an attribute is as it is', () => {
  it('is told of a password without the password, which no snapshot has either', async () => {
    const passwords = ['first secret words', 'second secret words']
    arrive(
      ...Array.from({ length: 120 }, (_, index) =>
        event(`evt_${index}`, index, { raw_attributes: { password: passwords[index < 60 ? 0 : 1] } })
      )
    )
    const attributes = await attributesAt('evt_119')
    expect(attributes.get('data.raw_attributes.password')).toMatchObject({
      text: '(hidden)',
      sinceId: 'evt_60',
      changes: 1,
      before: { text: '(hidden)' }
    })
    const states = temp.store.db.prepare('SELECT state FROM snapshots').pluck().all() as Buffer[]
    expect(states.length).toBeGreaterThan(0)
    for (const state of states)
      expect(JSON.stringify([...unpackFold(state).fold.attributes.present])).not.toContain('secret words')
  })

  it('is told with what it was before, through late events', async () => {
    arrive(
      event('evt_3', 30, { raw_attributes: { department: 'Platform' }, title: 'Lead' }),
      event('evt_1', 10, { raw_attributes: { department: 'Design' }, name: 'Ada' }),
      event('evt_2', 20, { raw_attributes: { Department: 'Sales' }, name: 'Ada' })
    )
    const attributes = await attributesAt('evt_3')
    expect(attributes.get('data.raw_attributes.department')).toEqual({
      label: 'data.raw_attributes.department',
      pointer: '/data/raw_attributes/department',
      text: '"Platform"',
      sinceId: 'evt_3',
      sinceType: 'organization.directory.user_updated',
      sinceAt: at(30),
      isStart: false,
      changes: 2,
      before: { text: '"Sales"', sinceAt: at(20), isStart: false }
    })
    expect(attributes.get('data.id')).toMatchObject({
      sinceId: 'evt_1',
      isStart: true,
      changes: 0,
      before: null
    })
    expect(attributes.get('data.title')).toMatchObject({
      sinceId: 'evt_3',
      changes: 1,
      before: { text: null, sinceAt: at(10), isStart: true }
    })
    expect(attributes.get('data.name')).toMatchObject({
      pointer: null,
      text: null,
      sinceId: 'evt_3',
      before: { text: '"Ada"', sinceAt: at(10), isStart: true }
    })
    expect((await attributesAt('evt_2')).get('data.title')).toBeUndefined()
  })

  it('does not change with the spelling, the order of a list, or another name for nothing', async () => {
    arrive(
      event('evt_1', 1, {
        active: true,
        n: 1,
        roles: null,
        emails: [
          { type: 'work', value: 'w' },
          { type: 'home', value: 'h' }
        ]
      }),
      event('evt_2', 2, {
        Active: 'True',
        n: '1',
        roles: [],
        emails: [
          { type: 'home', value: 'h' },
          { type: 'work', value: 'w' }
        ]
      }),
      event('evt_3', 3, {
        active: true,
        n: 1.0,
        emails: [
          { type: 'work', value: 'w' },
          { type: 'home', value: 'h' }
        ]
      })
    )
    const attributes = await attributesAt('evt_3')
    expect([...attributes.values()].map(({ label, changes }) => [label, changes])).toEqual([
      ['data.id', 0],
      ['data.active', 0],
      ['data.n', 0],
      ['data.emails[type=work].type', 0],
      ['data.emails[type=work].value', 0],
      ['data.emails[type=home].type', 0],
      ['data.emails[type=home].value', 0]
    ])
  })

  it('is gone only where an event shows that part of the entity, and a deletion takes nothing away', async () => {
    arrive(
      event('evt_1', 1, { name: 'Ada', title: 'Lead' }),
      event('evt_2', 2, { status: 'x' }, { object: 'OrgMembership' }),
      event('evt_3', 3, { email: 'ada@x.example' }, { type: 'organization.directory.user_deleted' })
    )
    const atDeletion = await attributesAt('evt_3')
    expect(atDeletion.get('data.name')).toMatchObject({ pointer: null, text: '"Ada"', sinceId: 'evt_1' })
    expect(atDeletion.get('data.email')).toBeUndefined()
    arrive(event('evt_4', 4, { name: 'Ada' }))
    expect((await attributesAt('evt_4')).get('data.title')).toMatchObject({ text: null, sinceId: 'evt_4' })
    expect((await attributesAt('evt_4')).get('data.status')).toMatchObject({ text: '"x"' })
    arrive({ ...event('evt_5', 5, { name: 'Ada', id: 'diruser_1' }), object: undefined })
    expect((await attributesAt('evt_5')).get('data.status')).toMatchObject({ text: null, sinceId: 'evt_5' })
  })

  it('counts what could not be followed, and goes on after it', async () => {
    arrive(
      event('evt_1', 1, { name: 'Ada' }),
      event('evt_2', 2, { name: 'Grace', padding: 'x'.repeat(1_000_001) }),
      event('evt_3', 3, { name: 'Ada' })
    )
    expect(await entities.blame({ id: 'evt_3' })).toMatchObject({ events: 2, skipped: 1 })
    expect((await attributesAt('evt_3')).get('data.name')).toMatchObject({ sinceId: 'evt_1', changes: 0 })
  })

  it('cuts long values but tells them apart', async () => {
    const long = 'x'.repeat(5_000)
    arrive(
      event('evt_1', 1, { a: `${long}1` }),
      event('evt_2', 2, { a: `${long}2` }),
      event('evt_3', 3, { a: `${long}2` })
    )
    const attribute = (await attributesAt('evt_3')).get('data.a')
    expect(attribute).toMatchObject({ sinceId: 'evt_2', changes: 1 })
    expect(attribute?.text).toHaveLength(201)
  })

  it('is not told for an event that names no entity', async () => {
    arrive({ id: 'evt_1', type: 'organization.directory.user_updated', data: {} })
    await expect(entities.blame({ id: 'evt_1' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(entities.blame({ id: 'evt_2' })).rejects.toThrow('There is no event evt_2.')
  })
})
