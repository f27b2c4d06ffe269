import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { AppError } from '#shared/errors.ts'
import type { TunnelStatus } from '#shared/models.ts'
import type { Clock, Log, TunnelProcess } from '../ports.ts'
import { runAttempt } from './attempt.ts'
import type { AttemptTiming, Phase } from './attempt.ts'
import { explainCode } from './explain.ts'
import type { TunnelProblem } from './explain.ts'
import type { StartMessage } from './messages.ts'
import type { SelfTest } from './public-probe.ts'
import type { Tunnel, TunnelRequest } from './tunnel.ts'

export interface TunnelTiming extends AttemptTiming {
  readonly heartbeatSeconds: number
  /** Pauses between attempts, the last one for all that follow; each is varied by a quarter. */
  readonly backOffMs: readonly number[]
  /** How long the service may hold what an uncleanly lost connection had. */
  readonly lossMs: number
}

const defaultTiming: TunnelTiming = {
  connectMs: 15_000,
  bindMs: 10_000,
  testMs: 12_000,
  silenceMs: 25_000,
  resumeMs: 5_000,
  closeMs: 3_000,
  heartbeatSeconds: 10,
  backOffMs: [1_000, 2_000, 4_000, 8_000, 15_000, 30_000],
  lossMs: 60_000
}

export interface NgrokTunnelOptions {
  readonly clock: Clock
  readonly log: Log
  readonly version: string
  readonly startTunnelProcess: () => TunnelProcess
  readonly selfTest: SelfTest
  readonly timing?: Partial<TunnelTiming>
}

interface Run {
  readonly request: TunnelRequest
  readonly ending: AbortController
  readonly done: Promise<void>
}

/**
 * The tunnel over ngrok. The policy of reconnecting is ours: the SDK's own is past use after its first three tries.
 * A first start that fails is `failed`, so that its cause is read; only a tunnel that was online comes back by
 * itself.
 */
export function createNgrokTunnel(options: NgrokTunnelOptions): Tunnel {
  const { clock, log } = options
  const timing = { ...defaultTiming, ...options.timing }
  const listeners = new Set<() => void>()
  let status: TunnelStatus = { state: 'stopped', ...nothing, since: clock.now() }
  let current: Run | null = null
  let lostAt = Number.NEGATIVE_INFINITY

  const publish = (next: Omit<TunnelStatus, 'since'>) => {
    const since = next.state === status.state ? status.since : clock.now()
    if (isDeepStrictEqual({ ...next, since }, status)) return
    status = { ...next, since }
    for (const listener of listeners) listener()
  }

  const canHeal = ({ heals }: TunnelProblem, wasOnline: boolean) =>
    heals === 'always' ? wasOnline : heals === 'afterLoss' && clock.now() - lostAt < timing.lossMs

  const run = async (request: TunnelRequest, signal: AbortSignal) => {
    const message = await prepare(request, options.version, timing.heartbeatSeconds)
    let publicUrl: string | null = null
    let onlineAt: number | null = null
    let retries = 0
    let lastProblem: TunnelProblem = explainCode('connection_lost')

    const publishRetrying = (reason: string) =>
      publish(
        onlineAt === null
          ? { ...nothing, state: 'starting', reason }
          : { ...nothing, state: 'reconnecting', publicUrl, ...shown(lastProblem) }
      )
    const onPhase = (phase: Phase) => {
      if (signal.aborted) return
      if ('publicUrl' in phase) publicUrl = phase.publicUrl
      if (phase.name !== 'online') return publishRetrying(waitingFor(phase))
      onlineAt = clock.now()
      log.info('Tunnel is online', { publicUrl })
      publish({ ...nothing, state: 'online', publicUrl, latencyMs: phase.latencyMs })
    }

    while (!signal.aborted) {
      const child = options.startTunnelProcess()
      const { problem, unclean } = await runAttempt({ ...options, timing, child, request: message, signal, onPhase })
      if (unclean) lostAt = clock.now()
      if (!problem || signal.aborted) return
      log.warn('Tunnel attempt ended', { code: problem.code, reason: problem.reason })
      if (!canHeal(problem, onlineAt !== null)) {
        publish({ ...nothing, state: 'failed', ...shown(problem) })
        return
      }
      // A connection that is lost again at once must not be tested again every second.
      if (onlineAt !== null && clock.now() - onlineAt > timing.lossMs) retries = 0
      lastProblem = problem
      publishRetrying(`${problem.reason} Trying again.`)
      const pauseMs = timing.backOffMs[Math.min(retries, timing.backOffMs.length - 1)] ?? 0
      retries += 1
      await sleep(pauseMs * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => undefined)
    }
  }

  const runSafely = async (request: TunnelRequest, signal: AbortSignal, previous: Run | null) => {
    await previous?.done
    try {
      if (!signal.aborted) await run(request, signal)
    } catch (error) {
      if (!(error instanceof AppError)) log.error('The tunnel stopped on a bug', { error: String(error) })
      const reason = error instanceof AppError ? error.message : 'The tunnel failed inside the app.'
      const action = 'Correct what it names and start again.'
      if (!signal.aborted) publish({ ...nothing, state: 'failed', code: 'invalid_input', reason, action })
    }
  }

  return {
    status: () => status,
    start(request) {
      const isRunning = current !== null && !current.ending.signal.aborted && status.state !== 'failed'
      if (isRunning && isDeepStrictEqual(current?.request, request)) return
      const ending = new AbortController()
      current?.ending.abort()
      current = { request, ending, done: runSafely(request, ending.signal, current) }
      publish({ ...nothing, state: 'starting', reason: waitingFor({ name: 'connecting' }) })
    },
    async stop() {
      const ended = current
      if (!ended) return
      ended.ending.abort()
      await ended.done
      if (current !== ended) return
      current = null
      publish({ ...nothing, state: 'stopped' })
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}
