import { expect, test } from 'vitest'
import { editableHeaders, sayHeaderChanges, setBy } from './outgoing-headers.ts'

test('leaves out what signing, the connection and the way set, whatever their case', () => {
  expect(
    editableHeaders([
      ['Webhook-Id', 'msg_1'],
      ['Content-Length', '3'],
      ['X-Forwarded-For', '10.0.0.1'],
      ['content-type', 'application/json']
    ])
  ).toEqual([['content-type', 'application/json']])
  expect(setBy(' webhook-signature ')).toBe('signing')
})

test('says what was added, changed and removed, repeated headers one by one', () => {
  expect(
    sayHeaderChanges(
      [
        ['a', '1'],
        ['a', '2'],
        ['b', '1']
      ],
      [
        ['a', '1'],
        ['a', '3'],
        ['c', '1']
      ]
    )
  ).toEqual(['a changed from 2 to 3', 'c added: 1', 'b removed'])
  expect(sayHeaderChanges([['a', '1']], [['a', '1']])).toEqual([])
})
