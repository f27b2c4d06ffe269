import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

/** The path that a probe asks for begins with this; its nonce follows. */
export const probePath = '/.webhook-inspector-probe/'

/** The response header that proves that the probe reached the receiver which expects it. */
export const probeHeader = 'webhook-inspector-probe'

/** The value of `probeHeader`: only who was told the nonce can give it without having seen the request. */
export function probeAnswer(nonce: string): string {
  return createHash('sha256').update(nonce).digest('hex')
}

/**
 * Resolves to the milliseconds that a request took through `publicUrl` to our receiver and back. Rejects with a
 * sentence for the user when none came back, and at once when `signal` aborts.
 */
export type SelfTest = (publicUrl: string, signal: AbortSignal) => Promise<number>

export interface SelfTestOptions {
  /**
   * Makes the receiver answer a GET of `probePath` + nonce with 204 and `probeHeader`, and keep no delivery of it,
   * until the returned function is called.
   */
  readonly expectProbe: (nonce: string) => () => void
  readonly deadlineMs?: number
}

export function createSelfTest({ expectProbe, deadlineMs = 10_000 }: SelfTestOptions): SelfTest {
  return async (publicUrl, signal) => {
    const nonce = randomBytes(16).toString('hex')
    const forgetProbe = expectProbe(nonce)
    const deadline = AbortSignal.timeout(deadlineMs)
    const ended = AbortSignal.any([signal, deadline])
    let failure = `No answer came back through ${publicUrl} within ${deadlineMs / 1_000} s.`
    try {
      // The public side may learn of a fresh endpoint a moment after the agent did, so it is asked a few times.
      // Few, because a free account's requests are counted.
      for (let pauseMs = 250; !ended.aborted; pauseMs *= 2) {
        const startedAt = performance.now()
        const mismatch = await probe(publicUrl, nonce, ended)
        if (mismatch === null) return performance.now() - startedAt
        if (!ended.aborted) failure = mismatch
        await sleep(pauseMs, undefined, { signal: ended }).catch(() => undefined)
      }
    } finally {
      forgetProbe()
    }
    signal.throwIfAborted()
    throw new Error(failure)
  }
}

/** Null when the probe's own answer came back, else a sentence that says what came instead. */
async function probe(publicUrl: string, nonce: string, signal: AbortSignal): Promise<string | null> {
  try {
    const response = await fetch(new URL(probePath + nonce, publicUrl), {
      headers: { 'ngrok-skip-browser-warning': '1', 'user-agent': 'webhook-inspector' },
      redirect: 'manual',
      signal
    })
    await response.body?.cancel()
    if (response.headers.get(probeHeader) === probeAnswer(nonce)) return null
    const code = response.headers.get('ngrok-error-code')
    return `${publicUrl} answered ${response.status}${code ? ` (${code})` : ''}, and that was not this app.`
  } catch (error) {
    return `A test request could not reach ${publicUrl}: ${causeOf(error)}.`
  }
}

/** `fetch` only says "fetch failed"; what happened is in its cause. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
