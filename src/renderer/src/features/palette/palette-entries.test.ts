import { expect, test } from 'vitest'
import { paletteGroups, textOf } from './palette-entries.ts'

const offered = ['palette', 'replay', 'edit', 'showRejected', 'secrets', 'back'] as const
const filters = [{ name: 'Okta joiners', view: 'events', query: 'provider:okta action:created' }] as const
const found = (typed: string) =>
  paletteGroups(typed, offered, filters).map(({ name, items }) => [name, ...items.map(textOf)])

test('all that can be done is listed by what it is about, without the palette itself', () => {
  expect(found('')).toEqual([
    ['Event', 'Replay to the chosen target', 'Edit and replay'],
    ['Saved filters', 'Okta joiners'],
    ['Timeline', 'Rejected'],
    ['Anywhere', 'Signing secrets']
  ])
})

test('settings are found by what is set in them, once something is looked for', () => {
  const settings = (typed: string) =>
    paletteGroups(typed, [], []).find(({ name }) => name === 'Settings')?.items ?? []
  expect(settings('dark theme')).toEqual([{ kind: 'setting', name: 'appearance' }])
  expect(settings('')).toEqual([])
})

test('words find what has a word beginning with each of them, in any order', () => {
  expect(found('rep ed')).toEqual([
    ['Event', 'Edit and replay'],
    ['Search', 'Filter by “rep ed”']
  ])
  expect(found('OKTA')[0]).toEqual(['Saved filters', 'Okta joiners'])
})

test('an id can be opened', () => {
  expect(found('evt_123')).toEqual([['Search', 'Open evt_123', 'Filter by “evt_123”']])
})
