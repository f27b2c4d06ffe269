import { expect, test } from 'vitest'
import type { Attribute } from '#shared/entity-models.ts'
import { isDeactivated, isSecret, listAttributes, readValue, type AttributeLine } from './attributes.ts'

const attribute = (label: string, text: string | null, part: Partial<Attribute> = {}): Attribute => ({
  label,
  pointer: text === null ? null : `/${label}`,
  text,
  sinceId: 'evt_1',
  sinceType: 'organization.directory.user_updated',
  sinceAt: 1,
  isStart: true,
  changes: 0,
  before: null,
  ...part
})

const read = (lines: readonly AttributeLine[]) =>
  lines.map((line) => (line.kind === 'part' ? `${line.part} ${line.count}` : line.path))

const attributes = [
  attribute('data.department', '"Design"', { sinceAt: 3 }),
  attribute('data.raw_attributes.userName', '"jane"', { sinceAt: 2 }),
  attribute('data.raw_attributes["urn:x"].department', '"Design"', { sinceAt: 5 }),
  attribute('data.user.user_profile.external_identities[0].raw_attributes.sub', '"1"'),
  attribute('data.raw_attributes.title', null, {
    before: { text: '"Engineer"', sinceAt: 1, isStart: true }
  })
]

test('puts raw attributes before normalised fields, and what is gone last and folded', () => {
  expect(read(listAttributes(attributes, '', 'path', new Set(['raw', 'normalised'])))).toEqual([
    'raw 3',
    'userName',
    '["urn:x"].department',
    'user.user_profile.external_identities[0].raw_attributes.sub',
    'normalised 1',
    'department',
    'gone 1'
  ])
})

test('counts what the last event does not show, but nothing contradicts, as there', () => {
  const known = attribute('data.raw_attributes.title', '"Engineer"', { pointer: null })
  expect(read(listAttributes([known], '', 'path', new Set(['raw'])))).toEqual(['raw 1', 'title'])
})

test('sorts within a part by the latest change', () => {
  expect(read(listAttributes(attributes, '', 'change', new Set(['raw'])))).toEqual([
    'raw 3',
    '["urn:x"].department',
    'userName',
    'user.user_profile.external_identities[0].raw_attributes.sub',
    'normalised 1',
    'gone 1'
  ])
})

test('finds paths and values in any case, and unfolds what it found', () => {
  expect(read(listAttributes(attributes, ' DEPART', 'path', new Set()))).toEqual([
    'raw 1',
    '["urn:x"].department',
    'normalised 1',
    'department'
  ])
  expect(read(listAttributes(attributes, 'engineer', 'path', new Set()))).toEqual([
    'gone 1',
    'raw_attributes.title'
  ])
  expect(listAttributes(attributes, 'nowhere', 'path', new Set())).toEqual([])
})

test('knows secrets by their names, and finds nothing by their values', () => {
  const password = attribute('data.raw_attributes.password', '"hunter2"')
  expect(isSecret(password)).toBe(true)
  expect(isSecret(attribute('data.raw_attributes["urn:x"].Password', '"a"'))).toBe(true)
  expect(isSecret(attribute('data.raw_attributes.passwordless', 'true'))).toBe(false)
  expect(listAttributes([password], 'hunter', 'path', new Set())).toEqual([])
})

test('tells a deactivated person in every spelling, and not by other attributes', () => {
  for (const text of ['false', '"False"', '"false"', '0']) {
    expect(isDeactivated([attribute('data.raw_attributes.Active', text)])).toBe(true)
  }
  expect(isDeactivated([attribute('data.raw_attributes.suspended', 'true')])).toBe(true)
  expect(isDeactivated([attribute('data.active', 'true')])).toBe(false)
  expect(isDeactivated([attribute('data.status', `"${'x'.repeat(199)}`)])).toBe(false)
  expect(isDeactivated([attribute('data.active', null)])).toBe(false)
  expect(isDeactivated([attribute('data.raw_attributes.emails[0].active', 'false')])).toBe(false)
})

test('reads values for people', () => {
  expect(readValue('"a \\"b\\""')).toEqual({ words: 'a "b"', isNamed: false })
  expect(readValue('""')).toEqual({ words: 'empty text', isNamed: true })
  expect(readValue('"cut sho')).toEqual({ words: '"cut sho', isNamed: false })
  expect(readValue('12345678901234567890')).toEqual({ words: '12345678901234567890', isNamed: false })
})
