import { expect, test } from 'vitest'
import { readListing } from '../../state/listing.ts'
import { scopesOf } from './share-scopes.ts'

const values = (...args: Parameters<typeof scopesOf>) => scopesOf(...args).map(({ value }) => value)
const all = readListing('events', '')

test('picked events come first', () => {
  const picked = { kind: 'events', ids: ['evt_1', 'evt_2'] } as const
  expect(scopesOf(picked, { id: 'evt_9' }, all)[0]).toMatchObject({ text: '2 picked events', source: picked })
  expect(values(picked, { id: 'evt_9' }, all)).toEqual(['picked', 'event', 'all'])
})

test('one given event stands in the place of the open one', () => {
  const scopes = scopesOf({ kind: 'events', ids: ['evt_1'] }, { id: 'evt_9' }, all)
  expect(scopes.map(({ value }) => value)).toEqual(['event', 'all'])
  expect(scopes[0]?.source).toEqual({ kind: 'events', ids: ['evt_1'] })
  expect(values(null, { id: 'evt_9' }, all)).toEqual(['event', 'all'])
})

test('deliveries and filters that cannot be read are not offered', () => {
  expect(values(null, { id: 'del_4' }, readListing('events', 'type:'))).toEqual(['all'])
  expect(values(null, { id: null }, readListing('rejected', ''))).toEqual(['all'])
})

test('what the timeline lists is offered with its sentence, and first where it was asked for', () => {
  const listed = readListing('starred', 'org:acme')
  const query = 'is:starred org:acme'
  expect(scopesOf(null, { id: null }, listed)[0]).toMatchObject({
    value: 'listed',
    source: { kind: 'query', query },
    sentence: expect.stringContaining('acme')
  })
  expect(values({ kind: 'query', query }, { id: 'evt_9' }, listed)).toEqual(['listed', 'event', 'all'])
  expect(values({ kind: 'query', query: '' }, { id: 'evt_9' }, listed)).toEqual(['all', 'event', 'listed'])
})
