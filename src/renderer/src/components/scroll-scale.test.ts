import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createScrollScale, mostPx } from './scroll-scale.ts'

test('a list that fits is scrolled as it is', () => {
  const { canvasPx, offsetOf, scrollTopOf, mostOffset } = createScrollScale(52_000, 800)
  expect([canvasPx, mostOffset, offsetOf(51_200), scrollTopOf(1_234)]).toEqual([
    52_000, 51_200, 51_200, 1_234
  ])
})

test('every place of a list of any height has a place on the scroll bar, in the same order', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 100, max: 1e9, noNaN: true }),
      fc.integer({ min: 100, max: 3_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (listPx, viewPx, one, other) => {
        const scale = createScrollScale(listPx, viewPx)
        expect(scale.canvasPx).toBeLessThanOrEqual(mostPx)
        const offset = one * scale.mostOffset
        const scrollTop = scale.scrollTopOf(offset)
        expect(scrollTop).toBeLessThanOrEqual(Math.max(0, scale.canvasPx - viewPx) + 1)
        expect(scale.offsetOf(scrollTop)).toBeCloseTo(offset, 1)
        if (other > one) expect(scale.scrollTopOf(other * scale.mostOffset)).toBeGreaterThanOrEqual(scrollTop)
      }
    )
  )
})

test('near both ends a pixel is a pixel, so that no row there is out of reach', () => {
  const { offsetOf, mostOffset, canvasPx } = createScrollScale(52_000_000, 800)
  const end = canvasPx - 800
  expect(offsetOf(0)).toBe(0)
  expect(offsetOf(52) - offsetOf(0)).toBe(52)
  expect(offsetOf(end)).toBe(mostOffset)
  expect(offsetOf(end) - offsetOf(end - 52)).toBe(52)
})
