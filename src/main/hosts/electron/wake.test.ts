import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { onWake } from './wake.ts'

test('tells when the machine resumes and when its screen is unlocked, and of nothing else', () => {
  const monitor = new EventEmitter()
  let wakes = 0
  onWake(monitor as unknown as Parameters<typeof onWake>[0], () => wakes++)
  for (const event of ['suspend', 'lock-screen', 'shutdown', 'resume', 'unlock-screen']) monitor.emit(event)
  expect(wakes).toBe(2)
})
