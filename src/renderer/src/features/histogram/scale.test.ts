import fc from 'fast-check'
import { expect, test } from 'vitest'
import { barsOf, createTimeScale, ticksOf } from './scale.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const START = new Date(2026, 10, 24, 9, 7).getTime()

test('has no more bars than there is room for, whole ones, and all of the span in them', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 20 * 365 * DAY }),
      fc.integer({ min: 30, max: 200 }),
      (span, most) => {
        const { from, to, barMs, counted } = createTimeScale(START, START + span, most)
        expect(from).toBeLessThanOrEqual(START)
        expect(to).toBeGreaterThanOrEqual(START + span)
        expect((to - from) / barMs).toBeLessThanOrEqual(most + 1)
        expect(barMs % { second: 1_000, minute: MINUTE, hour: 60 * MINUTE, day: DAY }[counted]).toBe(0)
      }
    )
  )
})

test('shows seconds where all came within a minute, unless there are too many to count them', () => {
  expect(createTimeScale(START, START + MINUTE, 90)).toMatchObject({ barMs: 1_000, counted: 'second' })
  expect(createTimeScale(START, START + 20 * MINUTE, 90)).toMatchObject({ barMs: 15_000, counted: 'second' })
  expect(createTimeScale(START, START + MINUTE, 90, MINUTE)).toMatchObject({
    barMs: MINUTE,
    counted: 'minute'
  })
})

test('puts everything that was counted into the bar of its time', () => {
  const scale = createTimeScale(START, START + 3 * DAY, 80)
  const counted = [0, 1, 5, 71].map((hour) => ({
    at: scale.from + hour * 60 * MINUTE,
    events: 2,
    rejected: 1,
    unchecked: 0
  }))
  const bars = barsOf(scale, counted)
  expect(bars.reduce((sum, { events }) => sum + events, 0)).toBe(8)
  for (const { at } of counted) {
    expect(bars.find((bar) => at >= bar.at && at < bar.at + scale.barMs)?.rejected).toBe(1)
  }
})

test('names a day once, at its first second', () => {
  const midnight = new Date(2026, 10, 25).getTime()
  const texts = ticksOf(midnight, midnight + 40_000, 6).map(({ text }) => text)
  expect(texts).toEqual([expect.stringMatching(/25/), '00:00:10', '00:00:20', '00:00:30'])
})

test.each([
  ['seconds', 40_000, ['09:07:00', '09:07:10', '09:07:20', '09:07:30']],
  ['minutes', 10 * MINUTE, ['09:08', '09:10', '09:12', '09:14', '09:16']],
  ['hours over midnight', 20 * 60 * MINUTE, ['12:00', '18:00', /24|25/]],
  ['days', 5 * DAY, [/25/, /26/, /27/, /28/, /29/]],
  ['months', 150 * DAY, [/Dec/, '2027', /Feb/, /Mar/, /Apr/]],
  ['years', 5 * 365 * DAY, ['2027', '2028', '2029', '2030', '2031']]
])('marks %s at round times', (_, span, texts) => {
  const ticks = ticksOf(START, START + span, 6)
  expect(ticks.map(({ text }) => text)).toEqual(
    texts.map((text) => (typeof text === 'string' ? text : expect.stringMatching(text)))
  )
})
