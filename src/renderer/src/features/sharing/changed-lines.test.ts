import { expect, test } from 'vitest'
import { changedLines } from './changed-lines.ts'

test('lines that differ are told apart from those that do not', () => {
  const pieces = changedLines('{\n"a": 1,\n"b": 2,\n"c": 3\n}', '{\n"a": 1,\n"b": 9,\n"c": 8\n}')
  expect(pieces).toEqual([
    { text: '{\n"a": 1,\n', isChanged: false },
    { text: '"b": 2,\n"c": 3\n', isChanged: true },
    { text: '}', isChanged: false }
  ])
})

test('put together the pieces are the text, also where the other one is shorter', () => {
  const text = 'one\ntwo\n\nthree\n'
  expect(
    changedLines(text, 'one')
      .map((piece) => piece.text)
      .join('')
  ).toBe(text)
})
