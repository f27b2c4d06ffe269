import { homedir } from 'node:os'

interface Pattern {
  readonly expression: RegExp
  readonly left: string
}

// Each keeps what says which kind of thing stood there. None crosses a quote, so that JSON stays JSON.
const patterns: readonly Pattern[] = [
  { expression: /-----BEGIN [^-"]*PRIVATE KEY-----[^"]*/g, left: '(private key)' },
  { expression: /\bwhsec_[\w+/=-]+/g, left: 'whsec_…' },
  { expression: /\beyJ[\w-]{5,}(?:\.[\w-]*)+/g, left: '(token)' },
  { expression: /\b(Bearer|Basic)\s+[^\s"\\,;]+/gi, left: '$1 …' },
  { expression: /\b(v\d+,)[\w+/]{16,}={0,2}/g, left: '$1…' },
  {
    expression:
      /\b((?:set-)?cookie|(?:proxy-)?authorization|[\w-]*-(?:signature|token|key|secret))(\s*:\s*)[^"\\\n]+/gi,
    left: '$1$2…'
  },
  {
    expression:
      /\b([\w-]*(?:token|secret|passw(?:or)?d|passphrase|api_?key|otp|session)[\w-]*)(=|:\s*)(?!\s*(?:null|true|false)\b)[^\s"\\,;&]+/gi,
    left: '$1$2…'
  },
  { expression: /(:\/\/)[^\s/@"]+@/g, left: '$1…@' },
  { expression: /(\b[a-z][a-z\d+.-]*:\/\/[^\s"?#]*)[?#][^\s"]+/gi, left: '$1?…' },
  { expression: /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, left: '(e-mail)' },
  // What an ngrok authtoken looks like, and whatever else is as long and as dense as a key.
  { expression: /\b[0-9A-Za-z]{20,30}_[0-9A-Za-z]{15,}\b/g, left: '(token)' },
  { expression: /(?<![\w+=])(?=[\w+=]*\d)(?=[\w+=]*[A-Za-z])[\w+=]{32,}/g, left: '(key)' }
]

/**
 * Cuts out of a text whatever is, or looks like, a secret or a person: the values that are known to be secret first,
 * then by shape. The last net under a report that is made of harmless things to begin with.
 */
export function redactText(text: string, known: readonly string[] = []): string {
  const values = known
    .flatMap((value) => [value, encodeURIComponent(value)])
    .filter((value) => value.length > 3)
  const withoutKnown = values.reduce((rest, value) => rest.replaceAll(value, '…'), text)
  const shaped = patterns.reduce((rest, { expression, left }) => rest.replace(expression, left), withoutKnown)
  // It names the user.
  return shaped.replaceAll(homedir(), '~')
}

/** Where a URL leads, without what only its owner should know: `https://…` for a name, in full for this machine. */
export function maskUrl(text: string | null): string | null {
  if (text === null) return null
  const url = URL.parse(text)
  if (url === null) return '(unreadable)'
  const { protocol, hostname, port, pathname } = url
  const isHere = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)
  const host = isHere ? hostname : `….${hostname.split('.').slice(-2).join('.')}`
  return `${protocol}//${host}${port && `:${port}`}${pathname === '/' ? '' : '/…'}`
}
