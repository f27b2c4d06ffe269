import { isDeepStrictEqual } from 'node:util'
import { messageOf } from '#shared/errors.ts'
import type { Clock, Log } from '../ports.ts'
import { explainUrl, type UrlProblem } from './explain-url.ts'
import { FailedTest, type SelfTest, type TestLimits } from './public-probe.ts'
import { createStatusBoard } from './status.ts'
import { troubleOf, type OwnUrlRequest, type Trouble, type Tunnel } from './tunnel.ts'

export interface OwnUrlTunnelOptions {
  readonly clock: Clock
  readonly log: Log
  readonly selfTest: SelfTest
  readonly testMs?: number
}

/**
 * A public URL that the user leads to the receiver with a program of their own. Nothing of it runs here: it counts
 * as online once a test request came back through it, and is asked again on demand and on wake, never on a timer.
 */
export function createOwnUrlTunnel(options: OwnUrlTunnelOptions): Tunnel<OwnUrlRequest> {
  const { clock, log, selfTest, testMs: deadlineMs = 6_000 } = options
  const board = createStatusBoard('own', clock)
  let current: { readonly request: OwnUrlRequest; readonly ending: AbortController } | null = null
  let testing: Promise<Trouble | null> | null = null

  const publishStarting = (publicUrl: string) =>
    board.publish({
      state: 'starting',
      reason: `Waiting for a test request to come back through ${publicUrl}.`
    })
  const ask = async (
    { request, ending }: NonNullable<typeof current>,
    limits: TestLimits
  ): Promise<Trouble | null> => {
    const { publicUrl } = request
    if (board.status().state !== 'online') publishStarting(publicUrl)
    try {
      const latencyMs = await selfTest(publicUrl, ending.signal, { deadlineMs, ...limits })
      if (!ending.signal.aborted) board.publish({ state: 'online', publicUrl, latencyMs })
      return null
    } catch (error) {
      if (ending.signal.aborted) return troubleOf(board.status())
      const problem = explain(error, request)
      log.warn('The public URL does not lead here', { code: problem.code, reason: problem.reason })
      board.publish({ state: 'failed', ...problem })
      return problem
    }
  }
  const test = (limits: TestLimits = { once: true }): Promise<Trouble | null> => {
    if (current === null) return Promise.resolve(troubleOf(board.status()))
    if (testing) return testing
    const asked = ask(current, limits).finally(() => {
      if (testing === asked) testing = null
    })
    testing = asked
    return asked
  }

  return {
    status: board.status,
    onChange: board.onChange,
    test: () => test(),
    start(request) {
      const isOn = current !== null && board.status().state !== 'failed'
      if (isOn && isDeepStrictEqual(current?.request, request)) return
      current?.ending.abort()
      current = { request, ending: new AbortController() }
      testing = null
      publishStarting(request.publicUrl)
      void test()
    },
    // A network that has just come back may need a moment more, so it is not given up after the first try.
    wake: () => void test({}),
    stop() {
      current?.ending.abort()
      current = null
      testing = null
      board.publish({ state: 'stopped' })
      return Promise.resolve()
    }
  }
}

function explain(error: unknown, { publicUrl, receiverUrl }: OwnUrlRequest): UrlProblem {
  if (!(error instanceof FailedTest)) {
    return {
      code: 'self_test_failed',
      reason: `The test request through ${publicUrl} failed: ${messageOf(error)}.`,
      action: 'Try again. If it stays so, report this message.'
    }
  }
  const problem = explainUrl(publicUrl, error.finding)
  return { ...problem, action: `${problem.action} It must lead to ${receiverUrl}.` }
}
