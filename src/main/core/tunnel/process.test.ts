import { fork } from 'node:child_process'
import type { ChildProcess, ForkOptions } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import type { AppMessage } from './messages.ts'

const start: AppMessage = {
  type: 'start',
  receiverUrl: 'http://127.0.0.1:1',
  authtoken: 'token',
  domain: null,
  connectUrl: '127.0.0.1:1',
  connectCas: null,
  version: '0.0.0',
  heartbeatSeconds: 10
}
const refused = expect.objectContaining({
  type: 'failed',
  stage: 'connect',
  text: expect.stringContaining('failed to establish tcp connection')
})

let child: ChildProcess | undefined
afterEach(() => child?.kill('SIGKILL'))

function startProcess(options: ForkOptions = {}): ChildProcess {
  child = fork(new URL('process.ts', import.meta.url), { execArgv: [], silent: true, ...options })
  return child
}

test('reports a failure over fork, and prints nothing', async () => {
  const process = startProcess()
  process.send(start)
  expect(await once(process, 'message')).toEqual([refused, undefined])
  process.disconnect()
  const printed = await Promise.all([process.stdout, process.stderr].map((stream) => text(stream!)))
  expect(printed).toEqual(['', ''])
})

test('ends by itself when its parent goes away', async () => {
  const process = startProcess()
  process.send(start)
  await once(process, 'message')
  process.disconnect()
  expect(await once(process, 'exit')).toEqual([0, null])
})

test('speaks through the parent port of a utility process', async () => {
  // Electron's port as its documentation describes it, over the channel of a plain child process.
  const port = `process.parentPort = {
    on: (name, listener) => process.on(name, (data) => listener({ data })),
    postMessage: (message) => process.send({ throughPort: message })
  }`
  const process = startProcess({ execArgv: ['--import', `data:text/javascript,${encodeURIComponent(port)}`] })
  process.send(start)
  expect(await once(process, 'message')).toEqual([{ throughPort: refused }, undefined])
})

test('ends on a message that is none of ours', async () => {
  const process = startProcess()
  process.send({ type: 'begin' })
  expect(await once(process, 'exit')).toEqual([1, null])
})
