import { expect, test } from 'vitest'
import { toHexRows, toTextRows } from './text-rows.ts'

test('numbers lines and breaks those that are too long', () => {
  expect(toTextRows('abcdef\r\n\nxy', 4)).toEqual([
    { text: 'abcd', line: 1 },
    { text: 'ef', line: null },
    { text: '', line: 2 },
    { text: 'xy', line: 3 }
  ])
})

test('does not cut a character in two', () => {
  expect(toTextRows('abc😀d', 4).map((row) => row.text)).toEqual(['abc😀', 'd'])
})

test('gives back every character of a long line', () => {
  const text = '😀é'.repeat(5_000)
  expect(
    toTextRows(text, 97)
      .map((row) => row.text)
      .join('')
  ).toBe(text)
})

test('dumps bytes with what of them is printable', () => {
  const rows = toHexRows(Uint8Array.from([0x00, 0x41, 0xff, ...Array.from({ length: 14 }, () => 0x20)]))
  expect(rows.map((row) => row.text)).toEqual([
    `00000000  00 41 ff${' 20'.repeat(13)}  ·A·${' '.repeat(13)}`,
    `00000010  20${' '.repeat(45)}   `
  ])
})
