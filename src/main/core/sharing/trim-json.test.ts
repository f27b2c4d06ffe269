import { expect, it } from 'vitest'
import { parseJsonText, toJsonText } from '#shared/json-text.ts'
import { trimJson } from './trim-json.ts'

const trim = (value: unknown, most: number) => {
  const { node, isCut } = trimJson(parseJsonText(JSON.stringify(value)), most)
  return { isCut, value: JSON.parse(toJsonText(node)) as unknown }
}

it('leaves what is short enough as it is', () => {
  const value = { type: 'x', data: { list: [1, 'two', null, {}], text: 'é' } }
  expect(trim(value, 1_000)).toEqual({ isCut: false, value })
})

it('ends lists and texts where the room ends', () => {
  const { isCut, value } = trim({ a: 'x'.repeat(20), list: Array.from({ length: 1_000 }, () => 'y') }, 60)
  expect(isCut).toBe(true)
  expect(value).toEqual({ a: 'x'.repeat(20), list: Array.from({ length: 10 }, () => 'y') })
})

it('shortens a long text and does not cut a character in two', () => {
  expect(trim('😀'.repeat(50), 3)).toEqual({ isCut: true, value: '😀\uFFFD…' })
})

it('keeps what an event is wherever that stands', () => {
  const value = { data: 'x'.repeat(500), other: 'y', object: 'DirectoryUser', type: 'user.updated' }
  expect(trim(value, 100).value).toEqual({
    data: `${'x'.repeat(94)}…`,
    object: 'DirectoryUser',
    type: 'user.updated'
  })
})

it('trims what is of any depth, and a million empty lists', () => {
  const deep = `${'['.repeat(100_000)}1${']'.repeat(100_000)}`
  expect(trimJson(parseJsonText(deep), 1_000).isCut).toBe(true)
  const { node } = trimJson(parseJsonText(`[${'[],'.repeat(200_000)}[]]`), 1_000)
  expect(toJsonText(node).length).toBeLessThan(5_000)
})
