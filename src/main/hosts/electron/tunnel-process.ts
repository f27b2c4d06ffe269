import { utilityProcess } from 'electron'
import type { TunnelProcess } from '../../core/ports.ts'

/** Runs the tunnel's bundle in a process of its own, which ends with the app. */
export function forkTunnelProcess(entry: string): TunnelProcess {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Webhook Inspector tunnel',
    // The SDK prints to standard output, which is the app's own.
    stdio: ['ignore', 'ignore', 'inherit']
  })
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
    // Electron ends it by force two seconds later if it does not obey.
    kill: () => void child.kill()
  }
}
