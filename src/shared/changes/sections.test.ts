import { expect, test } from 'vitest'
import type { DiffRow } from '#shared/diff-models.ts'
import {
  groupDiff,
  isQuiet,
  labelWithin,
  nothingWord,
  ownPath,
  sectionOf,
  summarizeDiff
} from './sections.ts'

const row = (pointer: string, kind: DiffRow['kind'] = 'changed'): DiffRow => ({
  pointer,
  label: pointer.slice(1).replaceAll('/', '.'),
  kind,
  before: 1,
  after: 2,
  beforeText: '1',
  afterText: '2'
})

test('puts raw attributes first, then normalised fields, then the envelope', () => {
  const groups = groupDiff([
    row('/id'),
    row('/data/email'),
    row('/data/raw_attributes/userName'),
    row('/data/raw_attributes_note')
  ])
  expect(groups.map(({ title, rows }) => [title, rows.map(({ pointer }) => pointer)])).toEqual([
    ['raw_attributes', ['/data/raw_attributes/userName']],
    ['Normalised fields', ['/data/email', '/data/raw_attributes_note']],
    ['Envelope', ['/id']]
  ])
})

test('knows the raw attributes that each identity of a user came with', () => {
  const identity = '/data/user/user_profile/external_identities/0'
  expect(sectionOf(`${identity}/raw_attributes/userName`)).toBe('raw_attributes')
  expect(sectionOf(`${identity}/raw_attributes`)).toBe('raw_attributes')
  expect(sectionOf(`${identity}/connection_id`)).toBe('Normalised fields')
  expect(sectionOf('/data/metadata/raw_attributes')).toBe('Normalised fields')
  expect(sectionOf('/database')).toBe('Envelope')
})

test('keeps a change of the whole document', () => {
  expect(groupDiff([row('')])).toMatchObject([{ title: 'Envelope', rows: [{ pointer: '' }] }])
})

test('does not repeat in a label what its group already says', () => {
  expect(labelWithin('raw_attributes', 'data.raw_attributes.name.familyName')).toBe('name.familyName')
  expect(labelWithin('raw_attributes', 'data.raw_attributes["urn:x"].department')).toBe(
    '["urn:x"].department'
  )
  expect(
    labelWithin(
      'raw_attributes',
      'data.raw_attributes["urn:ietf:params:scim:schemas:extension:x:2.0:User"].a'
    )
  ).toBe('["urn:…:x:2.0:User"].a')
  expect(labelWithin('raw_attributes', 'data.raw_attributes')).toBe('data.raw_attributes')
  expect(labelWithin('Normalised fields', 'data.email')).toBe('email')
  expect(labelWithin('Envelope', 'occurred_at')).toBe('occurred_at')
})

test('leads to an own attribute of the entity wherever events have it', () => {
  const urn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
  expect(ownPath('/data/active')).toEqual(['active'])
  expect(ownPath('/data/user/email')).toEqual(['email'])
  expect(ownPath('/data/user/user_profile/groups/0')).toEqual(['groups', '0'])
  expect(ownPath(`/data/raw_attributes/${urn}/a~1b`)).toEqual(['a/b'])
  expect(ownPath(`/data/raw_attributes/${urn}`)).toEqual([urn])
  expect(ownPath('/data/organization/id')).toEqual(['organization', 'id'])
  expect(ownPath('/id')).toBeNull()
})

test('counts changes by kind and leaves out kinds without any', () => {
  expect(summarizeDiff([row('/a'), row('/b', 'added'), row('/c')])).toBe('2 changed · 1 added')
})

test('tells what is only written otherwise, and the ways of saying nothing', () => {
  expect(isQuiet({ note: 'name_case' })).toBe(true)
  expect(isQuiet({ note: 'number_form' })).toBe(true)
  expect(isQuiet({ note: 'as_text' })).toBe(false)
  expect(isQuiet({})).toBe(false)
  expect([null, 'null', '[]'].map(nothingWord)).toEqual(['missing', 'null', 'empty list'])
})
