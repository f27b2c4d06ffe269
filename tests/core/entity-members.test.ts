import { afterEach, beforeEach, expect, it } from 'vitest'
import { commands as contract } from '#shared/contract.ts'
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
function arrive(id: string, minute: number, object: 'DirectoryUser' | 'DirectoryGroup', data: object): void {
  const occurred = new Date(at(minute)).toISOString()
  const type = `organization.directory.${object === 'DirectoryUser' ? 'user' : 'group'}_updated`
  temp.operations.capture([
    captured({ id, type, object, occurred_at: occurred, data }, { receivedAt: at(minute) })
  ])
}
const group = (id: string, minute: number, members: unknown) =>
  arrive(id, minute, 'DirectoryGroup', {
    id: 'dirgroup_1',
    display_name: 'On call',
    raw_attributes: { members }
  })
const membersOf = async (input: Partial<Parameters<EntityCommands['members']>[0]> = {}) => {
  const members = await entities.members({ id: 'dirgroup_1', offset: 0, limit: 200, ...input })
  expect(contract['entities.members'].output.parse(members)).toEqual(members)
  return members
}
const ada = { value: 'diruser_1', display: 'ada@x.example' }
const grace = { value: 'diruser_2', display: 'grace@x.example' }
const kay = { value: 'diruser_3', display: 'kay@x.example' }

it('tells who is in a group and who once was, by the names that events of theirs told', async () => {
  arrive('evt_ada', 0, 'DirectoryUser', { id: 'diruser_1', name: 'Zoe Ada' })
  group('evt_1', 1, [ada, grace])
  group('evt_2', 2, [grace, ada, kay])
  group('evt_3', 3, [ada, kay])
  const { rows, ...counts } = await membersOf()
  expect(counts).toEqual({ present: 2, past: 1, skipped: 0 })
  expect(rows).toEqual([
    {
      memberId: 'diruser_3',
      label: 'kay@x.example',
      known: false,
      joinedAt: at(2),
      joinedId: 'evt_2',
      isStart: false,
      leftAt: null,
      leftId: null
    },
    {
      memberId: 'diruser_1',
      label: 'Zoe Ada',
      known: true,
      joinedAt: at(1),
      joinedId: 'evt_1',
      isStart: true,
      leftAt: null,
      leftId: null
    },
    {
      memberId: 'diruser_2',
      label: 'grace@x.example',
      known: false,
      joinedAt: at(1),
      joinedId: 'evt_1',
      isStart: true,
      leftAt: at(3),
      leftId: 'evt_3'
    }
  ])
  expect((await membersOf({ eventId: 'evt_2' })).rows.map(({ memberId }) => memberId)).toEqual([
    'diruser_2',
    'diruser_3',
    'diruser_1'
  ])
  expect((await membersOf({ offset: 1, limit: 1 })).rows.map(({ memberId }) => memberId)).toEqual([
    'diruser_1'
  ])
})

it('knows who came back, a list of ids alone, and an empty group', async () => {
  group('evt_1', 1, [ada])
  group('evt_2', 2, null)
  expect((await membersOf()).rows).toMatchObject([{ memberId: 'diruser_1', leftId: 'evt_2' }])
  group('evt_3', 3, ['diruser_1'])
  group('evt_4', 4, [{ value: 'diruser_1', type: 'direct' }, { value: 'odd].value[x="' }])
  expect((await membersOf()).rows).toMatchObject([
    { memberId: 'diruser_1', joinedId: 'evt_3', leftAt: null },
    { memberId: 'odd].value[x="', joinedId: 'evt_4', leftAt: null }
  ])
  expect((await membersOf({ eventId: 'evt_3' })).rows).toMatchObject([
    { memberId: 'diruser_1', joinedId: 'evt_3', leftAt: null }
  ])
})

it('tells the groups of a user', async () => {
  const user = (id: string, minute: number, groups: unknown) =>
    arrive(id, minute, 'DirectoryUser', { id: 'diruser_1', groups })
  group('evt_0', 0, [])
  user('evt_1', 1, null)
  user('evt_2', 2, [
    { id: 'dirgroup_1', name: 'on-call' },
    { id: 'dirgroup_2', name: 'Staff' }
  ])
  user('evt_3', 3, [{ id: 'dirgroup_1', name: 'on-call' }])
  expect((await membersOf({ id: 'diruser_1' })).rows).toMatchObject([
    {
      memberId: 'dirgroup_1',
      label: 'On call',
      known: true,
      joinedId: 'evt_2',
      isStart: false,
      leftId: null
    },
    { memberId: 'dirgroup_2', label: 'Staff', known: false, joinedId: 'evt_2', leftId: 'evt_3' }
  ])
})

it('follows large groups, and says how many events it could not', async () => {
  const people = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => ({
      value: `diruser_${from + n}`,
      display: `p${from + n}@x.example`
    }))
  group('evt_1', 1, people(0, 9_000))
  group('evt_2', 2, people(10, 9_010))
  group('evt_3', 3, people(0, 30_000))
  const { rows, ...counts } = await membersOf({ limit: 1_000 })
  expect(counts).toEqual({ present: 9_000, past: 10, skipped: 1 })
  expect(rows.at(0)).toMatchObject({ memberId: 'diruser_10', isStart: true })
  expect((await membersOf({ offset: 9_000 })).rows.map(({ leftId }) => leftId)).toEqual(
    Array(10).fill('evt_2')
  )
})

it('refuses an event of another entity', async () => {
  group('evt_1', 1, [ada])
  arrive('evt_2', 2, 'DirectoryUser', { id: 'diruser_1' })
  await expect(membersOf({ eventId: 'evt_2' })).rejects.toThrow('There is no event evt_2 of dirgroup_1.')
  await expect(membersOf({ id: 'dirgroup_9' })).rejects.toMatchObject({ code: 'not_found' })
})
