import { expect, test } from 'vitest'
import { parseJsonText } from '#shared/json-text.ts'
import { printJsonPatch } from '#shared/json-diff/json-patch.ts'
import { rowsBetween } from '../../../../../tests/support/diff-rows.ts'
import { secretInPatch } from './secret-in-patch.ts'

const between = (before: string, after: string) => {
  const rows = rowsBetween(parseJsonText(before), parseJsonText(after))
  const patch = printJsonPatch(rows, [])
  return { word: secretInPatch(rows), tells: patch.ok && /hunter/.test(patch.text) }
}

test('a password that was set or changed is in the patch, however deep it lies', () => {
  expect(between('{"password":"hunter1"}', '{"password":"hunter2"}')).toEqual({
    word: 'password',
    tells: true
  })
  expect(between('{}', '{"a":[{"Password":"hunter2"}]}')).toEqual({ word: 'password', tells: true })
  expect(between('{"txt_record_secret":"x"}', '{"txt_record_secret":"hunter2"}')).toEqual({
    word: 'secret',
    tells: true
  })
})

test('one that was taken away, stayed or says nothing is not', () => {
  expect(between('{"password":"hunter1"}', '{}')).toEqual({ word: null, tells: false })
  expect(between('{"password":"hunter1","a":1}', '{"password":"hunter1","a":2}')).toEqual({
    word: null,
    tells: false
  })
  expect(between('{}', '{"password":null,"hasPassword":true,"secret":""}').word).toBe(null)
})
