import { expect, test } from 'vitest'
import { readResponse, writeResponse } from './decision-response.ts'

test('nothing written is no response', () => {
  expect(readResponse(' \n')).toEqual({ ok: true, response: null })
})

test('reads back what it wrote', () => {
  const response = { claims: { plan: 'pro' } }
  expect(readResponse(writeResponse(response))).toEqual({ ok: true, response })
})

test.each([
  ['{"claims":', /not JSON/],
  ['[]', /JSON object/],
  ['null', /JSON object/],
  ['"claims"', /JSON object/]
])('says what is wrong with %s', (text, mistake) => {
  expect(readResponse(text)).toMatchObject({ ok: false, mistake: expect.stringMatching(mistake) })
})
