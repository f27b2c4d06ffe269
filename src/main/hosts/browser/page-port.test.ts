import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTempDir } from '../../../../tests/support/temp-dir.ts'
import { startOnKeptPort } from './page-port.ts'

let dir: ReturnType<typeof createTempDir>
beforeEach(() => void (dir = createTempDir()))
afterEach(() => dir.remove())

const file = () => join(dir.path, 'page-port')
/** A server that gets any port but the taken ones; 0 gives it the free one. */
const server =
  (free: number, ...taken: readonly number[]) =>
  async (port: number) => {
    if (taken.includes(port)) throw new Error(`Port ${port} is taken`)
    return { port: port === 0 ? free : port, close: async () => undefined }
  }

test('takes the port of the last run, and another one that is kept instead once that is taken', async () => {
  expect((await startOnKeptPort(dir.path, null, server(41_000))).port).toBe(41_000)
  expect((await startOnKeptPort(dir.path, null, server(42_000))).port).toBe(41_000)
  expect((await startOnKeptPort(dir.path, null, server(42_000, 41_000))).port).toBe(42_000)
  expect((await startOnKeptPort(dir.path, null, server(43_000))).port).toBe(42_000)
})

test('a port that was asked for wins, is refused where it is taken, and is not kept', async () => {
  await startOnKeptPort(dir.path, null, server(41_000))
  expect((await startOnKeptPort(dir.path, 8_080, server(1))).port).toBe(8_080)
  expect((await startOnKeptPort(dir.path, 0, server(43_000))).port).toBe(43_000)
  await expect(startOnKeptPort(dir.path, 8_080, server(1, 8_080))).rejects.toThrow('Port 8080 is taken')
  expect(readFileSync(file(), 'utf8')).toBe('41000\n')
})

test.each(['', '99999\n', '80\n', '41000', 'all of them\n', '41000\n41001\n'])(
  'what is not a port is no port: %j',
  async (text) => {
    writeFileSync(file(), text)
    expect((await startOnKeptPort(dir.path, null, server(44_000))).port).toBe(44_000)
    expect(readFileSync(file(), 'utf8')).toBe('44000\n')
  }
)

test('does without where nothing can be kept', async () => {
  expect((await startOnKeptPort(join(dir.path, 'gone'), null, server(44_000))).port).toBe(44_000)
})
