import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileQuery } from '#shared/query/match-query.ts'
import { parseQuery } from '#shared/query/parse-query.ts'
import type { EventRow } from '#shared/query/query.ts'
import { isPicked, queryOf, rangeOf, type Picked } from './picked.ts'

const START = Date.UTC(2026, 10, 24, 9)
/** Newest first; two of them in one millisecond. */
const rows = [5, 4, 4, 4, 3, 2, 1].map((ms, index) => ({ id: `evt_${index}`, at: START + ms }))
const pick = (part: ReturnType<typeof rangeOf>, query = ''): Exclude<Picked, null> => ({
  kind: 'range',
  query,
  ...part
})
const end = (index: number) => rows[index]!

/** What the core makes of a query, row by row. */
function found(query: string): string[] {
  const read = parseQuery(query, START)
  if (!read.ok) throw new Error(read.error.message)
  const { event } = compileQuery(read.query, { endpointNames: new Map() })
  return rows.filter(({ id, at }) => event({ id, firstSeenAt: at } as EventRow, () => '')).map(({ id }) => id)
}

test('a range is what lies between two rows, in either direction, and its query finds just that', () => {
  fc.assert(
    fc.property(fc.nat(rows.length - 1), fc.nat(rows.length - 1), (one, other) => {
      const now = pick(rangeOf(rows, [end(one), end(other)]))
      const ids = rows.slice(Math.min(one, other), Math.max(one, other) + 1).map(({ id }) => id)
      expect(now).toMatchObject({ ids })
      expect(rows.filter((row) => isPicked(now, row)).map(({ id }) => id)).toEqual(ids)
      expect(found(queryOf(now))).toEqual(ids)
    })
  )
})

test('an end that was not read is known by its time, and ids are named for what was read only', () => {
  const toTheEnd = pick(rangeOf(rows, [end(2), { id: null, at: 0 }]))
  expect(toTheEnd).toMatchObject({ ids: null })
  expect(found(queryOf(toTheEnd))).toEqual(['evt_2', 'evt_3', 'evt_4', 'evt_5', 'evt_6'])
  const toTheHead = pick(rangeOf(rows.slice(3), [end(3), { id: null, at: START + 5 }]))
  expect(toTheHead).toMatchObject({ ids: null })
  // Nobody knows here whether the rows of that millisecond above lie beyond: so they belong to it.
  expect(rows.filter((row) => isPicked(toTheHead, row))).toHaveLength(4)
})

test('where the clock jumped back, the range is still what lies between in the list', () => {
  const jumped = [1, 9, 3, 8].map((ms, index) => ({ id: `evt_${index}`, at: START + ms }))
  const range = rangeOf(jumped, [jumped[1]!, jumped[2]!])
  expect(range).toMatchObject({ ids: ['evt_1', 'evt_2'], except: ['evt_3'] })
})

test('more than a command takes is told by its span', () => {
  const many = Array.from({ length: 1_001 }, (_, index) => ({ id: `evt_${index}`, at: START - index }))
  expect(rangeOf(many, [many[0]!, many[1_000]!]).ids).toBeNull()
  expect(rangeOf(many, [many[1]!, many[1_000]!]).ids).toHaveLength(1_000)
})

test('all of a list is its own query, and a filter stays with what is picked of it', () => {
  expect(queryOf({ kind: 'all', query: 'type:user.*' })).toBe('type:user.*')
  expect(queryOf(pick(rangeOf(rows, [end(0), end(0)]), 'type:user.*'))).toBe(
    'type:user.* after:2026-11-24T09:00:00.005Z before:2026-11-24T09:00:00.006Z'
  )
})
