import { isForwardingHeader } from '#shared/forwarding-headers.ts'

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
