import { expect, test } from 'vitest'
import { asTemplate, badgeSize, dotColours, drawBadge, withDot } from './tray-icon.ts'

const size = 32
const indigo = [255, 91, 100, 255]
const white = [255, 255, 255, 255]
/** An indigo ground with one white pixel in its upper left corner. */
const icon = Buffer.concat([
  Buffer.from(white),
  ...Array.from({ length: size * size - 1 }, () => Buffer.from(indigo))
])
const pixel = (bitmap: Buffer, x: number, y: number, width = size) => [
  ...bitmap.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)
]

test('the dot lies in the lower right corner, and the rest of the icon stays', () => {
  const drawn = withDot(icon, size, dotColours.lost)
  const [red, green, blue] = dotColours.lost
  expect(pixel(drawn, 24, 24)).toEqual([blue, green, red, 255])
  expect(pixel(drawn, 14, 24)).toEqual([0, 0, 0, 0])
  expect(pixel(drawn, 0, 0)).toEqual(white)
  expect(pixel(drawn, 5, 5)).toEqual(indigo)
  expect(pixel(icon, 24, 24)).toEqual(indigo)
})

test('a template has the line only, and no colour', () => {
  const drawn = asTemplate(icon, 1)
  expect(pixel(drawn, 0, 0)).toEqual([0, 0, 0, 255])
  expect(pixel(drawn, 5, 5)).toEqual([0, 0, 0, 0])
  expect(pixel(asTemplate(icon, 0.5), 0, 0)).toEqual([0, 0, 0, 128])
})

test('a badge shows the number in white on a disc, and no two numbers look alike', () => {
  const all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(drawBadge)
  expect(new Set(all.map((bitmap) => bitmap.toString('base64'))).size).toBe(10)
  expect(drawBadge(11)).toEqual(drawBadge(4_000))
  for (const bitmap of all) {
    expect(pixel(bitmap, 0, 0, badgeSize)).toEqual([0, 0, 0, 0])
    expect(bitmap.includes(Buffer.from(white))).toBe(true)
  }
})
