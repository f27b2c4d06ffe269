import { expect, test } from 'vitest'
import type { Entity, EntityRelative } from '#shared/entity-models.ts'
import { isLater, kindOf } from './entity-words.ts'

test('tells a kind by the id before the object, which may be that of the event', () => {
  expect(kindOf({ id: 'usr_1', object: 'OrgMembership' }).word).toBe('User')
  expect(kindOf({ id: 'diruser_1', object: null }).word).toBe('Directory user')
  expect(kindOf({ id: 'org_1', object: 'Organization' }).word).toBe('Organisation')
})

test('falls back to the object, and to what every entity is', () => {
  expect(kindOf({ id: '4711', object: 'DirectoryGroup' }).word).toBe('Directory group')
  expect(kindOf({ id: 'tmpl_1', object: 'Template' }).word).toBe('Template')
  expect(kindOf({ id: 'constructor_1', object: 'toString' }).word).toBe('toString')
  expect(kindOf({ id: 'anything', object: null }).word).toBe('Entity')
})

test('lists members of groups and groups of users, and neither of anything else', () => {
  expect(kindOf({ id: 'dirgroup_1', object: null }).members).toBe('Members')
  expect(kindOf({ id: 'diruser_1', object: null }).members).toBe('Groups')
  expect(kindOf({ id: 'conn_1', object: null }).members).toBe(null)
})

test('tells which of two relatives came first, by their ids where the events do not tell', () => {
  const entity = { id: 'diruser_5', firstAt: 10 } as Entity
  expect(isLater({ id: 'diruser_1', firstAt: 11 } as EntityRelative, entity)).toBe(true)
  expect(isLater({ id: 'diruser_9', firstAt: 9 } as EntityRelative, entity)).toBe(false)
  expect(isLater({ id: 'diruser_6', firstAt: 10 } as EntityRelative, entity)).toBe(true)
})
