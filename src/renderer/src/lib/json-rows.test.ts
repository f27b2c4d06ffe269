import { expect, test } from 'vitest'
import { JsonTextError, parseJsonText, scalarText, type JsonNode } from '#shared/json-text.ts'
import { findInJson } from './find-json.ts'
import { childCount, isRepeated, nameOf, plainTextOf, sourceOf, type FlatJson } from './flat-json.ts'
import {
  containersFrom,
  maxRows,
  pathOf,
  pointerOf,
  rowOf,
  shownName,
  shownScalar,
  toJsonRows
} from './json-rows.ts'
import { readFlatJson } from './read-flat-json.ts'

const text = '{"b":[1,{"c":null}],"a":{},"n":12345678901234567890}'
const namesOf = (json: FlatJson, folded = new Set<number>()) =>
  [...toJsonRows(json, folded)].map((index) => nameOf(json, index) ?? 'root')
const all = (json: FlatJson) => [...toJsonRows(json, new Set())]

test('lists a tree line by line in the order of the text', () => {
  expect(namesOf(readFlatJson(text))).toEqual(['root', 'b', 0, 1, 'c', 'a', 'n'])
})

test('leaves out what is inside a folded container, and finds the line of each value', () => {
  const json = readFlatJson(text)
  expect(namesOf(json, new Set([1]))).toEqual(['root', 'b', 'a', 'n'])
  expect(namesOf(json, containersFrom(json, 1))).toEqual(['root', 'b', 'a', 'n'])
  const rows = toJsonRows(json, new Set([1]))
  expect([0, 1, 2, 4, 5, 6].map((index) => rowOf(rows, index))).toEqual([0, 1, -1, -1, 2, 3])
})

test('points at each line as RFC 6901 asks, and as people write it', () => {
  const json = readFlatJson('{"a/b":[{"m~n":1}],"":2,"c":{"d":[3]}}')
  expect(all(json).map((index) => pointerOf(json, index))).toEqual([
    '',
    '/a~1b',
    '/a~1b/0',
    '/a~1b/0/m~0n',
    '/',
    '/c',
    '/c/d',
    '/c/d/0'
  ])
  expect(pathOf(json, 3)).toBe('["a/b"][0]["m~n"]')
  expect(pathOf(json, 7)).toBe('c.d[0]')
})

test('marks a member whose name was there before, however it is written', () => {
  const json = readFlatJson(String.raw`{"a":1,"b":{"a":1},"\u0061":3}`)
  expect(all(json).map((index) => isRepeated(json, index))).toEqual([false, false, false, false, true])
})

test('survives a document 100,000 levels deep', () => {
  const depth = 100_000
  const json = readFlatJson('['.repeat(depth) + ']'.repeat(depth))
  expect(toJsonRows(json, new Set())).toHaveLength(depth)
  expect(pointerOf(json, depth - 1)).toBe('/0'.repeat(depth - 1))
  expect(containersFrom(json, 2).size).toBe(depth - 3)
})

test('shows no more lines than a page can draw', () => {
  const json: FlatJson = { text: '', count: maxRows + 1, cells: new Int32Array(0) }
  expect(toJsonRows(json, new Set())).toHaveLength(maxRows)
})

test('spells out the characters that reorder a line, and copies them as they are', () => {
  const value = 'paid \u202E005\u202C \u2066x\u2069'
  const json = readFlatJson(JSON.stringify(value))
  expect(shownScalar(json, 0)).toBe(String.raw`"paid \u202E005\u202C \u2066x\u2069"`)
  expect(plainTextOf(json, 0)).toBe(value)
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

test('finds names and values in any case, escaped or with other marks', () => {
  const json = readFlatJson(String.raw`{"Email":"ADA@x.io","n":"\u00c9lan","list":["elan",{"email":null}]}`)
  const found = (needle: string) =>
    [...findInJson(json, needle).starts].map((index) => pointerOf(json, index))
  expect(found('email')).toEqual(['/Email', '/list/1/email'])
  expect(found('ada@')).toEqual(['/Email'])
  expect(found('ELAN')).toEqual(['/n', '/list/0'])
  expect(found('')).toEqual([])
})

test('agrees with the reader of whole trees on every text, right or wrong', () => {
  const texts = samples()
  expect(texts.length).toBeGreaterThan(1_800)
  for (const sample of texts) expect(readFlat(sample), sample).toEqual(readTree(sample))
})

const readFlat = (sample: string) =>
  attempt(() => {
    const json = readFlatJson(sample)
    return all(json).map((index) => [
      nameOf(json, index),
      childCount(json, index) > 0 ? childCount(json, index) : shownScalar(json, index)
    ])
  })
const readTree = (sample: string) =>
  attempt(() => {
    const lines: unknown[] = []
    const list = (node: JsonNode, name: string | number | null) => {
      const inside: readonly (readonly [string | number, JsonNode])[] =
        node.kind === 'object'
          ? node.members.map(({ key, value }) => [key, value] as const)
          : (node.kind === 'array' ? node.items : []).map((item, index) => [index, item] as const)
      lines.push([name, inside.length > 0 ? inside.length : scalarText(node)])
      for (const [key, value] of inside) list(value, key)
    }
    list(parseJsonText(sample), null)
    return lines
  })
function attempt(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    if (error instanceof JsonTextError) return error.message
    throw error
  }
}

/** Texts, and each of them with a character taken away or put in. */
function samples(): string[] {
  const seeds = [
    ` {"a" : [1, -2.50e+3 ,true,false , null],"b":{}, "c":[ ],"a":"x"}\n`,
    String.raw`{"\u0061\n\"":"\\ é \ud83d\ude00","":[[[]]],"z":{"y":{"x":0}}}`,
    '"text"',
    '[01,1.,"\t"]',
    '{"a":tru}'
  ]
  return seeds.flatMap((seed) => [
    seed,
    ...Array.from({ length: seed.length }, (_, at) => seed.slice(0, at) + seed.slice(at + 1)),
    ...Array.from({ length: seed.length }, (_, at) =>
      '{}[]",:1t\\ '.split('').map((char) => seed.slice(0, at) + char + seed.slice(at))
    ).flat()
  ])
}

test('keeps every digit and the exact source', () => {
  const json = readFlatJson(text)
  expect(sourceOf(json, 6)).toBe('12345678901234567890')
  expect(sourceOf(json, 1)).toBe('[1,{"c":null}]')
})
