import type { FailedMessage } from './messages.ts'

/** Why there is no tunnel, for the user: what happened, and what to do about it. */
export interface TunnelProblem {
  /** `ERR_NGROK_…`, or one of our own codes. */
  readonly code: string
  readonly reason: string
  readonly action: string
  /** What to do instead while it is tried again by itself; absent where that changes nothing. */
  readonly meanwhile?: string
  /**
   * Whether trying again can help without the user. `afterLoss`: only while the service may still hold what an
   * uncleanly lost connection had.
   */
  readonly heals: 'never' | 'afterLoss' | 'always'
}

type Entry = Omit<TunnelProblem, 'code'>

const justWait = 'Nothing to do: it is tried again. Resend from the provider what was sent in the meantime.'
const waitForRelease =
  'Nothing to do: ngrok may hold the lost connection for up to a minute. It is tried again.'

const known = {
  ERR_NGROK_105: {
    reason: 'What was given as the ngrok authtoken is not one.',
    action:
      'Copy it from dashboard.ngrok.com/get-started/your-authtoken and paste it. It is not the API key.',
    heals: 'never'
  },
  ERR_NGROK_107: {
    reason: 'ngrok refused the authtoken: it was reset, revoked or deleted.',
    action: 'Copy the current one from dashboard.ngrok.com/get-started/your-authtoken and paste it.',
    heals: 'never'
  },
  ERR_NGROK_108: {
    reason: 'The ngrok account has as many agents online as its plan allows.',
    action: 'End another ngrok agent or copy of this app (dashboard.ngrok.com/agents), then start again.',
    meanwhile: waitForRelease,
    heals: 'afterLoss'
  },
  ERR_NGROK_121: {
    reason: 'ngrok no longer accepts the version of its SDK that this app contains.',
    action: 'Update Webhook Inspector, then start again.',
    heals: 'never'
  },
  ERR_NGROK_324: {
    reason: 'The ngrok account has as many endpoints online as its plan allows.',
    action: 'Stop one of them (dashboard.ngrok.com/endpoints), then start again.',
    heals: 'never'
  },
  ERR_NGROK_334: {
    reason: 'The public address is already online in another program.',
    action:
      'Stop the other copy of this app or the ngrok agent that serves it (dashboard.ngrok.com/endpoints), ' +
      'or set another domain. Then start again.',
    meanwhile: waitForRelease,
    heals: 'afterLoss'
  },
  ERR_NGROK_3200: {
    reason: 'ngrok says that nothing is online at the public address.',
    action: 'If it stays so, look for the endpoint at dashboard.ngrok.com/endpoints.',
    heals: 'always'
  },
  ERR_NGROK_4018: {
    reason: 'ngrok needs an authtoken, and there is none.',
    action: 'Sign in to ngrok, copy it from dashboard.ngrok.com/get-started/your-authtoken and paste it.',
    heals: 'never'
  },
  unreachable: {
    reason:
      'ngrok cannot be reached from this machine: its name does not resolve, or the connection is refused or blocked.',
    action:
      'Check the network and any VPN. A firewall must let connections to connect.ngrok-agent.com:443 (or the ' +
      'connect URL you gave) out directly; an HTTP proxy cannot be used.',
    heals: 'always'
  },
  untrusted: {
    reason:
      'The connection to ngrok could not be secured: something in between inspects it with a certificate of its own, ' +
      "or this machine's clock is wrong.",
    action:
      "Check date and time. On an inspected network, give your organisation's CA file as NGROK_CONNECT_CAS or " +
      '--ngrok-connect-cas.',
    heals: 'always'
  },
  no_answer: {
    reason:
      'ngrok did not answer in time: a sign-in page of the network, a proxy or a firewall may hold it up.',
    action: 'Open a web page to sign in to the network, or try without VPN or proxy.',
    heals: 'always'
  },
  connection_lost: {
    reason: 'The connection to ngrok was lost.',
    action: 'Check the network, then start again.',
    meanwhile: justWait,
    heals: 'always'
  },
  endpoint_stopped: {
    reason: "The endpoint was stopped from outside, perhaps in ngrok's dashboard.",
    action: 'Start again when you want it back.',
    heals: 'never'
  },
  process_ended: {
    reason: 'The process that runs the tunnel ended unexpectedly.',
    action: 'Start again. If it stays so, look into the log.',
    meanwhile: justWait,
    heals: 'always'
  },
  sdk_unavailable: {
    reason: "ngrok's native module could not be loaded on this machine.",
    action:
      'Install the app again. Windows also needs the Microsoft Visual C++ redistributable. ' +
      'A public URL of your own that leads to the receiver works without it.',
    heals: 'never'
  }
} satisfies Record<string, Entry>

export type KnownCode = keyof typeof known

/** The explanation of a problem that has a name. */
export function explainCode(code: KnownCode): TunnelProblem {
  return { code, ...known[code] }
}

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

/** The explanation of a public URL through which a test request did not come back. */
export function explainFailedTest(sentence: string): TunnelProblem {
  const code = findCode(sentence)
  if (code !== undefined && isKnown(code)) return explainCode(code)
  return {
    code: 'self_test_failed',
    reason: sentence,
    action: 'If it stays so, check whether this network blocks the public address.',
    heals: 'always'
  }
}

const findCode = (text: string) => text.match(/ERR_NGROK_\d+/)?.[0]

const isKnown = (code: string): code is KnownCode => Object.hasOwn(known, code)

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
