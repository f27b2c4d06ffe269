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
