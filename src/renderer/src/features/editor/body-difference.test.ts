import { expect, test } from 'vitest'
import { compareTexts, fitting, indented, mostBytes } from './body-difference.ts'

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

test('takes the indentation only out of a text that is too long with it, and changes nothing else', () => {
  const short = '{\n  "a": "x  y"\n}'
  expect(fitting(short)).toBe(short)
  const long = `{\n${' '.repeat(mostBytes)}"a": "x  y",\n\t "b": [1.5,\nnull]\n}`
  expect(fitting(long)).toBe('{\n"a": "x  y",\n"b": [1.5,\nnull]\n}')
})
