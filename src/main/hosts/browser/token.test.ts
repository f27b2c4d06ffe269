import { expect, test } from 'vitest'
import { createToken } from './token.ts'

test('is 256 random bits, new each time', () => {
  const { value } = createToken()
  expect(Buffer.from(value, 'base64url')).toHaveLength(32)
  expect(createToken().value).not.toBe(value)
})

test('admits its own link, and a ticket once', () => {
  const token = createToken()
  const ticket = token.createTicket()
  expect([token.admits(token.value), token.admits(token.value)]).toEqual([true, true])
  expect([token.admits(ticket), token.admits(ticket)]).toEqual([true, false])
})

test.each(['', 'x', 'undefined'])('admits neither the link nor the request of %j', (wrong) => {
  const token = createToken()
  expect(token.admits(wrong)).toBe(false)
  expect(token.admits(token.value + wrong)).toBe(wrong === '')
  expect(token.isIn({ authorization: `Bearer ${wrong}` }, 1, 'assets')).toBe(false)
  expect(token.isIn({ cookie: `webhook-inspector-1=${wrong}` }, 1, 'assets')).toBe(false)
})

/** What a browser sends back of a `Set-Cookie` line. */
const sent = (line = '') => line.split(';')[0] ?? ''

test('is found in a cookie among others and in a bearer', () => {
  const token = createToken()
  const [session, , asset] = token.cookies(4711).map(sent)
  expect(token.isIn({ cookie: `theme=dark; ${session}; ${asset}` }, 4711, 'everything')).toBe(true)
  expect(token.isIn({ authorization: `Bearer ${token.value}` }, 4711, 'everything')).toBe(true)
  expect(token.isIn({}, 4711, 'everything')).toBe(false)
})

test('does not take the cookie of an app on another port, or a ticket for a token', () => {
  const token = createToken()
  expect(token.isIn({ cookie: sent(token.cookies(4711)[0]) }, 4712, 'everything')).toBe(false)
  expect(token.isIn({ authorization: `Bearer ${token.createTicket()}` }, 4711, 'everything')).toBe(false)
})

test('what other ports of this machine are sent opens nothing but the files of the page', () => {
  const token = createToken()
  const lines = token.cookies(1)
  expect(lines.map((line) => /; Path=([^;]+); HttpOnly; SameSite=Strict$/.exec(line)?.[1])).toEqual([
    '/rpc',
    '/events',
    '/'
  ])
  const cookie = sent(lines[2])
  expect(token.isIn({ cookie }, 1, 'assets')).toBe(true)
  expect(token.isIn({ cookie }, 1, 'everything')).toBe(false)
  expect(lines.join()).not.toContain(token.value)
})
