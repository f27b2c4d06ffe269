import { messageOf } from '#shared/errors.ts'
import type { FailedMessage } from './messages.ts'
import { explainUrl } from './explain-url.ts'
import { explainCode, isKnown, type TunnelProblem } from './problems.ts'
import { FailedTest } from './public-probe.ts'

/** The explanation of what the SDK said. The authtoken, which some of its messages quote, is never part of it. */
export function explainFailure(
  { stage, text }: Omit<FailedMessage, 'type'>,
  authtoken: string
): TunnelProblem {
  if (stage === 'load') return explainCode('sdk_unavailable')
  if (stage === 'forward') return explainEnd(text, authtoken)
  const code = findCode(text)
  if (code !== undefined && isKnown(code)) return explainCode(code)
  if (code !== undefined) {
    return {
      code,
      reason: `ngrok refused: ${tidy(text, authtoken)}`,
      action: `Read ngrok.com/docs/errors/${code.toLowerCase()}, then start again.`,
      heals: 'always'
    }
  }
  if (text.includes('failed to establish tcp connection')) return explainCode('unreachable')
  if (text.includes('tls handshake error')) return explainCode('untrusted')
  return {
    code: 'unknown',
    reason: `The tunnel failed: ${tidy(text, authtoken)}`,
    action: 'If it stays so, report this message.',
    heals: 'always'
  }
}

/** Forwarding ends in a rejection that quotes the service's words when the service closed the endpoint. */
function explainEnd(text: string, authtoken: string): TunnelProblem {
  if (!text.includes('ListenerClosed')) return explainCode('connection_lost')
  const stopped = explainCode('endpoint_stopped')
  const words = text.match(/message: "((?:[^"\\]|\\.)+)"/)?.[1]
  return {
    ...stopped,
    code: findCode(text) ?? stopped.code,
    reason: words ? `The endpoint was stopped from outside: ${tidy(words, authtoken)}` : stopped.reason
  }
}

/** The explanation of a self-test through ngrok that rejected. */
export function explainFailedTest(error: unknown): TunnelProblem {
  if (!(error instanceof FailedTest)) {
    return {
      code: 'self_test_failed',
      reason: `The test request through the public URL failed: ${messageOf(error)}.`,
      action: 'Start again. If it stays so, report this message.',
      heals: 'always'
    }
  }
  const { finding, publicUrl } = error
  const code = finding.kind === 'answered' ? finding.ngrokCode : null
  if (code !== null && isKnown(code)) return explainCode(code)
  const problem = explainUrl(publicUrl, finding)
  if (finding.kind === 'unexpected') return { ...problem, heals: 'always' }
  const { host } = new URL(publicUrl)
  return {
    ...problem,
    // What is behind the address is ngrok's and ours, so that only this machine's network is left to look at.
    action:
      problem.code === 'url_untrusted'
        ? `Check date and time. If your network inspects connections, ask for an exception for ${host}.`
        : `Start again. If it stays so, check whether this network blocks ${host}.`,
    heals: 'always'
  }
}

const findCode = (text: string) => text.match(/ERR_NGROK_\d+/)?.[0]

/** Also hides what looks like an authtoken, as the service may quote it cut or escaped. */
function redact(text: string, authtoken: string): string {
  const redacted = authtoken === '' ? text : text.replaceAll(authtoken, '[authtoken]')
  return redacted.replaceAll(/[\w-]{10,}_[\w-]{10,}/g, '[authtoken]')
}

/** The service's own words on one line, without what the SDK puts around them. */
function tidy(text: string, authtoken: string): string {
  const words = redact(text, authtoken)
    .replace(/^failed to [a-z ]+: /, '')
    .replace(/\berror_code: ERR_NGROK_\d+$/, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return words.length > 300 ? `${words.slice(0, 300)}…` : words
}
