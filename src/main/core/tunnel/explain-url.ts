import type { Finding } from './public-probe.ts'

export interface UrlProblem {
  /** `url_…` */
  readonly code: string
  readonly reason: string
  readonly action: string
}

/** Whether a problem's code says that the public URL itself is at fault, and not what lies behind it. */
export const isUrlAtFault = (code: string): boolean =>
  ['url_no_dns', 'url_refused', 'url_unreachable', 'url_untrusted', 'url_not_tls'].includes(code)

/** What a test request met at a public URL in place of the receiver. */
export function explainUrl(publicUrl: string, finding: Finding): UrlProblem {
  switch (finding.kind) {
    case 'silent':
      if (!finding.isConnected) return cannotBeReached(publicUrl, 'no answer in time')
      return {
        code: 'url_silent',
        reason: `No answer came back through ${publicUrl} in time.`,
        action: 'Check that the program behind it runs and that this network lets you reach it.'
      }
    case 'unreachable':
      return explainUnreachable(publicUrl, finding)
    case 'unexpected':
      return {
        code: 'url_other_copy',
        reason: 'The public URL leads to another copy of Webhook Inspector, or this test came back too late.',
        action: 'Test again. If it stays so, check which copies run, and to which port the proxy points.'
      }
    case 'answered':
      return explainAnswer(publicUrl, finding)
  }
}

const cannotBeReached = (publicUrl: string, why: string): UrlProblem => ({
  code: 'url_unreachable',
  reason: `${new URL(publicUrl).host} cannot be reached from this machine (${why}).`,
  action: 'Check the network, any VPN, and the address.'
})

function explainUnreachable(
  publicUrl: string,
  { code, message, isConnected }: Extract<Finding, { kind: 'unreachable' }>
): UrlProblem {
  const { hostname, host } = new URL(publicUrl)
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return {
      code: 'url_no_dns',
      reason: `The name ${hostname} does not resolve (${code}).`,
      action: 'Correct the address, or wait until its DNS entry is known. Without a network no name resolves.'
    }
  }
  if (code === 'ECONNREFUSED') {
    return {
      code: 'url_refused',
      reason: `${host} refuses connections: no program listens there.`,
      action: 'Start the tunnel or proxy that serves it, or correct the address.'
    }
  }
  if (/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN)$/.test(code)) {
    return cannotBeReached(publicUrl, code)
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(code)) {
    return {
      code: 'url_untrusted',
      reason: `The certificate of ${host} is not accepted: ${certificateWords(code)} (${code}).`,
      action: 'Give the address a valid certificate: the provider that sends to it checks it too.'
    }
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) {
    return {
      code: 'url_not_tls',
      reason: `What listens at ${host} does not speak TLS.`,
      action: 'Correct the port, or let the proxy there terminate TLS.'
    }
  }
  const why = code === 'unknown' ? message : code
  if (!isConnected) return cannotBeReached(publicUrl, why)
  return {
    code: 'url_cut',
    reason: `The connection to ${host} broke before an answer came (${why}).`,
    action: 'Check the tunnel or proxy that serves it, and its log.'
  }
}

function certificateWords(code: string): string {
  if (code === 'CERT_HAS_EXPIRED') return "it has expired, or this machine's clock is wrong"
  if (code === 'CERT_NOT_YET_VALID') return "it is not valid yet, or this machine's clock is wrong"
  if (code.includes('ALTNAME')) return 'it was issued for another name'
  return 'no authority that is trusted here has signed it'
}

function explainAnswer(publicUrl: string, finding: Extract<Finding, { kind: 'answered' }>): UrlProblem {
  const { status, server, location, ngrokCode, isPage } = finding
  const signature = [ngrokCode, server === null ? null : `server: ${server.slice(0, 60)}`]
    .filter(Boolean)
    .join(', ')
  const answered = `${publicUrl} answered ${status}${signature && ` (${signature})`}`
  if (status >= 300 && status < 400 && location !== null) {
    return {
      code: 'url_redirects',
      reason: `${publicUrl} redirects to ${originOf(location, publicUrl)} (${status}), and providers do not follow redirects with webhooks.`,
      action: 'Use the address it leads to, or switch the redirect or sign-in off for this path.'
    }
  }
  if (status === 401 || status === 403 || status === 407) {
    return {
      code: 'url_locked',
      reason: `${answered}: it lets nobody in without signing in.`,
      action: 'Switch access control off for this address: a provider cannot sign in.'
    }
  }
  if (status >= 502 && status <= 504) {
    return {
      code: 'url_dead_end',
      reason: `${answered}: what stands there cannot reach the receiver.`,
      action:
        'Check that it forwards to the receiver on this machine, with the port that the receiver has now.'
    }
  }
  if (isPage) {
    return {
      code: 'url_page',
      reason: `${answered} with a web page: a warning or sign-in page, or another site, stands before the receiver.`,
      action: 'Switch the page off for this address, or correct where it leads.'
    }
  }
  return {
    code: 'url_other',
    reason: `${answered}, and that was not this app.`,
    action: 'Correct the address, or where it leads: perhaps to another program or another copy of this app.'
  }
}

const originOf = (location: string, base: string): string => {
  const url = URL.parse(location, base)
  if (url === null) return 'an address that cannot be read'
  return url.origin === new URL(base).origin ? url.pathname : url.origin
}
