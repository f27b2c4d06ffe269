import { isForwardingHeader } from '#shared/forwarding-headers.ts'
import { isSecretName } from '#shared/redaction/field-names.ts'
import { formatInstant } from '../../lib/format-time.ts'

export interface HeaderKind {
  readonly text: string
  readonly title: string
}

const signature: HeaderKind = {
  text: 'signature',
  title: 'The signature is checked over this header, or is in it'
}
const tunnel: HeaderKind = {
  text: 'tunnel',
  title: 'By the tunnel, not by the provider. Anyone can set this header: it is shown, never believed.'
}
const forwarding: HeaderKind = {
  text: 'added on the way',
  title: 'By a tunnel or proxy, not by the provider. Anyone can set this header: it is shown, never believed.'
}

/** Whether a header has to do with the signature, under whichever name senders and receivers know it. */
export const isSignatureHeader = (name: string): boolean =>
  /^(?:webhook|svix|(?:x-)?scalekit|interceptor)-/i.test(name)

/** Who a header is from, where it is not the sender's own. */
export function kindOfHeader(name: string): HeaderKind | null {
  if (isSignatureHeader(name)) return signature
  if (/^(?:ngrok|cf|fly|tailscale)-/i.test(name)) return tunnel
  return isForwardingHeader(name) ? forwarding : null
}

/** Whether whoever knows the value is let in by it. A signature proves one body only, and is needed to check that. */
export const isSecretHeader = (name: string): boolean =>
  isSecretName(name) && !isSignatureHeader(name) && !/signature/i.test(name)

const known: Readonly<Record<string, string>> = {
  'user-agent': 'What the sender calls itself',
  'x-forwarded-for': 'Where it came from, as the tunnel or a proxy says',
  'x-forwarded-host': 'The host that the sender asked for, as the tunnel or a proxy says',
  'x-forwarded-proto': 'How it came to the tunnel or proxy: https, though it is http here',
  'content-encoding': 'How the body is packed: it has to be verified before it is unpacked'
}

/** What a header is for, as far as it is one of those that handlers of webhooks have to do with. */
export function meaningOfHeader(name: string, value: string): string | null {
  const part = /^(?:webhook|interceptor|svix)-(id|timestamp|signature)$/i.exec(name)?.[1]?.toLowerCase()
  if (part === 'id') return 'The same whenever this message is delivered again: a handler takes each id once'
  if (part === 'signature')
    return 'One or more, apart by spaces: v1, and an HMAC SHA-256 of id.timestamp.body'
  if (part === 'timestamp') {
    const ms = /^\d{1,12}$/.test(value) ? Number(value) * 1_000 : null
    return ms === null ? 'When it was signed' : `Signed ${formatInstant(ms).replace('\n', ' · ')}`
  }
  return known[name.toLowerCase()] ?? null
}
