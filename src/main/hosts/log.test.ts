import { expect, test } from 'vitest'
import { redact } from './log.ts'

test.each([
  ['a signing secret', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_…'],
  ['a base64url secret', 'whsec_ab-cd_efg=', 'whsec_…'],
  ['an ngrok authtoken', '2NLHPqZz0JdNqE5pWjSc8eQFqKw_5gsmTxXyZ1bCdEfGhIjKl', '…'],
  ['the link of this run', 'http://127.0.0.1:4/?token=abc-DEF_1', 'http://127.0.0.1:4/?token=…'],
  ['a bearer token', 'Bearer abc-DEF_1', 'Bearer …']
])('cuts out %s', (_what, secret, left) => {
  expect(redact(`{"msg":"refused ${secret}","level":50}\n`)).toBe(`{"msg":"refused ${left}","level":50}\n`)
})

test('leaves ordinary lines alone', () => {
  const line =
    '{"msg":"Receiver listening","url":"http://127.0.0.1:3000","error":{"stack":"Error: no token\\n at x"}}\n'
  expect(redact(line)).toBe(line)
})
