import { lookup } from 'node:dns/promises'
import { BlockList, isIPv6, type LookupFunction } from 'node:net'
import { AppError } from '#shared/errors.ts'

/** A forward target that may be sent to, with the addresses that were checked. */
export interface CheckedTarget {
  readonly url: URL
  /** Hands out the checked addresses only, so that the name cannot point elsewhere a moment later. */
  readonly lookup: LookupFunction
}

const LOCAL = new BlockList()
LOCAL.addSubnet('127.0.0.0', 8)
LOCAL.addSubnet('10.0.0.0', 8)
LOCAL.addSubnet('172.16.0.0', 12)
LOCAL.addSubnet('192.168.0.0', 16)
LOCAL.addAddress('::1', 'ipv6')
LOCAL.addSubnet('fc00::', 7, 'ipv6')

/** The URL of a target, or `invalid_input` with what is wrong with it. Asks no name server. */
export function parseTarget(target: string): URL {
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

/**
 * Directory data goes to this machine or its private network only. Throws `invalid_input` for any other
 * address and for the app's own receiver, `unavailable` for a name that leads nowhere.
 */
export async function checkTarget(target: string, receiverPort: number | null): Promise<CheckedTarget> {
  const url = parseTarget(target)
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const addresses = await lookup(host, { all: true }).catch((error: unknown) => {
    throw new AppError('unavailable', `The name ${host} cannot be found. Check the target's address.`, {
      cause: error
    })
  })
  for (const { address } of addresses) {
    const plain = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
    if (!LOCAL.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4')) {
      throw new AppError(
        'invalid_input',
        `${host} is not on this machine or its private network (${plain}). Payloads hold personal data, so they are sent to local targets only.`
      )
    }
  }
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  if (
    port === receiverPort &&
    addresses.some(({ address }) => address.startsWith('127.') || address === '::1')
  ) {
    throw new AppError('invalid_input', "This is the app's own receiver. Choose the address of your app.")
  }
  return {
    url,
    lookup(_host, options, done) {
      const [first] = addresses
      if (options.all) done(null, addresses)
      else done(null, first?.address ?? '', first?.family)
    }
  }
}
