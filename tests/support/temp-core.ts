import { fork } from 'node:child_process'
import { Worker } from 'node:worker_threads'
import { createCore, type Core } from '../../src/main/core/core.ts'
import type { CoreOptions } from '../../src/main/core/options.ts'
import type { Ports, TunnelProcess, Vault } from '../../src/main/core/ports.ts'
import { createTempDir } from './temp-dir.ts'

export interface TempCore {
  readonly core: Core
  readonly dataDir: string
  /** `http://127.0.0.1:PORT` of the receiver. */
  receiverUrl(): Promise<string>
  /** Closes the core and opens another on the same data. */
  reopen(change?: Partial<CoreOptions>): Promise<TempCore>
  /** Closes the core and removes its data. */
  close(): Promise<void>
}

/** A vault that is none: tests of the core are not about keychains. */
const openVault: Vault = {
  describe: () => Promise.resolve({ kind: 'test', secure: true, note: null }),
  seal: (text) => Promise.resolve(Buffer.from(text)),
  open: (sealed) => Promise.resolve(Buffer.from(sealed).toString())
}

/** A real core from source on a fresh data directory: real worker, real SQLite file, real sockets. */
export async function openTempCore(
  change: Partial<CoreOptions> = {},
  ports: Partial<Ports> = {},
  dir = createTempDir()
): Promise<TempCore> {
  const core = await createCore(
    {
      clock: { now: () => Date.now() },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      vault: openVault,
      startStoreWorker: () => new Worker(new URL('../../src/main/core/store/worker.ts', import.meta.url)),
      startTunnelProcess: forkTunnelFromSource,
      ...ports
    },
    {
      dataDir: dir.path,
      version: '0.0.0-test',
      host: 'browser',
      receiverPort: 0,
      sessionSecrets: [],
      forwardTargets: [],
      ngrok: { authtoken: null, configFiles: [], domain: null, connectUrl: null, connectCas: null },
      ...change
    }
  )
  return {
    core,
    dataDir: dir.path,
    async receiverUrl() {
      const { receiver } = await core.listening.status({})
      if (receiver.url === null) throw new Error('The receiver is closed')
      return receiver.url
    },
    async reopen(next = {}) {
      await core.close()
      return openTempCore({ ...change, ...next }, ports, dir)
    },
    async close() {
      await core.close()
      dir.remove()
    }
  }
}

function forkTunnelFromSource(): TunnelProcess {
  const child = fork(new URL('../../src/main/core/tunnel/process.ts', import.meta.url))
  return {
    post: (message) => void child.send(message as object),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => void child.kill('SIGKILL')
  }
}
