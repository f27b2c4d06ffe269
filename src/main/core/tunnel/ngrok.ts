import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { AppError, assertNever } from '#shared/errors.ts'
import type { TunnelStatus } from '#shared/models.ts'
import type { Clock, Log, TunnelProcess } from '../ports.ts'
import { runAttempt } from './attempt.ts'
import type { AttemptTiming, Phase } from './attempt.ts'
import { explainCode } from './explain.ts'
import type { TunnelProblem } from './explain.ts'
import type { SelfTest } from './public-probe.ts'
import { prepareStart } from './start-message.ts'
import type { Tunnel, TunnelRequest } from './tunnel.ts'

export interface TunnelTiming extends AttemptTiming {
  readonly heartbeatSeconds: number
  /** Pauses between attempts, the last one for all that follow; each is varied by a quarter. */
  readonly backOffMs: readonly number[]
  /** How long the service may hold what an uncleanly lost connection had; one that held as long was a good one. */
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
  /** Of the app; ngrok sees it. */
  readonly version: string
  readonly startTunnelProcess: () => TunnelProcess
  readonly selfTest: SelfTest
  readonly timing?: Partial<TunnelTiming>
}

interface Run {
  readonly request: TunnelRequest
  readonly ending: AbortController
  /** Resolves when the run's last process is gone. Never rejects. */
  readonly done: Promise<void>
}

type Publish = (next: Partial<TunnelStatus> & Pick<TunnelStatus, 'state'>) => void

/**
 * The tunnel over ngrok. The policy of reconnecting is ours, as the SDK waits for minutes after its first three
 * tries. A first start that fails is `failed` at once, so that its cause is read; a tunnel that was online comes
 * back by itself.
 */
export function createNgrokTunnel(options: NgrokTunnelOptions): Tunnel {
  const { clock, log, version, selfTest } = options
  const timing = { ...defaultTiming, ...options.timing }
  const listeners = new Set<() => void>()
  let status: TunnelStatus = { ...blank, state: 'stopped', since: clock.now() }
  let current: Run | null = null
  let lostAt = Number.NEGATIVE_INFINITY

  const publish: Publish = (next) => {
    const since = next.state === status.state ? status.since : clock.now()
    const full = { ...blank, ...next, since }
    if (isDeepStrictEqual(full, status)) return
    status = full
    for (const listener of listeners) listener()
  }

  const canHeal = ({ heals }: TunnelProblem, wasOnline: boolean) =>
    heals === 'always' ? wasOnline : heals === 'afterLoss' && clock.now() - lostAt < timing.lossMs

  /** Attempt after attempt until one ends for good. */
  const run = async (wanted: TunnelRequest, signal: AbortSignal) => {
    const request = await prepareStart(wanted, { version, heartbeatSeconds: timing.heartbeatSeconds })
    if (request.authtoken === '') return publishFailure(publish, explainCode('ERR_NGROK_4018'))
    let publicUrl = null as string | null
    let onlineSince = null as number | null
    let wasOnline = false
    let trouble = explainCode('connection_lost')

    const publishTrying = (reason: string) => {
      if (wasOnline) publish({ state: 'reconnecting', publicUrl, ...describe(trouble) })
      else publish({ state: 'starting', reason })
    }
    const onPhase = (phase: Phase) => {
      if (signal.aborted) return
      if ('publicUrl' in phase) publicUrl = phase.publicUrl
      if (phase.name !== 'online') return publishTrying(waitingFor(phase))
      wasOnline = true
      onlineSince = clock.now()
      trouble = explainCode('connection_lost')
      log.info('The tunnel is online', { publicUrl })
      publish({ state: 'online', publicUrl, latencyMs: phase.latencyMs })
    }

    for (let retries = 0; !signal.aborted; retries += 1) {
      onlineSince = null
      const child = options.startTunnelProcess()
      const { problem, unclean } = await runAttempt({ child, request, selfTest, timing, signal, onPhase })
      if (unclean) lostAt = clock.now()
      if (!problem || signal.aborted) return
      log.warn('The tunnel went down', { code: problem.code, reason: problem.reason })
      if (!canHeal(problem, wasOnline)) return publishFailure(publish, problem)
      // Only a connection that held earns a short pause again: each one costs a counted test request.
      if (onlineSince !== null && clock.now() - onlineSince > timing.lossMs) retries = 0
      trouble = problem
      publishTrying('Waiting for ngrok to let go of a connection that was lost a moment ago.')
      const pauseMs = timing.backOffMs[Math.min(retries, timing.backOffMs.length - 1)] ?? 0
      await sleep(pauseMs * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => undefined)
    }
  }

  const begin = async (request: TunnelRequest, signal: AbortSignal, previous: Run | null) => {
    await previous?.done
    if (signal.aborted) return
    try {
      await run(request, signal)
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof AppError)) log.error('The tunnel hit a bug', { error: String(error) })
      publish({
        state: 'failed',
        code: error instanceof AppError ? error.code : 'internal',
        reason: error instanceof AppError ? error.message : 'The tunnel failed inside the app.',
        action: error instanceof AppError ? 'Correct it, then start again.' : 'The log has the details.'
      })
    }
  }

  return {
    status: () => status,
    start(request) {
      const isRunning = current !== null && !current.ending.signal.aborted && status.state !== 'failed'
      if (isRunning && isDeepStrictEqual(current?.request, request)) return
      current?.ending.abort()
      const ending = new AbortController()
      current = { request, ending, done: begin(request, ending.signal, current) }
      publish({ state: 'starting', reason: waitingFor({ name: 'connecting' }) })
    },
    async stop() {
      const ended = current
      if (!ended) return
      ended.ending.abort()
      await ended.done
      if (current !== ended) return
      current = null
      publish({ state: 'stopped' })
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
}

const blank = { publicUrl: null, code: null, reason: null, action: null, latencyMs: null }

const publishFailure = (publish: Publish, { code, reason, action }: TunnelProblem) =>
  publish({ state: 'failed', code, reason, action })

/** A problem as it is shown while it is being overcome. */
const describe = ({ code, reason, action, meanwhile }: TunnelProblem) => ({
  code,
  reason,
  action: meanwhile ?? action
})

function waitingFor(phase: Exclude<Phase, { name: 'online' }>): string {
  switch (phase.name) {
    case 'connecting':
      return 'Waiting for ngrok to accept the connection and the authtoken.'
    case 'binding':
      return 'Waiting for ngrok to open the public address.'
    case 'testing':
      return `Waiting for a test request to come back through ${phase.publicUrl}.`
    case 'resuming':
      return 'Waiting for the connection to ngrok to come back.'
    default:
      return assertNever(phase)
  }
}
