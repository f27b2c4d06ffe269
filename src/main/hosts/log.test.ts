import { appendFileSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createTempDir } from '../../../tests/support/temp-dir.ts'
import { createLog, redact } from './log.ts'

test('writes to a file, redacted, and starts a new one when it has grown large', () => {
  const dir = createTempDir()
  const file = join(dir.path, 'logs', 'app.log')
  createLog('error', file).info('not at this level')
  createLog('info', file).info('opened whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', { port: 3000 })
  const text = readFileSync(file, 'utf8')
  expect(text).toContain('opened whsec_…')
  expect(text).toContain('port: 3000')
  expect(text).not.toContain('not at this level')
  appendFileSync(file, 'x'.repeat(2_100_000))
  createLog('info', file).info('again')
  expect(statSync(`${file}.old`).size).toBeGreaterThan(2_000_000)
  expect(readFileSync(file, 'utf8')).toContain('again')
  dir.remove()
})

test('shows the end of its file in whole lines, and of what it printed where it has none', async () => {
  const dir = createTempDir()
  const file = join(dir.path, 'app.log')
  const log = createLog('info', file)
  appendFileSync(file, 'an earlier line\n'.repeat(10_000))
  log.info('the last line')
  const text = await log.recent()
  expect(text.length).toBeLessThan(70_000)
  expect(text.startsWith('an earlier line\n')).toBe(true)
  expect(text).toContain('the last line')
  dir.remove()

  const printed = createLog('info')
  printed.info('with whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')
  expect(await printed.recent()).toContain('with whsec_…')
})

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
