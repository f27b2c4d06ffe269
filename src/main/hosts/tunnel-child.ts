import { fork } from 'node:child_process'
import type { TunnelProcess } from '../core/ports.ts'

/** Runs the tunnel's entry file as a child of this Node process. */
export function forkTunnelProcess(entry: URL): TunnelProcess {
  // Without this process's own flags (a debugger's port would clash). The SDK prints, and standard output is ours.
  const child = fork(entry, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  return {
    post(message) {
      if (typeof message !== 'object' || message === null) throw new TypeError('A message is an object.')
      // The callback takes the error of a child that has gone, which `onExit` reports.
      child.send(message, () => undefined)
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit(listener) {
      let ended = false
      const end = (code: number | null) => {
        if (ended) return
        ended = true
        listener(code)
      }
      child.on('exit', end)
      child.on('error', () => {
        if (child.pid === undefined) end(null) // It could not be started, so no 'exit' will come.
      })
    },
    kill: () => void child.kill('SIGKILL')
  }
}
