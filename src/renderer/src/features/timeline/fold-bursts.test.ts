import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EventSummary } from '#shared/models.ts'
import { foldBursts, type Line } from './fold-bursts.ts'

const START = Date.UTC(2026, 10, 1, 12, 0, 59)
const event = (n: number, more: Partial<EventSummary> = {}): EventSummary =>
  ({
    id: `evt_${n}`,
    canonicalType: 'organization.directory.user_updated',
    organizationId: 'org_1',
    endpointId: 'ep_1',
    entityId: `usr_${n}`,
    firstSeenAt: START - n * 1_000,
    ...more
  }) as EventSummary
const events = (count: number, more: Partial<EventSummary> = {}) =>
  Array.from({ length: count }, (_, n) => event(n, more))
const shape = (lines: readonly Line<EventSummary>[]) =>
  lines.map((line) => (line.kind === 'burst' ? line.rows.length : line.key))
const nothingSaid = new Map()

test('folds five neighbours of one directory within a minute, and no four', () => {
  expect(shape(foldBursts(events(5), nothingSaid, null))).toEqual([5])
  expect(shape(foldBursts(events(4), nothingSaid, null))).toHaveLength(4)
})

test('keeps apart what is of another organisation, endpoint, minute or no directory, and the updates of one user', () => {
  const apart: readonly Partial<EventSummary>[] = [
    { organizationId: 'org_2' },
    { endpointId: 'ep_2' },
    { firstSeenAt: START - 90_000 },
    { canonicalType: 'user.login' }
  ]
  for (const other of apart) {
    expect(shape(foldBursts([...events(5), event(9, other)], nothingSaid, null))).toEqual([5, 'evt_9'])
  }
  expect(shape(foldBursts(events(7, { entityId: 'usr_1' }), nothingSaid, null))).toHaveLength(7)
})

test('never folds the selected row away, unless the reader does', () => {
  expect(shape(foldBursts(events(11), nothingSaid, 'evt_5'))).toEqual([5, 'evt_5', 5])
  expect(shape(foldBursts(events(7), nothingSaid, 'evt_3'))).toHaveLength(7)
  expect(shape(foldBursts(events(7), new Map([['evt_2', 'folded']]), 'evt_3'))).toEqual([7])
})

test('an open burst goes on with its rows, also as it grows at either end', () => {
  const said = new Map([['evt_3', 'open'] as const])
  for (const rows of [events(7), events(9), events(9).slice(2)]) {
    const [head, ...inside] = foldBursts(rows, said, null)
    expect(head).toMatchObject({ kind: 'burst', isOpen: true, rows })
    expect(inside.map(({ key }) => key)).toEqual(rows.map(({ id }) => id))
  }
})

test('folds the same rows wherever the list begins, and no more than can be read at once', () => {
  const rows = Array.from({ length: 300 }, (_, n) => event(n))
  const all = shape(foldBursts(rows, nothingSaid, null))
  expect(all).toEqual([60, 60, 60, 60, 60])
  expect(shape(foldBursts(rows.slice(60), nothingSaid, null))).toEqual(all.slice(1))
  const dense = Array.from({ length: 2_400 }, (_, n) =>
    event(n, { firstSeenAt: START - Math.floor(n / 100) * 1_000 })
  )
  expect(shape(foldBursts(dense, nothingSaid, null))).toEqual(Array.from({ length: 24 }, () => 100))
})

test('loses no row and changes no order, whatever is folded', () => {
  const row = fc.record({ org: fc.constantFrom('org_1', 'org_2'), gap: fc.integer({ min: 0, max: 30_000 }) })
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), fc.nat(60), (parts, selected) => {
      let at = START
      const rows = parts.map(({ org, gap }, n) => event(n, { organizationId: org, firstSeenAt: (at -= gap) }))
      const lines = foldBursts(rows, nothingSaid, `evt_${selected}`)
      expect(lines.flatMap((line) => (line.kind === 'burst' ? line.rows : [line.row]))).toEqual(rows)
      expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length)
    })
  )
})
