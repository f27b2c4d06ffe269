import fc from 'fast-check'
import { expect, test } from 'vitest'
import { moveApart, nearest, placeLabels, placeOf } from './positions.ts'

test('places a time on the line, and a lone instant in its middle', () => {
  expect(placeOf(150, 100, 200, 400)).toBe(200)
  expect(placeOf(5, 5, 5, 400)).toBe(200)
  expect(placeOf(999, 100, 200, 400)).toBe(400)
})

test('leaves alone what is apart and moves what is not', () => {
  expect(moveApart([0, 50, 100], 100, 20)).toEqual([0, 50, 100])
  expect(moveApart([0, 99, 100], 100, 20)).toEqual([0, 80, 100])
  expect(moveApart([0, 1, 100], 100, 20)).toEqual([0, 20, 100])
})

test('keeps order, stays on the line and leaves the gap that there is room for', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { minLength: 1, maxLength: 80 }),
      fc.integer({ min: 1, max: 30 }),
      (unordered, gap) => {
        const moved = moveApart(
          unordered.toSorted((a, b) => a - b),
          500,
          gap
        )
        const room = moved.length > 1 ? Math.min(gap, 500 / (moved.length - 1)) : gap
        for (const [index, place] of moved.entries()) {
          expect(place).toBeGreaterThanOrEqual(-1e-6)
          expect(place).toBeLessThanOrEqual(500 + 1e-6)
          if (index > 0) expect(place - (moved[index - 1] ?? 0)).toBeGreaterThanOrEqual(room - 1e-6)
        }
      }
    )
  )
})

test('finds what is nearest, and nothing among nothing', () => {
  expect(nearest([0, 40, 90], 60)).toBe(1)
  expect(nearest([], 60)).toBe(-1)
})

test('moves a label aside or drops it before it covers one named earlier', () => {
  const label = (key: string, place: number) => ({ key, text: 'four', place })
  const leftsOf = (...labels: ReturnType<typeof label>[]) =>
    placeLabels(labels, 100, () => 40).map(({ key, left }) => [key, left])
  expect(leftsOf(label('a', 0), label('b', 100))).toEqual([
    ['a', 0],
    ['b', 60]
  ])
  expect(leftsOf(label('shown', 100), label('base', 45))).toEqual([
    ['shown', 60],
    ['base', 19]
  ])
  expect(leftsOf(label('shown', 50), label('near', 52))).toEqual([['shown', 30]])
})
