import { expect, test } from 'vitest'
import { readBody, toPretty } from './read-body.ts'

test('what is made comes out as it was after being shown', () => {
  const body = '{"id":"evt_1","data":{"name":"Zoë","groups":[]}}'
  expect(readBody(toPretty(body))).toEqual({ body })
})

test('a mistake is told with its line', () => {
  expect(readBody('{\n  "id": 1,\n  "type" 2\n}')).toEqual({
    error: expect.stringMatching(/^This is not JSON\. Line 3: .+\.$/)
  })
})

test('only an object is an event', () => {
  expect(readBody('[1]')).toEqual({ error: 'An event is a JSON object: { … }.' })
  expect(readBody('')).toHaveProperty('error')
})
