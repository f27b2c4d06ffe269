import { expect, it } from 'vitest'
import { diffBodies } from './diff-bodies.ts'

const diff = (from: string, to: string) => diffBodies(Buffer.from(from), Buffer.from(to)).rows

it('gives values to scripts and exact text to people', () => {
  expect(diff('{"n":1.10,"big":1}', '{"n":1.1,"big":9007199254740993}')).toEqual([
    {
      pointer: '/n',
      label: 'n',
      kind: 'changed',
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
  expect(() => diff('{', '{}')).toThrow('The earlier body is not JSON')
})
