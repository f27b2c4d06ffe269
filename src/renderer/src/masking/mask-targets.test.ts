import { expect, test } from 'vitest'
import { createMasker, MASK } from '#shared/redaction/masker.ts'
import { maskTargets } from './mask-targets.ts'

const masker = createMasker([])
const maskText = (text: string) => (masker.reply({ text }) as { text: string }).text
const delivery = (target: string) => ({ method: 'POST', verdict: 'rejected', target })
const masked = (target: string) =>
  (maskTargets({ rows: [delivery(target)] }, maskText) as { rows: { target: string }[] }).rows[0]?.target

test('takes addresses and every value of the query out of the request line of a delivery', () => {
  expect(masked('/api/webhook/user-access')).toBe('/api/webhook/user-access')
  expect(masked('/hook?token=abc&to=ada%40example.com#x')).toBe(`/hook?token=${MASK}&to=${MASK}#x`)
  expect(masked('/hook?a=b?c=d')).toBe(`/hook?a=${MASK}`)
  expect(masked('/of/ada@example.com')).toBe(MASK)
  expect(masked('/of/ada%40example.com')).toBe(MASK)
  expect(masked('/%zz')).toBe('/%zz')
})

test('leaves alone where attempts were sent', () => {
  const attempt = { target: 'http://127.0.0.1:3000/?key=1', outcome: 'answered' }
  expect(maskTargets({ upserted: [attempt] }, maskText)).toEqual({ upserted: [attempt] })
})
