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
  expect(token.isIn({ authorization: `Bearer ${wrong}` }, 1)).toBe(false)
  expect(token.isIn({ cookie: `webhook-inspector-1=${wrong}` }, 1)).toBe(false)
})

test('is found in a cookie among others and in a bearer', () => {
  const token = createToken()
  const cookie = token.cookie(4711).split(';')[0]
  expect(token.isIn({ cookie: `theme=dark; ${cookie}; other=1` }, 4711)).toBe(true)
  expect(token.isIn({ authorization: `Bearer ${token.value}` }, 4711)).toBe(true)
  expect(token.isIn({}, 4711)).toBe(false)
})

test('does not take the cookie of an app on another port, or a ticket for a token', () => {
  const token = createToken()
  expect(token.isIn({ cookie: token.cookie(4711) }, 4712)).toBe(false)
  expect(token.isIn({ authorization: `Bearer ${token.createTicket()}` }, 4711)).toBe(false)
})

test('keeps its cookie from scripts and from other sites', () => {
  expect(createToken().cookie(1)).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/)
})
