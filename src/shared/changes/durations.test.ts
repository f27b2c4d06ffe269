import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatSpan } from './durations.ts'

it.each([
  ['2025-01-15', '2026-03-15', '14 months'],
  ['2025-01-15', '2026-03-14T23:59:59.999Z', '13 months'],
  ['2026-01-31', '2026-02-28', '28 days'],
  ['2026-01-31', '2026-03-01', '1 month'],
  ['2024-02-29', '2025-02-28', '11 months'],
  ['2024-02-29', '2026-02-28', '23 months'],
  ['2024-03-01', '2026-03-01', '2 years'],
  ['2024-03-01', '2027-04-01', '3 years 1 month'],
  ['0001-01-01', '2026-01-01', '2025 years'],
  ['2026-01-01', '2026-01-04', '3 days'],
  ['2026-01-01', '2026-01-02', '1 day'],
  ['2026-01-01T00:00:00Z', '2026-01-01T02:59:59Z', '2 hours'],
  ['2026-01-01T00:00:00Z', '2026-01-01T00:01:30Z', '1 minute'],
  ['2026-01-01T00:00:00Z', '2026-01-01T00:00:12.9Z', '12 s'],
  ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.9Z', 'less than 1 s']
])('between %s and %s, in either order, are %s', (from, to, span) => {
  expect(formatSpan(Date.parse(from), Date.parse(to))).toBe(span)
  expect(formatSpan(Date.parse(to), Date.parse(from))).toBe(span)
})

it('never says more than has passed, and never less than a third of it', () => {
  const units = { s: 1, minute: 60, hour: 3_600, day: 86_400, month: 28 * 86_400, year: 365 * 86_400 }
  const time = fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(2100, 0) })
  fc.assert(
    fc.property(time, time, (from, to) => {
      const span = formatSpan(from, to)
      const said = [...span.matchAll(/(\d+) (s$|minute|hour|day|month|year)/g)].reduce(
        (sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units],
        0
      )
      const passed = Math.abs(to - from) / 1_000
      if (passed < 1) return
      expect(said).toBeLessThanOrEqual(passed)
      expect(said * 3 + 1).toBeGreaterThan(passed)
    }),
    // Two times of this range take ages to shrink.
    { numRuns: 5_000, endOnFailure: true }
  )
})
