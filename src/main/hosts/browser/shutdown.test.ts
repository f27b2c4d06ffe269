import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createShutdown } from './shutdown.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
let exits: unknown[]
let logged: string[]
beforeEach(() => {
  exits = []
  logged = []
  vi.useFakeTimers()
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    exits.push(code)
    return undefined as never
  })
})
afterEach(() => {
  for (const signal of signals) process.removeAllListeners(signal)
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const log = (message: string) => void logged.push(message)
const setUp = () => createShutdown({ info: log, warn: log, error: log })
const never = () => new Promise<void>(() => undefined)
const settle = () => vi.advanceTimersByTimeAsync(0)

test.each(signals)('at %s closes what was opened, last first, and exits with 0', async (signal) => {
  const closed: string[] = []
  const shutdown = setUp()
  shutdown.add(async () => void closed.push('core'))
  shutdown.add(async () => void closed.push('server'))
  process.emit(signal)
  await settle()
  expect(closed).toEqual(['server', 'core'])
  expect(exits).toEqual([0])
})

test('closes the rest when one thing cannot be closed', async () => {
  const closed: string[] = []
  const shutdown = setUp()
  shutdown.add(async () => void closed.push('core'))
  shutdown.add(() => Promise.reject(new Error('stuck')))
  void shutdown.end(1)
  await settle()
  expect(closed).toEqual(['core'])
  expect(logged).toEqual(['Could not be closed in order'])
  expect(exits).toEqual([1])
})

test('exits within five seconds whatever hangs', async () => {
  setUp().add(never)
  process.emit('SIGTERM')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(exits).toEqual([0])
  expect(logged).toHaveLength(1)
})

test('takes a signal that npm repeats for one, and a later one for impatience', async () => {
  setUp().add(never)
  process.emit('SIGINT')
  process.emit('SIGINT')
  await settle()
  expect(exits).toEqual([])
  await vi.advanceTimersByTimeAsync(1_500)
  process.emit('SIGINT')
  expect(exits).toEqual([1])
})
