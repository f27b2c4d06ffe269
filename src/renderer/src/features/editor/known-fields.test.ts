import { expect, test } from 'vitest'
import { parseJsonText } from '#shared/json-text.ts'
import { collectFields } from './known-fields.ts'

test('knows the names of each object by its path, and what they held', () => {
  const fields = collectFields([
    parseJsonText('{"type":"a","data":{"active":true,"emails":[{"value":"x"},{"value":"y","primary":true}]}}')
  ])
  expect([...(fields.get('/data')?.keys() ?? [])]).toEqual(['active', 'emails'])
  expect(fields.get('/data')?.get('emails')).toEqual(['[]'])
  expect(fields.get('/data/emails/*')?.get('value')).toEqual(['"x"', '"y"'])
  expect(fields.get('/data/emails/*')?.get('primary')).toEqual(['true'])
})

test('offers each value once, and the types of the catalogue beside its own', () => {
  const fields = collectFields(
    [parseJsonText('{"type":"a","on":null}'), parseJsonText('{"type":"a","on":null}')],
    ['a', 'b']
  )
  expect(fields.get('')?.get('on')).toEqual(['null'])
  expect(fields.get('')?.get('type')).toEqual(['"a"', '"b"'])
})

test('looks at a bounded part of a large body', () => {
  const body = parseJsonText(`[${'{"a":1},'.repeat(50_000)}{"b":2}]`)
  expect([...(collectFields([body]).get('/*')?.keys() ?? [])]).toEqual(['a'])
})
