import { expect, test } from 'vitest'
import { compareTexts, indented } from './body-difference.ts'

test('says what an edit changes, whatever the indentation', () => {
  expect(compareTexts('{"a":1,"b":2}', '{\n  "a": 1,\n  "b": 3\n}')).toMatchObject({
    ok: true,
    rows: [{ pointer: '/b', kind: 'changed', beforeText: '2', afterText: '3' }]
  })
})

test('says at which line and column a half-written text is no JSON', () => {
  expect(compareTexts('{}', '{\n  "a": x\n}')).toMatchObject({
    ok: false,
    error: expect.stringContaining('Line 2, column 8')
  })
})

test('indents without changing a digit, and leaves alone what is no JSON', () => {
  expect(indented('{"a":1.10}')).toBe('{\n  "a": 1.10\n}')
  expect(indented('{"a"')).toBe('{"a"')
})
