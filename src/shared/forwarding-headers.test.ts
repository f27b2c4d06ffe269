import { expect, it } from 'vitest'
import { isForwardingHeader } from './forwarding-headers.ts'

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
