import { CompletionContext } from '@codemirror/autocomplete'
import { json } from '@codemirror/lang-json'
import { EditorState } from '@codemirror/state'
import { expect, test } from 'vitest'
import { parseJsonText } from '#shared/json-text.ts'
import { completeJson } from './json-completion.ts'
import { findProblems } from './json-problems.ts'
import { collectFields } from './known-fields.ts'

const stateOf = (doc: string) => EditorState.create({ doc, extensions: [json()] })
const problemsOf = (doc: string) =>
  findProblems(stateOf(doc)).map(({ from, to, message }) => [from, to, message])

test('points at the character where the text stops being JSON', () => {
  const [[from, to] = []] = problemsOf('{"a": nope}')
  expect([from, to]).toEqual([6, 7])
})

test('points at the last character where the text ends too early', () => {
  expect(problemsOf('{"a": 1')[0]?.slice(0, 2)).toEqual([6, 7])
})

test('refuses what is JSON but no object', () => {
  expect(problemsOf('[1]')[0]?.[2]).toContain('JSON object')
})

test('marks the second of two equal names, but not the same name in another object', () => {
  expect(problemsOf('{"a":{"b":1},"c":{"b":1}}')).toEqual([])
  expect(problemsOf('{"a":{"b":1,"c":2,"b":3}}').map(([from, to]) => [from, to])).toEqual([[18, 21]])
})

test('marks a number that a parser would round', () => {
  expect(problemsOf('{"a":9007199254740993}')).toHaveLength(1)
  expect(problemsOf('{"a":9007199254740992}')).toEqual([])
})

/** Labels offered at the bar. */
function offered(marked: string, example: string, explicit = false): readonly string[] {
  const pos = marked.indexOf('|')
  const state = stateOf(marked.replace('|', ''))
  const source = completeJson(() => collectFields([parseJsonText(example)]))
  const result = source(new CompletionContext(state, pos, explicit))
  return result && 'options' in result
    ? result.options.map(({ displayLabel, label }) => displayLabel ?? label)
    : []
}

const example = '{"type":"t","data":{"active":true,"name":"Ada","emails":[{"value":"a@b.example"}]}}'

test('offers the names of the object that is written in, without those that it has', () => {
  expect(offered('{"data":{"active":false,"|"}}', example)).toEqual(['name', 'emails'])
  expect(offered('{"data":{"emails":[{"|"}]}}', example)).toEqual(['value'])
})

test('offers the names at an empty place when asked to', () => {
  expect(offered('{"data":{|}}', example)).toEqual([])
  expect(offered('{"data":{|}}', example, true)).toEqual(['active', 'name', 'emails'])
})

test('offers names in a text that is broken by what is being written', () => {
  const broken = '{\n  "data": {\n    "active": true,\n    "|"\n    "name": "Ada"\n  }\n}'
  expect(offered(broken, example)).toEqual(['emails'])
  expect(offered(broken.replace('"|"', '"em|'), example)).toEqual(['emails'])
  expect(offered('{"data":{"emails":[{"value":1}|', example)).toEqual([])
})

test('offers the values that a name had', () => {
  expect(offered('{"data":{"active":f|}}', example)).toEqual(['true', 'false', 'null'])
  expect(offered('{"data":{"active": |}}', example)).toEqual([])
  expect(offered('{"data":{"active": |}}', example, true)).toEqual(['true', 'false', 'null'])
  expect(offered('{"data":{"name":"|"}}', example)).toEqual(['"Ada"', 'null'])
})
