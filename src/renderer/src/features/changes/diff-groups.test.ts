import { expect, test } from 'vitest'
import type { DiffRow } from '#shared/diff-models.ts'
import { groupDiff, labelWithin, summarizeDiff } from './diff-groups.ts'

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
  expect(labelWithin('Envelope', 'occurred_at')).toBe('occurred_at')
})

test('counts changes by kind and leaves out kinds without any', () => {
  expect(summarizeDiff([row('/a'), row('/b', 'added'), row('/c')])).toBe('2 changed · 1 added')
})
