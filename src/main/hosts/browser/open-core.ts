import { Worker } from 'node:worker_threads'
import { createCore, type Core } from '../../core/core.ts'
import type { CoreOptions } from '../../core/options.ts'
import type { HostLog } from '../log.ts'
import { forkTunnelProcess } from '../tunnel-child.ts'
import { createFileVault } from './vault.ts'

/** The core as it runs under plain Node. `bundle` is the folder of the running bundle, beside which the others lie. */
export function openCore(bundle: URL, log: HostLog, options: Omit<CoreOptions, 'host'>): Promise<Core> {
  return createCore(
    {
      clock: Date,
      log,
      recentLog: () => log.recent(),
      vault: createFileVault(options.dataDir),
      startStoreWorker: () => new Worker(new URL('store-worker.js', bundle)),
      startTunnelProcess: () => forkTunnelProcess(new URL('tunnel-process.js', bundle))
    },
    { ...options, host: 'browser' }
  )
}
