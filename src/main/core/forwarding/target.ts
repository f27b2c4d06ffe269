import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net'
import { AppError } from '#shared/errors.ts'

/** A forward target that may be sent to, with the addresses that were checked. */
export interface CheckedTarget {
  readonly url: URL
  /** Whether it is on this machine or its private network; the user has confirmed it otherwise. */
  readonly isLocal: boolean
  /** Hands out the checked addresses only, so that the name cannot point elsewhere a moment later. */
  readonly lookup: LookupFunction
}

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8)
LOOPBACK.addAddress('::1', 'ipv6')
const LOCAL = new BlockList()
LOCAL.addSubnet('127.0.0.0', 8)
LOCAL.addSubnet('10.0.0.0', 8)
LOCAL.addSubnet('172.16.0.0', 12)
LOCAL.addSubnet('192.168.0.0', 16)
LOCAL.addAddress('::1', 'ipv6')
LOCAL.addSubnet('fc00::', 7, 'ipv6')
/** Addresses of no single machine, or of one that hands out its own credentials. No confirmation opens these. */
const NEVER = new BlockList()
NEVER.addSubnet('0.0.0.0', 8)
NEVER.addSubnet('169.254.0.0', 16)
NEVER.addSubnet('224.0.0.0', 3)
NEVER.addAddress('::', 'ipv6')
NEVER.addSubnet('fe80::', 10, 'ipv6')
NEVER.addAddress('fd00:ec2::254', 'ipv6')
NEVER.addSubnet('ff00::', 8, 'ipv6')

/** Also for IPv4 written as IPv6, such as `::ffff:7f00:1`. */
const isIn = (list: BlockList, address: string): boolean =>
  list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')

/** The URL of a local target, or `invalid_input` with what is wrong with it. Asks no name server. */
export function parseTarget(target: string): URL {
  const url = readTarget(target)
  const host = hostOf(url)
  if (isIP(host) !== 0 && !isIn(LOCAL, host)) throw notLocal(host, host)
  return url
}

/** The URL of a target wherever it leads, or `invalid_input`. */
export function readTarget(target: string): URL {
  const text = target.trim()
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new AppError(
      'invalid_input',
      'The target must be an address like http://localhost:3000/api/webhook.'
    )
  }
  if (url.username !== '' || url.password !== '') {
    throw new AppError(
      'invalid_input',
      'A target with a user name or password in its address is not accepted.'
    )
  }
  return url
}

export const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1')

const notLocal = (host: string, address: string): AppError =>
  new AppError(
    'invalid_input',
    `${host} is not on this machine or its private network (${address}). Payloads hold personal data, so confirm this address first.`
  )

/** The addresses of a target. Throws `unavailable` for a name that leads nowhere. */
export async function findAddresses(url: URL): Promise<readonly LookupAddress[]> {
  const host = hostOf(url)
  return lookup(host, { all: true }).catch((error: unknown) => {
    throw new AppError('unavailable', `The name ${host} cannot be found. Check the target's address.`, {
      cause: error
    })
  })
}

/** Whether addresses are on this machine or its private network. Throws `invalid_input` where nothing may be sent. */
export function isLocalTarget(url: URL, addresses: readonly LookupAddress[]): boolean {
  const outside = addresses.filter(({ address }) => !isIn(LOCAL, address) || isIn(NEVER, address))
  if (outside.length === 0) return true
  const host = hostOf(url)
  if (outside.some(({ address }) => isIn(NEVER, address)))
    throw new AppError(
      'invalid_input',
      `${host} is no address of a single machine that events can be sent to.`
    )
  if (outside.length < addresses.length) {
    throw new AppError(
      'invalid_input',
      `${host} leads into this network and out of it at once, so nothing is sent there. Use an address that leads to one place.`
    )
  }
  if (url.protocol !== 'https:') {
    throw new AppError(
      'invalid_input',
      `${host} is not on this machine or its private network (${outside[0]?.address}). Payloads hold personal data, so they leave this network over https only.`
    )
  }
  return false
}

/**
 * Directory data goes to this machine or its private network, and beyond it to origins that the user has
 * confirmed, over https. Throws `invalid_input` for any other address and for the app's own receiver,
 * `unavailable` for a name that leads nowhere.
 */
export async function checkTarget(
  target: string,
  receiverPort: number | null,
  trustedOrigins: readonly string[] = []
): Promise<CheckedTarget> {
  const url = readTarget(target)
  const addresses = await findAddresses(url)
  const isLocal = isLocalTarget(url, addresses)
  if (!isLocal && !trustedOrigins.includes(url.origin))
    throw notLocal(hostOf(url), addresses[0]?.address ?? '')
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  if (port === receiverPort && addresses.some(({ address }) => isIn(LOOPBACK, address))) {
    throw new AppError('invalid_input', "This is the app's own receiver. Choose the address of your app.")
  }
  return {
    url,
    isLocal,
    lookup(_host, options, done) {
      const [first] = addresses
      if (options.all) done(null, [...addresses])
      else done(null, first?.address ?? '', first?.family)
    }
  }
}
