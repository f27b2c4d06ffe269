import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { AppError, assertNever } from '#shared/errors.ts'
import type { Clock, Log, TunnelProcess } from '../ports.ts'
import { startAttempt } from './attempt.ts'
import type { Attempt, AttemptTiming, Phase } from './attempt.ts'
import { ingressOf } from './diagnosis.ts'
import type { Diagnose } from './diagnosis.ts'
import type { StartMessage } from './messages.ts'
import { explainCode } from './problems.ts'
import type { TunnelProblem } from './problems.ts'
import type { SelfTest } from './public-probe.ts'
import { prepareStart } from './start-message.ts'
import { createStatusBoard } from './status.ts'
import { troubleOf } from './tunnel.ts'
import type { NgrokRequest, Tunnel } from './tunnel.ts'

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
  checkMs: 6_000,
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
  readonly diagnose: Diagnose
  readonly timing?: Partial<TunnelTiming>
}

interface Run {
  readonly request: NgrokRequest
  readonly ending: AbortController
  /** Resolves when the run's last process is gone. Never rejects. */
  readonly done: Promise<void>
}

/** The SDK's words for these leave open what it was. */
const VAGUE = new Set(['unreachable', 'untrusted', 'no_answer'])

/**
 * The tunnel over ngrok. The policy of reconnecting is ours, as the SDK waits for minutes after its first three
 * tries. A first start that fails is `failed` at once, so that its cause is read; a tunnel that was online comes
 * back by itself.
 */
export function createNgrokTunnel(options: NgrokTunnelOptions): Tunnel<NgrokRequest> {
  const { clock, log, version, selfTest } = options
  const timing = { ...defaultTiming, ...options.timing }
  const { status, publish, onChange } = createStatusBoard('ngrok', clock)
  let current: Run | null = null
  let attempt: Attempt | null = null
  /** Ends the pause between two attempts. */
  let pause: AbortController | null = null
  /** Whether what failed may do better once the machine or its network is back. */
  let mayHeal = false
  let lostAt = Number.NEGATIVE_INFINITY

  const publishFailure = ({ code, reason, action, heals }: TunnelProblem) => {
    mayHeal = heals === 'always'
    publish({ state: 'failed', code, reason, action })
  }
  const canHeal = ({ heals }: TunnelProblem, wasOnline: boolean) =>
    heals === 'always' ? wasOnline : heals === 'afterLoss' && clock.now() - lostAt < timing.lossMs

  /** What is behind a problem, or the problem itself where that does not show. */
  const causeOf = async (problem: TunnelProblem, request: StartMessage, signal: AbortSignal) => {
    if (!VAGUE.has(problem.code)) return problem
    const cause = await options.diagnose(problem, ingressOf(request.connectUrl, request.connectCas), signal)
    if (signal.aborted || cause === null) return problem
    log.warn('What keeps the tunnel down', { code: cause.code, reason: cause.reason })
    return cause
  }

  /** Attempt after attempt until one ends for good. */
  const run = async (wanted: NgrokRequest, signal: AbortSignal) => {
    const request = await prepareStart(wanted, { version, heartbeatSeconds: timing.heartbeatSeconds })
    if (request.authtoken === '') return publishFailure(explainCode('ERR_NGROK_4018'))
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
      if (status().state !== 'online') {
        onlineSince = clock.now()
        log.info('The tunnel is online', { publicUrl })
      }
      wasOnline = true
      trouble = explainCode('connection_lost')
      publish({ state: 'online', publicUrl, latencyMs: phase.latencyMs })
    }

    for (let retries = 0; !signal.aborted; retries += 1) {
      onlineSince = null
      const child = options.startTunnelProcess()
      attempt = startAttempt({ child, request, selfTest, timing, signal, onPhase })
      const { problem, unclean } = await attempt.ended
      attempt = null
      if (unclean) lostAt = clock.now()
      if (!problem || signal.aborted) return
      log.warn('The tunnel went down', { code: problem.code, reason: problem.reason })
      if (!canHeal(problem, wasOnline)) {
        if (VAGUE.has(problem.code)) publishTrying('Looking for what keeps ngrok from being reached.')
        const cause = await causeOf(problem, request, signal)
        return signal.aborted ? undefined : publishFailure(cause)
      }
      // Only a connection that held earns a short pause again: each one costs a counted test request.
      if (onlineSince !== null && clock.now() - onlineSince > timing.lossMs) retries = 0
      const tryAgain = (cause: TunnelProblem) => {
        trouble = cause
        if (!signal.aborted)
          publishTrying('Waiting for ngrok to let go of a connection that was lost a moment ago.')
      }
      tryAgain(problem)
      pause = new AbortController()
      const cutShort = AbortSignal.any([signal, pause.signal])
      const pauseMs = timing.backOffMs[Math.min(retries, timing.backOffMs.length - 1)] ?? 0
      await Promise.all([
        causeOf(problem, request, cutShort).then(tryAgain),
        sleep(pauseMs * (0.75 + Math.random() / 2), undefined, { signal: cutShort }).catch(() => undefined)
      ])
      if (pause.signal.aborted) retries = -1
      pause = null
    }
  }

  const begin = async (request: NgrokRequest, signal: AbortSignal, previous: Run | null) => {
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

  const start = (request: NgrokRequest) => {
    const isRunning = current !== null && !current.ending.signal.aborted && status().state !== 'failed'
    if (isRunning && isDeepStrictEqual(current?.request, request)) return
    current?.ending.abort()
    const ending = new AbortController()
    mayHeal = false
    current = { request, ending, done: begin(request, ending.signal, current) }
    publish({ state: 'starting', reason: waitingFor({ name: 'connecting' }) })
  }

  return {
    status,
    onChange,
    start,
    async test() {
      const found = await attempt?.check()
      return found === undefined ? troubleOf(status()) : found
    },
    wake() {
      pause?.abort()
      void attempt?.check()
      if (current && mayHeal && status().state === 'failed') start(current.request)
    },
    async stop() {
      const ended = current
      if (!ended) return
      ended.ending.abort()
      await ended.done
      if (current !== ended) return
      current = null
      publish({ state: 'stopped' })
    }
  }
}

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
