import { expect, test } from 'vitest'
import { layOutText, rowAt, rowOfOffset, toHexRows } from './text-rows.ts'

const rowsOf = (text: string, columns: number) => {
  const layout = layOutText(text, columns)
  return Array.from({ length: layout.count }, (_, row) => {
    const { start, end, line } = rowAt(layout, row)
    return { text: text.slice(start, end), line }
  })
}
const textsOf = (text: string, columns: number) => rowsOf(text, columns).map((row) => row.text)

test('numbers lines and breaks those that are too long', () => {
  expect(rowsOf('abcdef\r\n\nxy\n', 4)).toEqual([
    { text: 'abcd', line: 1 },
    { text: 'ef', line: 0 },
    { text: '', line: 2 },
    { text: 'xy', line: 3 },
    { text: '', line: 4 }
  ])
  expect(rowsOf('', 4)).toEqual([{ text: '', line: 1 }])
})

test('does not cut a character in two, however narrow the pane', () => {
  expect(textsOf('abc😀d', 4)).toEqual(['abc', '😀d'])
  expect(textsOf('😀😀', 1)).toEqual(['😀', '😀'])
  expect(textsOf('a\u200Bb', 4)).toEqual(['a', '\u200B', 'b'])
})

test('breaks earlier where characters are wider, or are spelled out', () => {
  expect(textsOf('漢字漢字漢', 5)).toEqual(['漢字', '漢字', '漢'])
  expect(textsOf('a\tbc', 5)).toEqual(['a\t', 'bc'])
  expect(textsOf('e\u0301e\u0301e\u0301', 2)).toEqual(['e\u0301', 'e\u0301', 'e\u0301'])
  expect(textsOf('ab\u202Ecd', 8)).toEqual(['ab\u202E', 'cd'])
})

test('gives back every character of a long line, and finds each again', () => {
  const text = '😀é漢\u0000x'.repeat(5_000)
  expect(textsOf(text, 97).join('')).toBe(text)
  const layout = layOutText(text, 97)
  for (const offset of [0, 96, 97, 12_345, text.length - 1]) {
    const { start, end } = rowAt(layout, rowOfOffset(layout, offset))
    expect(start <= offset && offset < end).toBe(true)
  }
})

test('dumps bytes with what of them is printable', () => {
  const rows = toHexRows(Uint8Array.from([0x00, 0x41, 0xff, ...Array.from({ length: 14 }, () => 0x20)]))
  expect(rows).toEqual([
    `00000000  00 41 ff${' 20'.repeat(13)}  ·A·${' '.repeat(13)}`,
    `00000010  20${' '.repeat(45)}   `
  ])
})
