import { expect, test } from 'vitest'
import { parseJsonText, toJsonText, type JsonNode } from '#shared/json-text.ts'
import { containersFrom, pointerOf, shownName, shownScalar, toJsonRows } from './json-rows.ts'

const memberOf = (node: JsonNode, key: string) =>
  node.kind === 'object' ? node.members.find((member) => member.key === key)?.value : undefined
const text = '{"b":[1,{"c":null}],"a":{},"n":12345678901234567890}'
const namesOf = (root: JsonNode, collapsed = new Set<JsonNode>()) =>
  toJsonRows(root, collapsed).map((row) => `${'  '.repeat(row.depth)}${row.name ?? 'root'}`)

test('lists a tree line by line in the order of the text', () => {
  expect(namesOf(parseJsonText(text))).toEqual(['root', '  b', '    0', '    1', '      c', '  a', '  n'])
})

test('leaves out what is inside a collapsed container', () => {
  const root = parseJsonText(text)
  const array = memberOf(root, 'b')!
  expect(namesOf(root, new Set([array]))).toEqual(['root', '  b', '  a', '  n'])
  expect(namesOf(root, containersFrom(root, 1))).toEqual(['root', '  b', '  a', '  n'])
})

test('points at each line as RFC 6901 asks, with its escapes', () => {
  const rows = toJsonRows(parseJsonText('{"a/b":[{"m~n":1}],"":2}'), new Set())
  expect(rows.map(pointerOf)).toEqual(['', '/a~1b', '/a~1b/0', '/a~1b/0/m~0n', '/'])
})

test('marks a member whose name was there before', () => {
  const rows = toJsonRows(parseJsonText('{"a":1,"b":2,"a":3}'), new Set())
  expect(rows.map((row) => row.isRepeated)).toEqual([false, false, false, true])
})

test('writes JSON text with every digit and every repeated name', () => {
  const source = '{"a":1.10,"a":12345678901234567890,"list":[true,{"x":"\\u00e9\\n"}],"none":[]}'
  expect(toJsonText(parseJsonText(source)).replaceAll(/\s+(?=[^"]*(?:"[^"]*"[^"]*)*$)/g, '')).toBe(
    source.replace(String.raw`\u00e9`, 'é')
  )
  expect(toJsonText(parseJsonText('{"a":[1,{"b":null}]}'))).toBe(
    JSON.stringify({ a: [1, { b: null }] }, null, 2)
  )
})

test('survives a document 100,000 levels deep', () => {
  const depth = 100_000
  const root = parseJsonText('['.repeat(depth) + ']'.repeat(depth))
  const rows = toJsonRows(root, new Set())
  expect(rows).toHaveLength(depth)
  expect(pointerOf(rows.at(-1)!)).toBe('/0'.repeat(depth - 1))
  expect(containersFrom(root, 2).size).toBe(depth - 3)
})

test('spells out the characters that reorder a line, and copies them as they are', () => {
  const value = 'paid \u202E005\u202C \u2066x\u2069'
  const node = parseJsonText(JSON.stringify(value))
  expect(shownScalar(node)).toBe(String.raw`"paid \u202E005\u202C \u2066x\u2069"`)
  expect(toJsonText(node)).toBe(`"${value}"`)
})

test('quotes a name that is no plain word', () => {
  expect(['id', 'größe', 'user.first-name', 0].map(shownName)).toEqual([
    'id',
    'größe',
    'user.first-name',
    '0'
  ])
  expect(['', 'a: 1', 'x\ny', '\u202Eadmin'].map(shownName)).toEqual([
    '""',
    '"a: 1"',
    String.raw`"x\ny"`,
    String.raw`"\u202Eadmin"`
  ])
})
