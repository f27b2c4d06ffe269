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

const justWait = 'Nothing to do: it is tried again. Resend from the provider what was sent in the meantime.'
const waitForRelease =
  'Nothing to do: ngrok may hold the lost connection for up to a minute. It is tried again.'
const monthsLimit = (what: string): Omit<TunnelProblem, 'code'> => ({
  reason: `The ngrok account has used up its ${what} for this month, so ngrok turns every request away.`,
  action:
    'Upgrade the plan (dashboard.ngrok.com/billing), or use a public URL of your own until the month is over.',
  heals: 'never'
})
const suspended: Omit<TunnelProblem, 'code'> = {
  reason: 'ngrok has suspended the account.',
  action: 'Read why at dashboard.ngrok.com/billing, or use the authtoken of another account.',
  heals: 'never'
}
const notFromHere: Omit<TunnelProblem, 'code'> = {
  reason: 'The ngrok account or authtoken may not be used from the network that this machine is in.',
  action:
    'Change the IP restrictions (dashboard.ngrok.com/ip-restrictions), or connect from an allowed network.',
  heals: 'never'
}
const tooOld: Omit<TunnelProblem, 'code'> = {
  reason: 'ngrok no longer accepts the version of its SDK that this app contains.',
  action: 'Update Webhook Inspector, then start again.',
  heals: 'never'
}
const deadEnd: Omit<TunnelProblem, 'code'> = {
  reason: 'ngrok took the request, but got no proper answer through the tunnel.',
  action: 'Stop and start listening. If it stays so, look into the log.',
  heals: 'always'
}

const known = {
  ERR_NGROK_102: suspended,
  ERR_NGROK_103: suspended,
  ERR_NGROK_105: {
    reason: 'What was given as the ngrok authtoken is not one.',
    action:
      'Copy it from dashboard.ngrok.com/get-started/your-authtoken and paste it. It is not the API key.',
    heals: 'never'
  },
  ERR_NGROK_106: {
    reason: 'The ngrok authtoken is of a kind that ngrok no longer accepts.',
    action: 'Copy the current one from dashboard.ngrok.com/get-started/your-authtoken and paste it.',
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
  ERR_NGROK_115: notFromHere,
  ERR_NGROK_116: notFromHere,
  ERR_NGROK_120: tooOld,
  ERR_NGROK_121: tooOld,
  ERR_NGROK_123: {
    reason: "The ngrok account's email address is not verified yet.",
    action: 'Follow the link in the mail from ngrok (dashboard.ngrok.com/user/settings sends it again).',
    heals: 'never'
  },
  ERR_NGROK_319: {
    reason: 'The domain is not reserved for the ngrok account.',
    action: 'Reserve it at dashboard.ngrok.com/domains, or clear the domain to get the one of your account.',
    heals: 'never'
  },
  ERR_NGROK_320: {
    reason: 'The domain belongs to another ngrok account.',
    action: 'Correct the domain, paste the authtoken of its account, or clear the domain.',
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
      'or set another domain. Then start again. Sharing the address is left off: each program would get only some ' +
      'of the deliveries.',
    meanwhile: waitForRelease,
    heals: 'afterLoss'
  },
  ERR_NGROK_725: monthsLimit('bandwidth'),
  ERR_NGROK_726: monthsLimit('connections'),
  ERR_NGROK_727: monthsLimit('requests'),
  ERR_NGROK_734: {
    reason: 'The ngrok account has had more requests in a minute than its plan allows.',
    action: 'Wait a minute. Resend from the provider what was turned away.',
    meanwhile: justWait,
    heals: 'always'
  },
  ERR_NGROK_3004: deadEnd,
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
  ERR_NGROK_6024: {
    reason: "ngrok shows its warning page for visitors instead of passing the app's test request on.",
    action:
      'Nothing is wrong with webhooks: they do not get that page. Start again; if it stays so, report it.',
    heals: 'always'
  },
  ERR_NGROK_8012: deadEnd,
  unreachable: {
    reason: 'ngrok cannot be reached from this machine, and a closer look found nothing in the way.',
    action:
      'Start again. A firewall must let connections to connect.ngrok-agent.com:443 (or the connect URL you gave) ' +
      'out directly; an HTTP proxy cannot be used.',
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
} satisfies Record<string, Omit<TunnelProblem, 'code'>>

export type KnownCode = keyof typeof known

export const isKnown = (code: string): code is KnownCode => Object.hasOwn(known, code)

/** The explanation of a problem that has a name. */
export function explainCode(code: KnownCode): TunnelProblem {
  return { code, ...known[code] }
}
