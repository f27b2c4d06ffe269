import { expect, test } from 'vitest'
import { readListing } from './listing.ts'
import { views } from './selection-store.ts'

const now = Date.UTC(2026, 10, 26, 12)
const read = (...[view, filter]: Parameters<typeof readListing>) => readListing(view, filter, now)

test('every view is a query that can be read', () => {
  for (const view of views) expect(read(view, '')).toMatchObject({ ok: true })
})

test('events are listed by the view and the filter together', () => {
  expect(read('events', 'type:user.*')).toMatchObject({ listing: { rows: 'events', query: 'type:user.*' } })
  expect(read('starred', 'acme')).toMatchObject({ listing: { rows: 'events', query: 'is:starred acme' } })
})

test('a filter that asks for deliveries lists deliveries, in a view of events too', () => {
  expect(read('events', 'is:rejected acme')).toMatchObject({
    listing: { rows: 'deliveries', query: 'is:rejected acme' },
    query: 'is:rejected acme'
  })
})

test('interceptor calls are in their own view only, whatever their verdict', () => {
  expect(read('rejected', 'acme')).toMatchObject({
    listing: { rows: 'deliveries', kind: 'webhook', verdict: 'rejected', query: 'acme' },
    query: 'is:rejected -is:interceptor acme'
  })
  expect(read('interceptors', '')).toMatchObject({
    listing: { rows: 'deliveries', kind: 'interceptor', query: '' },
    query: 'is:interceptor'
  })
})

test('an error points into what the reader wrote, not into what the view adds', () => {
  expect(read('rejected', 'acme is:starrd')).toMatchObject({ ok: false, error: { at: 8, length: 6 } })
})

test('reads the whole back, with what the view adds', () => {
  expect(read('starred', 'acme')).toMatchObject({ sentence: 'Events starred, that contain "acme".' })
})
