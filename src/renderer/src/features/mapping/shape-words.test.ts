import { expect, test } from 'vitest'
import { firstsOf, titleOf } from './shape-words.ts'

const change = {
  id: '1',
  kind: 'appeared',
  type: 'user.updated',
  organizationId: null,
  organizationName: null,
  path: 'data.manager',
  before: null,
  after: 'text',
  at: 0,
  eventId: 'evt_1',
  text: '',
  seen: false
} as const

test('says what an event was the first to show', () => {
  const retyped = { ...change, kind: 'retyped', before: 'number', after: 'text' } as const
  const vanished = { ...change, kind: 'vanished', path: 'data.title' } as const
  expect(firstsOf([change])).toEqual(['First event with data.manager.'])
  expect(firstsOf([retyped, vanished, change])).toEqual([
    'First event with data.manager.',
    'First event without data.title.',
    'First event in which data.manager is text instead of number.'
  ])
})

test('a raw attribute is named by its path below the raw attributes, and of many the first three', () => {
  const raw = (name: string) => ({ ...change, organizationId: 'org_1', path: `data.raw_attributes.${name}` })
  expect(firstsOf(['a', 'b', 'c'].map(raw))).toEqual(['First event with a, b and c.'])
  expect(firstsOf(['a', 'b', 'c', 'd'].map(raw))).toEqual(['First event with a, b, c and 1 more.'])
})

test('several changes are one title', () => {
  expect(titleOf([change])).toBe('A new field arrives')
  expect(titleOf([change, { kind: 'vanished' }, change])).toBe('3 fields changed in what arrives')
})
