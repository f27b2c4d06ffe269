import type { PeerCertificate } from 'node:tls'
import type { TunnelProblem } from './problems.ts'

// What a diagnosis can find on the way to ngrok, in words.

const always = { heals: 'always' } as const

export const offline: TunnelProblem = {
  code: 'offline',
  reason: 'This machine is connected to no network.',
  action: 'Connect it. Requests from this machine itself reach the receiver all the same.',
  ...always
}

export const captivePortal = (portal: string): TunnelProblem => ({
  code: 'captive_portal',
  reason: `The network lets nothing out before you have signed in to it: it leads everything to ${portal}.`,
  action: 'Open a web page, sign in to the network, then start again.',
  ...always
})

export const noDns = (host: string, why: string): TunnelProblem => ({
  code: 'no_dns',
  reason: `The name ${host} does not resolve (${why}).`,
  action: 'Check the network, its name server, and any VPN. Some name servers block ngrok: try another one.',
  ...always
})

export const misdirected = (host: string, address: string): TunnelProblem => ({
  code: 'misdirected',
  reason: `This network resolves ${host} to ${address}, which is not ngrok's: its name server blocks ngrok, or wants you to sign in first.`,
  action: 'Sign in to the network, ask its administrator to allow ngrok, or use another name server.',
  ...always
})

export const wrongClock = (now: number, real: number | null, from: number, to: number): TunnelProblem => ({
  code: 'wrong_clock',
  reason:
    `This machine's clock is wrong: it says ${day(now)}, ` +
    (real === null || Number.isNaN(real)
      ? `but ngrok's certificate is of ${day(from)} to ${day(to)}.`
      : `but the network says ${day(real)}.`),
  action: 'Set date and time (best automatically), then start again.',
  ...always
})

export const wrongCertificate = (host: string, certificate: PeerCertificate): TunnelProblem => ({
  code: 'wrong_certificate',
  reason: `Something else answers in place of ${host}, with a certificate for “${nameOf(certificate.subject)}”.`,
  action: 'Sign in to the network, or try without VPN or proxy.',
  ...always
})

export const inspected = (place: string, certificate: PeerCertificate, isOwnCa: boolean): TunnelProblem => ({
  code: 'inspected',
  reason: isOwnCa
    ? `The certificate of ${place} was issued by “${nameOf(certificate.issuer)}”, which is not in the CA file that was given.`
    : `The network inspects the connection to ngrok: its certificate was issued by “${nameOf(certificate.issuer)}”.`,
  action: isOwnCa
    ? 'Correct NGROK_CONNECT_CAS or --ngrok-connect-cas: the file must hold the authority that issued it.'
    : "Give your organisation's CA file as NGROK_CONNECT_CAS or --ngrok-connect-cas, or ask for an exception for connect.ngrok-agent.com.",
  ...always
})

export const silentTls = (place: string): TunnelProblem => ({
  code: 'tls_silent',
  reason: `${place} takes the connection and then says nothing: a sign-in page of the network, a proxy or a firewall holds it up.`,
  action: 'Open a web page to sign in to the network, or try without VPN or proxy.',
  ...always
})

/** What Node's code for a failed connection means. */
export function explainTcp(code: string, place: string): TunnelProblem {
  if (code === 'ECONNREFUSED') {
    return {
      code: 'refused',
      reason: `The connection to ${place} is refused: a firewall on this machine or in the network rejects it.`,
      action: `Let connections to ${place} out directly (an HTTP proxy cannot be used), or try another network.`,
      ...always
    }
  }
  if (code === 'ENETUNREACH' || code === 'EHOSTUNREACH' || code === 'EADDRNOTAVAIL') {
    return {
      code: 'no_route',
      reason: `No way leads from this network to ${place} (${code}).`,
      action: 'Check the network and any VPN.',
      ...always
    }
  }
  return {
    code: 'blocked',
    reason: `Nothing comes back from ${place}: a firewall swallows the connection (${code}).`,
    action: `Let connections to ${place} out directly (an HTTP proxy cannot be used), or try another network.`,
    ...always
  }
}

/** What Node's code for a failed handshake means. */
export function explainTls(code: string, place: string): TunnelProblem {
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) {
    return {
      code: 'not_tls',
      reason: `Something answers in place of ${place} and does not speak TLS: a sign-in page of the network or a proxy.`,
      action: 'Open a web page to sign in to the network, or try without VPN or proxy.',
      ...always
    }
  }
  return {
    code: 'tls_cut',
    reason: `The connection to ${place} is cut as soon as it names ngrok (${code}): a firewall blocks ngrok.`,
    action: 'Ask for an exception for connect.ngrok-agent.com, or try another network.',
    ...always
  }
}

const day = (at: number) => new Date(at).toISOString().slice(0, 16).replace('T', ' ')

function nameOf({ O: organisation, CN: commonName }: PeerCertificate['subject']): string {
  const [name = 'nobody'] = [organisation ?? commonName].flat()
  return name.slice(0, 80)
}
