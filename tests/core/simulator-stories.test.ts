import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import catalogue from '../../resources/scalekit-events.json' with { type: 'json' }
import { currentTypeName } from '#shared/event-types.ts'
import { timeOfScalekitId } from '#shared/scalekit-id.ts'
import { Dialect, type Simulation } from '#shared/simulator-models.ts'
import { arrivalsOf } from '../../src/main/core/simulator/stories/story-plan.ts'
import { describeStory, spanOf, STORIES, tellStory } from '../../src/main/core/simulator/stories/stories.ts'
import { SECRET } from '../support/signed-request.ts'
import { openTempCore, type TempCore } from '../support/temp-core.ts'

type Fields = Readonly<Record<string, unknown>>

const NOW = Date.UTC(2026, 10, 26, 17, 8, 30)
const acme = { id: 'org_123456789012345678', name: 'Acme & Ünited', domain: 'acmeunited.example' }
const planOf = (id: string) => STORIES.find((story) => story.id === id) ?? expect.fail(id)

const tell = (
  id: string,
  {
    seed = 1,
    dialect = 'okta',
    names = 'current',
    speed = 1
  }: { seed?: number; dialect?: Dialect; names?: 'current' | 'legacy'; speed?: number } = {}
) => {
  const plan = planOf(id)
  const start = NOW - spanOf(plan)
  return tellStory(plan, { catalogue, seed, dialect, names, organization: acme, start, speed })
}
const eventsOf = (messages: ReturnType<typeof tell>) =>
  messages.map(({ body }) => JSON.parse(body) as Fields & { id: string; type: string; occurred_at: string })
const dataOf = (event: Fields) => event['data'] as Fields

describe('any story, of any seed, dialect and names,', () => {
  const anyTelling = fc.record({
    id: fc.constantFrom(...STORIES.map(({ id }) => id)),
    seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    dialect: fc.constantFrom(...Dialect.options),
    names: fc.constantFrom('current', 'legacy')
  })

  test('sends what it says, in that order, each thing that happened as one event', () => {
    fc.assert(
      fc.property(anyTelling, ({ id, ...telling }) => {
        const plan = planOf(id)
        const messages = tell(id, telling)
        const events = eventsOf(messages)
        expect(events.map(({ type }) => currentTypeName(type))).toEqual(
          describeStory(plan).steps.map(({ type }) => type)
        )
        expect(new Set(events.map((event) => event.id)).size).toBe(plan.steps.length)
        expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(plan.steps.length)
        for (const { body } of messages) expect(JSON.stringify(JSON.parse(body))).toBe(body)
        expect(messages.map(({ dueMs }) => dueMs)).toEqual(
          messages.map(({ dueMs }) => dueMs).toSorted((a, b) => a - b)
        )
      }),
      { numRuns: 300 }
    )
  })

  test('has ids and times that tell of the same moments, in the order of its steps, and ends now', () => {
    fc.assert(
      fc.property(anyTelling, ({ id, ...telling }) => {
        const plan = planOf(id)
        const events = eventsOf(tell(id, telling))
        const arrivals = arrivalsOf(plan)
        events.forEach((event, index) => {
          const happened = Date.parse(event.occurred_at)
          const arrival = arrivals[index] ?? expect.fail('No such arrival')
          expect(Math.abs(happened - (timeOfScalekitId(event.id) ?? 0))).toBeLessThan(60)
          expect(NOW - happened).toBeCloseTo((arrivals.at(-1)?.at ?? 0) - arrival.step.at, -1)
          const made = timeOfScalekitId(String(dataOf(event)['id']))
          if (made !== null) expect(made).toBeLessThanOrEqual(happened)
        })
      }),
      { numRuns: 300 }
    )
  })

  test('is of one organisation, and the same for a seed', () => {
    for (const { id, foundsOrganization } of STORIES) {
      const events = eventsOf(tell(id))
      const organizations = new Set(events.map((event) => event['organization_id']))
      expect([...organizations]).toEqual(
        foundsOrganization ? [expect.stringMatching(/^org_\d+$/)] : [acme.id]
      )
      expect(eventsOf(tell(id))).toEqual(events)
      expect(eventsOf(tell(id, { seed: 2 }))).not.toEqual(events)
    }
  })

  test('sends whole objects: an update has all that the creation had', () => {
    for (const dialect of Dialect.options) {
      for (const { id } of STORIES) {
        const users = eventsOf(tell(id, { dialect })).filter(({ type }) =>
          /user_(created|updated)$/.test(type)
        )
        for (const event of users) {
          const first = users.find((one) => dataOf(one)['id'] === dataOf(event)['id']) ?? event
          expect(Object.keys(dataOf(event))).toEqual(expect.arrayContaining(Object.keys(dataOf(first))))
          expect(dataOf(event)['raw_attributes']).toBeTypeOf('object')
        }
      }
    }
  })
})

test('a faster story takes a part of the time, and its events happen within that', () => {
  const plan = planOf('leaver')
  const messages = tell('leaver', { speed: 1_000 })
  expect(messages.at(-1)?.dueMs).toBe(spanOf(plan) / 1_000)
  const [first, last] = [eventsOf(messages)[0], eventsOf(messages).at(-1)]
  const took = Date.parse(last?.occurred_at ?? '') - Date.parse(first?.occurred_at ?? '')
  expect(took).toBe(spanOf(plan) / 1_000)
})

test('a leaver of Entra ID is inactive as text in the raw attributes, and as such in the field', () => {
  const events = eventsOf(tell('leaver', { dialect: 'entra' }))
  expect(events.slice(0, 4).map((event) => (dataOf(event)['raw_attributes'] as Fields)['active'])).toEqual([
    true,
    true,
    'False',
    'False'
  ])
  expect(events.slice(0, 4).map((event) => dataOf(event)['active'])).toEqual([true, true, false, false])
})

test('the events of an account agree on its person, its times and its session', () => {
  const [signup, login, changed, logout] = eventsOf(tell('account')).map(dataOf)
  const userOf = (data: Fields | undefined) => data?.['user'] as Fields
  const sessionOf = (data: Fields | undefined) => data?.['user_session'] as Fields
  for (const name of ['id', 'email', 'create_time']) {
    const values = [signup, login, changed, logout].map((data) => userOf(data)[name])
    expect(new Set(values).size, name).toBe(1)
  }
  const { status, logout_at: _at, last_active_at: _active, updated_at: _updated, ...rest } = sessionOf(login)
  expect(sessionOf(logout)).toMatchObject(rest)
  expect([status, sessionOf(logout)['status']]).toEqual(['ACTIVE', 'LOGOUT'])
})

test('the events of a new organisation agree on its organisation, domain and connection', () => {
  const events = eventsOf(tell('organization-set-up', { dialect: 'google' }))
  const [created, domain, proven, connection, enabled, directory] = events.map(dataOf)
  expect(created?.['id']).toBe(events[0]?.['organization_id'])
  expect([proven?.['id'], proven?.['domain']]).toEqual([domain?.['id'], domain?.['domain']])
  expect([domain, proven].map((data) => data?.['verification_status'])).toEqual(['PENDING', 'VERIFIED'])
  expect(enabled?.['id']).toBe(connection?.['id'])
  expect(directory).toMatchObject({ provider: 'GOOGLE', directory_type: 'POLL', enabled: true })
})

describe('through the receiver', () => {
  let temp: TempCore
  beforeAll(async () => {
    temp = await openTempCore({ sessionSecrets: [SECRET] })
  })
  afterAll(() => temp.close())

  const ended = (id: string) =>
    new Promise<Simulation>((resolve) => {
      const stop = temp.core.onAnnouncement((name, payload) => {
        if (name !== 'simulator.changed') return
        const { upserted } = payload as { upserted: Simulation[] }
        const found = upserted.find((one) => one.id === id && one.state !== 'running')
        if (!found) return
        stop()
        resolve(found)
      })
    })
  const tellTo = async (story: string, dialect: Dialect = 'okta') => {
    const { id } = await temp.core.simulator.tell({
      story,
      dialect,
      names: 'current',
      speed: null,
      entrance: 'receiver',
      seed: 5
    })
    return ended(id)
  }
  /** The whole history of what an event is about, first to last. */
  const historyOf = async (eventId: string) => {
    const { rows } = await temp.core.events.history({ id: eventId, limit: 100 })
    return Promise.all(
      rows.toReversed().map(async (row) => {
        const { content } = await temp.core.events.body({ id: row.id, offset: 0, form: 'arrived' })
        return { row, data: dataOf(JSON.parse(content) as Fields) }
      })
    )
  }

  test.each(STORIES.map(({ id }) => id))('%s is accepted and verified whole', async (story) => {
    const end = await tellTo(story)
    const total = arrivalsOf(planOf(story)).length
    expect(end).toMatchObject({ kind: 'story', state: 'done', reason: null, total, sent: total })
    expect(end).toMatchObject({ accepted: total, refused: 0 })
    for (const id of end.eventIds) {
      const { sample, delivery } = await temp.core.events.get({ id })
      expect(delivery).toMatchObject({ verdict: 'verified', status: 200 })
      expect(sample).toBe(false)
    }
  })

  test('a joiner has a history of three states that end in a group, a role and a title', async () => {
    const { eventIds } = await tellTo('joiner', 'ping')
    const history = await historyOf(eventIds[0] ?? '')
    expect(history.map(({ row }) => row.action)).toEqual(['created', 'updated', 'updated'])
    expect(history.map(({ data }) => [data['groups'], data['roles'], data['title']])).toEqual([
      [null, [{ role_name: 'member' }], undefined],
      [
        [expect.objectContaining({ id: expect.stringMatching(/^dirgroup_/) })],
        [{ role_name: 'editor' }],
        undefined
      ],
      [expect.any(Array), [{ role_name: 'editor' }], 'Associate']
    ])
  })

  test('a mover ends in another department, under another manager, in another group', async () => {
    const { eventIds } = await tellTo('mover', 'onelogin')
    const history = await historyOf(eventIds[0] ?? '')
    const [, before, moved, after] = history.map(({ data }) => data)
    expect(history).toHaveLength(4)
    expect(moved?.['department']).not.toBe(before?.['department'])
    expect(moved?.['groups']).toEqual(before?.['groups'])
    expect(after?.['groups']).not.toEqual(before?.['groups'])
    expect(after?.['id']).toBe(before?.['id'])
  })

  test('a leaver is deactivated, loses the group, and is deleted', async () => {
    const { eventIds } = await tellTo('leaver', 'entra')
    const history = await historyOf(eventIds[0] ?? '')
    expect(history.map(({ row, data }) => [row.action, data['active'], data['groups'] ?? null])).toEqual([
      ['created', true, null],
      ['updated', true, expect.any(Array)],
      ['updated', false, expect.any(Array)],
      ['updated', false, null],
      ['deleted', undefined, null]
    ])
  })

  test('a rehire is two users with one directory id and e-mail', async () => {
    const { eventIds } = await tellTo('rehire', 'google')
    const first = await historyOf(eventIds[0] ?? '')
    const second = await historyOf(eventIds[3] ?? '')
    expect(first.map(({ row }) => row.action)).toEqual(['created', 'updated', 'deleted'])
    expect(second.map(({ row }) => row.action)).toEqual(['created', 'updated'])
    const identity = (data: Fields | undefined) => [data?.['dp_id'], data?.['email']]
    expect(identity(second[0]?.data)).toEqual(identity(first[0]?.data))
    expect(second[0]?.data['id']).not.toBe(first[0]?.data['id'])
    expect(second[0]?.data['active']).toBe(true)
  })

  test('a changed e-mail changes names and login, and neither id', async () => {
    const { eventIds } = await tellTo('email-change', 'jumpcloud')
    const [before, after] = (await historyOf(eventIds[0] ?? '')).map(({ data }) => data)
    for (const name of ['email', 'family_name', 'name', 'preferred_username'])
      expect(after?.[name], name).not.toBe(before?.[name])
    for (const name of ['id', 'dp_id', 'given_name']) expect(after?.[name], name).toBe(before?.[name])
  })

  test('a reactivation goes off and on again', async () => {
    const { eventIds } = await tellTo('reactivation', 'google')
    const history = await historyOf(eventIds[0] ?? '')
    expect(history.map(({ data }) => data['active'])).toEqual([true, false, true])
  })

  test('a group gets its four members, and at its deletion each of them loses it at once', async () => {
    const { eventIds } = await tellTo('group-deleted')
    const group = await historyOf(eventIds[0] ?? '')
    const members = ({ data }: { data: Fields }) =>
      (data['raw_attributes'] as { members: { value: string }[] | null }).members?.map(({ value }) => value)
    expect(group.map(({ row }) => row.action)).toEqual(['created', 'updated', 'deleted'])
    expect(members(group[0] ?? expect.fail())).toBeUndefined()
    const ids = members(group[1] ?? expect.fail())
    expect(ids).toHaveLength(4)
    expect(members(group[2] ?? expect.fail())).toEqual(ids)
    const lost = await Promise.all(eventIds.slice(-4).map((id) => historyOf(id)))
    expect(lost.map((history) => history[0]?.data['id'])).toEqual(ids)
    for (const history of lost) {
      expect(history.map(({ data }) => data['groups'])).toEqual([null, [expect.anything()], null])
      expect(history.map(({ data }) => data['roles'])).toEqual(
        ['member', 'editor', 'member'].map((name) => [{ role_name: name }])
      )
    }
  })

  test('what was told late stands where it happened, and repeats are deliveries of one event', async () => {
    const { eventIds } = await tellTo('duplicates-and-disorder')
    const history = await historyOf(eventIds[0] ?? '')
    expect(history.map(({ data }) => data['title'])).toEqual([
      expect.any(String),
      'First title',
      'Second title',
      'Third title'
    ])
    expect(history.map(({ row }) => row.deliveryCount)).toEqual([2, 2, 1, 1])
    const { eventIds: late } = await tellTo('directory-late')
    const { rows } = await temp.core.events.list({ limit: 4 })
    expect(rows.map(({ id }) => id).toReversed()).toEqual(late)
    const times = rows.map(({ occurredAt }) => occurredAt)
    expect(times[0]).toBe(Math.min(...times.map(Number)))
  })
})
