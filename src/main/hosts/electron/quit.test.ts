import { EventEmitter, once } from 'node:events'
import type { App } from 'electron'
import { expect, test } from 'vitest'
import { closeBeforeQuit } from './quit.ts'

function setUp(close: () => Promise<void>, limitMs?: number) {
  const app = Object.assign(new EventEmitter(), {
    exit: (code: number) => void app.emit('exited', code)
  })
  const bugs: unknown[] = []
  closeBeforeQuit(app as unknown as App, close, (error) => bugs.push(error), limitMs)
  return {
    bugs,
    /** The exit code, and whether Electron was kept from ending at once. */
    async quit() {
      const exited = once(app, 'exited')
      let prevented = false
      app.emit('will-quit', { preventDefault: () => (prevented = true) })
      const [code] = (await exited) as [number]
      return { code, prevented }
    }
  }
}

test('lets the core close before the app ends', async () => {
  const steps: string[] = []
  const { quit } = setUp(async () => {
    await new Promise((resolve) => setImmediate(resolve))
    steps.push('closed')
  })
  expect(await quit()).toEqual({ code: 0, prevented: true })
  expect(steps).toEqual(['closed'])
})

test('ends all the same, and says why, when closing fails', async () => {
  const failure = new Error('the disk is gone')
  const { quit, bugs } = setUp(() => Promise.reject(failure))
  expect(await quit()).toEqual({ code: 0, prevented: true })
  expect(bugs).toEqual([failure])
})

test('does not wait for a core that never closes', async () => {
  const { quit } = setUp(() => new Promise(() => undefined), 1)
  expect(await quit()).toEqual({ code: 0, prevented: true })
})
