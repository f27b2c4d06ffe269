import type { HeaderPair } from '#shared/models.ts'

const NAMES = new Set([
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-original-forwarded-for',
  'x-original-host',
  'true-client-ip',
  'fastly-client-ip',
  'cdn-loop',
  'x-amzn-trace-id',
  'x-cloud-trace-context'
])
const PREFIXES = ['x-forwarded-', 'cf-', 'ngrok-', 'x-envoy-', 'x-appengine-', 'x-arr-', 'fly-', 'tailscale-']

/**
 * A header that a tunnel or proxy adds on the way. It is shown as such and never believed, as any sender can write
 * it too; and it is not sent on, as it speaks of a sender that a replay does not have.
 */
export function isForwardingHeader(name: string): boolean {
  const key = name.toLowerCase()
  return NAMES.has(key) || PREFIXES.some((prefix) => key.startsWith(prefix))
}

/** A delivery is none without them, whatever a sender writes. */
const NEEDED = /^(?:webhook|interceptor|content)-/

/** Names, in lower case, of headers that belong to the connection because its own header says so (RFC 9110 §7.6.1). */
export function namedByConnection(headers: readonly HeaderPair[]): ReadonlySet<string> {
  const named = headers
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.toLowerCase().split(','))
    .map((name) => name.trim())
  return new Set(named.filter((name) => !NEEDED.test(name)))
}
