import type { TunnelProcess } from '../ports.ts'
import { explainFailedTest, explainFailure } from './explain.ts'
import { ProcessMessage } from './messages.ts'
import type { AppMessage, StartMessage } from './messages.ts'
import { explainCode } from './problems.ts'
import type { KnownCode, TunnelProblem } from './problems.ts'
import type { SelfTest } from './public-probe.ts'

/** How long each step may take before the process is killed. */
export interface AttemptTiming {
  readonly connectMs: number
  readonly bindMs: number
  /** A backstop: the self-test has a deadline of its own. */
  readonly testMs: number
  /** For a self-test of a connection that claims to be online. */
  readonly checkMs: number
  /** How long without an answered heartbeat proves a connection dead: one interval and ngrok's own tolerance. */
  readonly silenceMs: number
  /** For the SDK's three quick tries, which resume the same session; its fourth comes minutes later. */
  readonly resumeMs: number
  readonly closeMs: number
}

export type Phase =
  | { readonly name: 'connecting' | 'binding' }
  | { readonly name: 'testing' | 'resuming'; readonly publicUrl: string }
  | { readonly name: 'online'; readonly publicUrl: string; readonly latencyMs: number }

export interface AttemptOptions {
  /** Fresh, and owned by the attempt from here on. */
  readonly child: TunnelProcess
  readonly request: StartMessage
  readonly selfTest: SelfTest
  readonly timing: AttemptTiming
  /** Ends the attempt in an orderly way. */
  readonly signal: AbortSignal
  readonly onPhase: (phase: Phase) => void
}

export interface AttemptEnd {
  /** Null when `signal` ended it. */
  readonly problem: TunnelProblem | null
  /** True when the service may not know yet that its endpoint is gone. */
  readonly unclean: boolean
}

export interface Attempt {
  /** Resolves once the process is gone. */
  readonly ended: Promise<AttemptEnd>
  /**
   * Tests a connection that claims to be online, and kills the process of one that is not. Resolves to null when
   * the test came back, to the problem when it did not, and to undefined when there was nothing to test.
   */
  check(): Promise<TunnelProblem | null | undefined>
}

/** One tunnel process from its start to its end. */
export function startAttempt(options: AttemptOptions): Attempt {
  const { child, request, selfTest, timing, signal, onPhase } = options
  const post = (message: AppMessage) => child.post(message)
  let check: Attempt['check'] = () => Promise.resolve(undefined)

  const ended = new Promise<AttemptEnd>((resolve) => {
    let phase: Phase = { name: 'connecting' }
    let publicUrl: string | null = null
    let deadline: NodeJS.Timeout | undefined
    let testing = new AbortController()
    let settled = false
    let problem: TunnelProblem | null = null
    let closed = false

    const enter = (next: Phase) => {
      phase = next
      onPhase(next)
    }
    const arm = (timeoutMs: number, code: KnownCode) => {
      clearTimeout(deadline)
      deadline = setTimeout(() => fail(explainCode(code)), timeoutMs)
    }
    const settle = (reason: TunnelProblem | null) => {
      settled = true
      problem = reason
      clearTimeout(deadline)
      testing.abort()
      signal.removeEventListener('abort', close)
    }
    const fail = (reason: TunnelProblem) => {
      if (settled) return
      settle(reason)
      child.kill()
    }
    const close = () => {
      settle(null)
      if (publicUrl === null) return child.kill()
      post({ type: 'stop' })
      deadline = setTimeout(() => child.kill(), timing.closeMs)
    }
    const test = async (url: string) => {
      testing.abort()
      testing = new AbortController()
      const { signal: cancelled } = testing
      enter({ name: 'testing', publicUrl: url })
      arm(timing.testMs, 'no_answer')
      try {
        const latencyMs = await selfTest(url, cancelled)
        if (cancelled.aborted) return
        enter({ name: 'online', publicUrl: url, latencyMs })
        arm(timing.silenceMs, 'connection_lost')
      } catch (error) {
        if (cancelled.aborted) return
        fail(explainFailedTest(error))
      }
    }
    const checkOnce = async () => {
      if (settled || phase.name !== 'online') return undefined
      const { publicUrl: url } = phase
      const { signal: cancelled } = testing
      try {
        const latencyMs = await selfTest(url, cancelled, { deadlineMs: timing.checkMs })
        if (cancelled.aborted) return undefined
        enter({ name: 'online', publicUrl: url, latencyMs })
        return null
      } catch (error) {
        if (cancelled.aborted) return undefined
        const reason = explainFailedTest(error)
        fail(reason)
        return reason
      }
    }
    let checking: ReturnType<typeof checkOnce> | null = null
    check = () => (checking ??= checkOnce().finally(() => (checking = null)))

    const receive = (message: ProcessMessage) => {
      if (message.type === 'closed') {
        closed = true
        child.kill()
      }
      if (settled) return
      if (message.type === 'failed') fail(explainFailure(message, request.authtoken))
      if (message.type === 'connected') {
        enter({ name: 'binding' })
        arm(timing.bindMs, 'no_answer')
      }
      if (message.type === 'bound') {
        publicUrl = message.publicUrl
        void test(publicUrl)
      }
      if (message.type === 'disconnected' && publicUrl !== null && phase.name !== 'resuming') {
        testing.abort()
        enter({ name: 'resuming', publicUrl })
        arm(timing.resumeMs, 'connection_lost')
      }
      if (message.type === 'heartbeat') {
        if (phase.name === 'resuming') void test(phase.publicUrl)
        if (phase.name === 'online') arm(timing.silenceMs, 'connection_lost')
      }
    }

    child.onMessage((message) => {
      const parsed = ProcessMessage.safeParse(message)
      if (parsed.success) receive(parsed.data)
      else fail(explainCode('process_ended'))
    })
    child.onExit(() => {
      clearTimeout(deadline)
      if (!settled) settle(explainCode('process_ended'))
      resolve({ problem, unclean: publicUrl !== null && !closed })
    })
    signal.addEventListener('abort', close)
    onPhase(phase)
    arm(timing.connectMs, 'no_answer')
    post(request)
  })
  return { ended, check: () => check() }
}
