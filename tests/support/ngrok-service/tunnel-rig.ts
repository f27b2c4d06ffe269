import type { TunnelStatus } from '#shared/listening-models.ts'
import type { TunnelProcess } from '../../../src/main/core/ports.ts'
import { createDiagnosis } from '../../../src/main/core/tunnel/diagnosis.ts'
import { createNgrokTunnel } from '../../../src/main/core/tunnel/ngrok.ts'
import type { TunnelTiming } from '../../../src/main/core/tunnel/ngrok.ts'
import { createSelfTest } from '../../../src/main/core/tunnel/public-probe.ts'
import type { NgrokRequest, Tunnel } from '../../../src/main/core/tunnel/tunnel.ts'
import { forkTunnelProcess } from '../../../src/main/hosts/tunnel-child.ts'
import { startProbedServer } from './probed-server.ts'
import type { Respond } from './probed-server.ts'
import { startNgrokService } from './service.ts'
import type { NgrokService, NgrokServiceOptions } from './service.ts'

/** A tunnel in its real child process, the service it connects to, and a local server that it leads to. */
export interface TunnelRig extends AsyncDisposable {
  readonly service: NgrokService
  readonly tunnel: Tunnel<NgrokRequest>
  /** A request that `service` accepts. */
  readonly request: NgrokRequest
  /** Every status so far, in order. */
  readonly history: readonly TunnelStatus[]
  /** Everything that was logged, as one text. */
  logged(): string
  /** Everything that the processes told the app, as one text. */
  told(): string
  /** Processes that run now. */
  readonly running: ReadonlySet<TunnelProcess>
  readonly startedCount: () => number
  /** Resolves with the first such status from now on; rejects when the tunnel fails instead. */
  reached(state: TunnelStatus['state'], also?: (status: TunnelStatus) => boolean): Promise<TunnelStatus>
}

export interface TunnelRigOptions extends Partial<NgrokServiceOptions> {
  readonly timing?: Partial<TunnelTiming>
  readonly selfTestMs?: number
  readonly respond?: Respond
}

export const authtoken = '2abcDEFghiJKLmno_3pqrSTUvwxYZ0123'

const entry = new URL('../../../src/main/core/tunnel/process.ts', import.meta.url)

export async function startTunnelRig(options: TunnelRigOptions = {}): Promise<TunnelRig> {
  const { timing, selfTestMs = 10_000, respond, ...service } = options
  const ngrok = await startNgrokService({ authtokens: [authtoken], ...service })
  const server = await startProbedServer(respond ?? ((_request, _body, response) => response.end('ok')))
  const running = new Set<TunnelProcess>()
  const history: TunnelStatus[] = []
  const lines: string[] = []
  const messages: string[] = []
  const log = (message: string, details?: object) => lines.push(message + JSON.stringify(details))
  let startedCount = 0

  const selfTest = createSelfTest(server.expectProbe)
  const tunnel = createNgrokTunnel({
    clock: { now: () => Date.now() },
    log: { info: log, warn: log, error: log },
    version: '0.0.0-test',
    startTunnelProcess() {
      const child = forkTunnelProcess(entry)
      startedCount += 1
      running.add(child)
      child.onExit(() => running.delete(child))
      child.onMessage((message) => messages.push(JSON.stringify(message)))
      return child
    },
    selfTest: (publicUrl, signal, limits) =>
      selfTest(publicUrl, signal, { deadlineMs: selfTestMs, ...limits }),
    diagnose: createDiagnosis({ now: () => Date.now(), stepMs: 1_000 }),
    timing: { backOffMs: [10], ...timing }
  })
  tunnel.onChange(() => history.push(tunnel.status()))

  return {
    service: ngrok,
    tunnel,
    request: {
      receiverUrl: server.url,
      authtoken,
      domain: null,
      connectUrl: ngrok.connectUrl,
      connectCas: ngrok.caFile
    },
    history,
    logged: () => lines.join('\n'),
    told: () => messages.join('\n'),
    running,
    startedCount: () => startedCount,
    reached: (state, also = () => true) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const status = tunnel.status()
          const isReached = status.state === state && also(status)
          if (!isReached && status.state !== 'failed') return
          stopWatching()
          if (isReached) resolve(status)
          else reject(new Error(`Not ${state}, as the tunnel failed: ${status.reason}`))
        }
        const stopWatching = tunnel.onChange(check)
        check()
      }),
    async [Symbol.asyncDispose]() {
      await tunnel.stop()
      server.close()
      await ngrok.close()
    }
  }
}
