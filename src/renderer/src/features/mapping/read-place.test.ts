import { expect, test } from 'vitest'
import { parseJsonText } from '#shared/json-text.ts'
import { nodeAt } from './read-place.ts'

const body = parseJsonText('{"a/b":{"~":[1,{"x":"y"}]},"twice":1,"twice":2}')

test('follows a pointer through names that need escaping, and through lists', () => {
  expect(nodeAt(body, '/a~1b/~0/1/x')).toEqual({ kind: 'string', value: 'y' })
  expect(nodeAt(body, '/a~1b/~0/0')).toEqual({ kind: 'number', digits: '1' })
  expect(nodeAt(body, '')).toBe(body)
})

test('of a name that occurs twice the last counts', () => {
  expect(nodeAt(body, '/twice')).toEqual({ kind: 'number', digits: '2' })
})

test('finds nothing where there is nothing', () => {
  for (const pointer of ['/none', '/a~1b/~0/7', '/a~1b/~0/x', '/twice/deeper']) {
    expect(nodeAt(body, pointer)).toBeNull()
  }
})
