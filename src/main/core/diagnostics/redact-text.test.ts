import { homedir } from 'node:os'
import { expect, test } from 'vitest'
import { maskUrl, redactText } from './redact-text.ts'

test.each([
  ['a signing secret', 'got whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw here', 'got whsec_… here'],
  ['an ngrok authtoken', 'with 2NLHPqZz0JdNqE5pWjSc8eQFqKw_5gsmTxXyZ1bCdEfGhIjKl', 'with (token)'],
  ['a web token', 'eyJhbGciOi.eyJzdWIiOi.abc_DEF-1', '(token)'],
  ['a bearer token', 'authorised by Bearer abc-DEF_1', 'authorised by Bearer …'],
  [
    'a signature',
    'webhook v1,rS0oPHTsMyuLUbEUIX0S5QXOH3TPtdv7BDUMPWqK6Zs= was wrong',
    'webhook v1,… was wrong'
  ],
  ['a header with a credential', 'Cookie: sid=abc; theme=dark', 'Cookie: …'],
  ['a named password', 'password=hunter2&user=x', 'password=…&user=x'],
  ['a user in a URL', 'to https://jane:hunter2@example.com/hook', 'to https://…@example.com/hook'],
  ['the query of a URL', 'at http://127.0.0.1:4/x?next=abc#top and on', 'at http://127.0.0.1:4/x?… and on'],
  ['an e-mail address', 'for jane.doe+1@acme.co.uk.', 'for (e-mail).'],
  ['a long key', 'key 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b', 'key (key)'],
  ['the user’s folder', `in ${homedir()}/data`, 'in ~/data']
])('cuts out %s', (_what, text, left) => {
  expect(redactText(text)).toBe(left)
})

test('cuts out known values first, also as they stand in a URL', () => {
  expect(redactText('a b/c= and b%2Fc%3D', ['b/c='])).toBe('a … and …')
})

test('leaves JSON to be JSON, and ordinary words alone', () => {
  const report = {
    secrets: [{ kind: 'signing', endpointId: 'ep_1' }],
    authtoken: null,
    session: true,
    log: [
      '2026-11-26 19:00:00.000 INFO: Receiver listening',
      '    url: "http://127.0.0.1:3000"',
      'Error: no token'
    ],
    event: 'evt_12345678901234567890',
    uuid: '0b9f1c52-3f53-4c60-9a62-6e1e27a1d6d0'
  }
  const text = JSON.stringify(report, null, 2)
  expect(redactText(text)).toBe(text)
  const planted = JSON.stringify({ line: 'token=abc "quoted" whsec_abcdefgh', next: 'a@b.example' })
  expect(JSON.parse(redactText(planted))).toEqual({ line: 'token=… "quoted" whsec_…', next: '(e-mail)' })
})

test.each([
  ['http://user:pass@127.0.0.1:3000/hook/abc?key=1', 'http://127.0.0.1:3000/…'],
  ['https://acme-secret-name.ngrok-free.app', 'https://….ngrok-free.app'],
  ['https://hooks.slack.com/services/T0/B0/abc', 'https://….slack.com/…'],
  ['no address', '(unreadable)'],
  [null, null]
])('masks %s', (url, masked) => {
  expect(maskUrl(url)).toBe(masked)
})
