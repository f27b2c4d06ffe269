import { randomInt } from 'node:crypto'
import { makeScalekitId } from '#shared/scalekit-id.ts'

/**
 * What every event of every check is about, so that whoever runs a check can find and delete what their handler
 * stored of it. The ids have the form of real ones, which handlers may insist on, and are plainly made up.
 */
export const TEST_ENTITY = {
  environmentId: 'env_10000000000000001',
  organizationId: 'org_10000000000000001',
  directoryId: 'dir_10000000000000001',
  userId: 'diruser_10000000000000001',
  groupId: 'dirgroup_10000000000000001',
  email: 'handler-check@webhook-inspector.example',
  userName: 'Handler Check (test)',
  groupName: 'Handler check (test group)'
} as const

type Fields = Readonly<Record<string, unknown>>

/** An event as its payload: each call makes another one, with an id and a time of its own. */
export function makeEvent(
  type: string,
  object: string,
  data: Fields,
  now: number
): Record<string, unknown> & { readonly id: string } {
  return {
    spec_version: '1',
    id: makeScalekitId('evt', now, randomInt(2 ** 24)),
    type,
    occurred_at: new Date(now).toISOString(),
    environment_id: TEST_ENTITY.environmentId,
    organization_id: TEST_ENTITY.organizationId,
    object,
    data,
    display_name: ''
  }
}

/** The test user's event of that type; `change` replaces fields of its data. */
export const userEvent = (type: string, now: number, change: Fields = {}) =>
  makeEvent(type, 'DirectoryUser', { ...USER, ...change }, now)

/** With nothing but what the published schema requires. */
export function bareUserEvent(type: string, now: number) {
  const data = { id: TEST_ENTITY.userId, organization_id: TEST_ENTITY.organizationId }
  const { display_name: _optional, ...event } = makeEvent(type, 'DirectoryUser', data, now)
  return event
}

export function groupEvent(type: string, now: number, members: number) {
  const { groupId, groupName, directoryId, organizationId } = TEST_ENTITY
  const rows = Array.from({ length: members }, (_, index) => ({
    display: `handler-check-${index + 1}@webhook-inspector.example`,
    value: `diruser_${20_000_000_000_000_000n + BigInt(index)}`
  }))
  const data = {
    directory_id: directoryId,
    display_name: groupName,
    external_id: null,
    id: groupId,
    organization_id: organizationId,
    raw_attributes: { displayName: groupName, members: rows }
  }
  return makeEvent(type, 'DirectoryGroup', data, now)
}

const USER = {
  active: true,
  department: 'Handler check',
  dp_id: 'handler-check',
  email: TEST_ENTITY.email,
  family_name: 'Check (test)',
  given_name: 'Handler',
  groups: null,
  id: TEST_ENTITY.userId,
  locale: 'en-US',
  name: TEST_ENTITY.userName,
  organization_id: TEST_ENTITY.organizationId,
  preferred_username: TEST_ENTITY.email,
  raw_attributes: {
    active: true,
    displayName: TEST_ENTITY.userName,
    emails: [{ primary: true, type: 'work', value: TEST_ENTITY.email }],
    externalId: 'handler-check',
    groups: [],
    locale: 'en-US',
    name: { familyName: 'Check (test)', givenName: 'Handler' },
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: TEST_ENTITY.email
  },
  roles: [{ role_name: 'member' }]
} as const
