import { expect, test } from 'vitest'
import { plainValue } from './plain-value.ts'

test('takes the quotes off a text, and leaves one that was cut as it is', () => {
  expect(plainValue('"a\\nb"')).toBe('a\nb')
  expect(plainValue('1.0')).toBe('1.0')
  expect(plainValue('"cut of')).toBe('"cut of')
})
