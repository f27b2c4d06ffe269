import type { TunnelStatus } from '#shared/listening-models.ts'

/** Whether an address is the receiver's public one, so that what is sent there comes back. */
export function leadsBack(
  url: URL,
  { kind, publicUrl }: Pick<TunnelStatus, 'kind' | 'publicUrl'>,
  webhookPath: string
): boolean {
  const own = URL.parse(publicUrl ?? '')
  if (own?.host !== url.host) return false
  // Behind a proxy of the user's own, the app may have another path of the same host.
  return kind === 'ngrok' || url.pathname.startsWith(own.pathname.replace(/\/$/, '') + webhookPath)
}
