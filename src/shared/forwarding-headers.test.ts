import { expect, it } from 'vitest'
import { isForwardingHeader, namedByConnection } from './forwarding-headers.ts'

it.each([
  'x-forwarded-for',
  'X-Forwarded-Proto',
  'X-FORWARDED-ANYTHING',
  'Forwarded',
  'Via',
  'X-Real-IP',
  'CF-Ray',
  'cf-connecting-ip',
  'True-Client-IP',
  'ngrok-skip-browser-warning',
  'Ngrok-Trace-Id',
  'X-Envoy-Expected-Rq-Timeout-Ms'
])('knows %s as added on the way', (name) => {
  expect(isForwardingHeader(name)).toBe(true)
})

it.each([
  'webhook-id',
  'webhook-signature',
  'interceptor-id',
  'content-type',
  'host',
  'user-agent',
  'x-forwarded',
  'x-mine',
  'cf',
  'viaduct',
  'x-request-id',
  ''
])('takes "%s" as the sender’s own', (name) => {
  expect(isForwardingHeader(name)).toBe(false)
})

it('knows what a Connection header names, and that it cannot name what a delivery needs', () => {
  const named = namedByConnection([
    ['Connection', 'keep-alive, X-Hop'],
    ['connection', ' x-other ,Webhook-Id,content-type'],
    ['X-Connection', 'x-no']
  ])
  expect([...named]).toEqual(['keep-alive', 'x-hop', 'x-other'])
})
