import { expect, it } from 'vitest'
import { z } from 'zod'
import { DiffRow } from '#shared/diff-models.ts'
import { diffBodies } from './diff-bodies.ts'

const diff = (from: string, to: string) => diffBodies(Buffer.from(from), Buffer.from(to)).rows

it('gives values to scripts and exact text to people', () => {
  expect(diff('{"n":1.10,"big":1}', '{"n":1.1,"big":9007199254740993}')).toEqual([
    {
      pointer: '/n',
      label: 'n',
      kind: 'retyped',
      note: 'number_form',
      before: 1.1,
      after: 1.1,
      beforeText: '1.10',
      afterText: '1.1'
    },
    {
      pointer: '/big',
      label: 'big',
      kind: 'changed',
      before: 1,
      after: '9007199254740993',
      beforeText: '1',
      afterText: '9007199254740993'
    }
  ])
})

it('survives 50,000 levels', () => {
  const deep = (inner: string) => '['.repeat(50_000) + inner + ']'.repeat(50_000)
  expect(diff(deep('1'), deep('2'))).toHaveLength(1)
  expect(diff('{}', `{"a":${deep('')}}`)).toMatchObject([{ kind: 'added', before: null }])
})

it('refuses a difference whose paths alone would fill the memory', () => {
  const members = (value: number) =>
    Array.from({ length: 3_000 }, (_, index) => `"k${index}":${value}`).join()
  const body = (value: number) => `{"${'x'.repeat(100_000)}":{${members(value)}}}`
  expect(() => diff(body(1), body(2))).toThrow('more places than can be shown')
})

it('says which body is not JSON, and where', () => {
  expect(() => diff('{', '{}')).toThrow('The first body is not JSON')
})

it('warns of names that one body has twice, because most readers see one of them only', () => {
  const { rows, warnings } = diffBodies(
    Buffer.from('{"a":1,"a":2}'),
    Buffer.from('{"a":1,"a":3,"b":{"c":0,"c":0,"c":0}}')
  )
  expect(rows).toMatchObject([
    { pointer: '/a', kind: 'changed', before: 2, after: 3 },
    { pointer: '/b', kind: 'added' }
  ])
  expect(warnings).toEqual([
    'The first body has the name "a" 2 times in its outermost object. Most readers keep the last one only.',
    'The second body has the name "a" 2 times in its outermost object. Most readers keep the last one only.',
    'The second body has the name "c" 3 times in the object at /b. Most readers keep the last one only.'
  ])
})

it('finds nothing between a body and itself, and counts its values', () => {
  expect(diffBodies(Buffer.from('{"a":[1,2],"b":null}'), Buffer.from('{"a":[1,2],"b":null}'))).toEqual({
    rows: [],
    unchanged: 3,
    same: [],
    warnings: []
  })
})

it('lists as many of the unchanged values as it is asked for', () => {
  const body = Buffer.from('{"a":[1.0,9007199254740993],"b":null}')
  expect(diffBodies(body, Buffer.from('{"b":null,"a":[1.0,9007199254740993],"c":1}'), 2)).toMatchObject({
    unchanged: 3,
    same: [
      { pointer: '/b', label: 'b', text: 'null' },
      { pointer: '/a/0', label: 'a[1.0]', text: '1.0' }
    ]
  })
  expect(diffBodies(body, body, 10).same.map(({ text }) => text)).toEqual(['1.0', '9007199254740993', 'null'])
})

it('gives rows that are as the contract says, whatever kind they are', () => {
  const before = '{"User":1,"n":1.0,"l":[],"t":"True","w":["x"],"c":1,"r":1,"title":"t","urn:x":{}}'
  const after = '{"user":1,"n":1,"t":true,"w":"x","c":2,"a":1,"urn:x":{"title":"t"}}'
  const rows = diff(before, after)
  expect(rows.map((row) => row.note ?? row.kind).toSorted()).toEqual([
    'added',
    'as_text',
    'changed',
    'moved',
    'name_case',
    'number_form',
    'removed',
    'unassigned',
    'wrapped'
  ])
  expect(z.array(DiffRow).parse(rows)).toEqual(rows)
})
