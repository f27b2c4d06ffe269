/** How a signature is written. The scheme wants base64; the Node SDK reads base64url alike, others do not. */
export type Encoding = 'base64' | 'base64url' | 'hex'

/** One piece of a signature header that could be an HMAC-SHA256. */
export interface Claim {
  /** Of the entry it stands in, from 1. */
  readonly position: number
  readonly digest: Buffer
  readonly encoding: Encoding
  readonly version: string | null
  /** True where the SDK compares it, if it gets that far. */
  readonly read: boolean
}

/** One of the space-separated parts of a signature header. */
export interface Entry {
  readonly position: number
  readonly text: string
  readonly version: string | null
  /** Why the SDK gives up at this entry, before it looks at the next; null where it goes on. */
  readonly stops: string | null
}

export interface ReadSignature {
  readonly entries: readonly Entry[]
  readonly claims: readonly Claim[]
  /** The `t=` of the form `t=…,v1=…`. */
  readonly time: string | null
}

const DIGEST_BYTES = 32
/** A header is at most 16 KB or so; an import may bring any text. */
const MAX_ENTRIES = 100

export function readSignature(header: string): ReadSignature {
  const entries: Entry[] = []
  const claims: Claim[] = []
  for (const [index, text] of header.split(' ').slice(0, MAX_ENTRIES).entries()) {
    if (text === '') continue
    const position = index + 1
    const [first = '', second] = text.split(',')
    entries.push({ position, text, version: versionOf(first), stops: stopsAt(first, second) })
    let version: string | null = null
    for (const [at, raw] of text.split(',').entries()) {
      const piece = raw.replace(/^["']|["']$/g, '')
      version = versionOf(piece) ?? version
      const value = piece.replace(/^[A-Za-z][\w-]*=(?=.)/, '')
      const decoded = decode(value)
      if (!decoded) continue
      const read = first === 'v1' && at === 1 && decoded.encoding !== 'hex'
      claims.push({ position, ...decoded, version, read })
    }
  }
  return { entries, claims, time: /(?:^|[\s,])t=([^\s,]+)/.exec(header)?.[1] ?? null }
}

const versionOf = (piece: string): string | null => /^(v\d+[a-z]?)(?:=.*)?$/.exec(piece)?.[1] ?? null

function stopsAt(version: string, value: string | undefined): string | null {
  if (version !== 'v1') return null
  if (value === undefined) return 'has no comma and no signature after v1'
  const { length } = Buffer.from(value, 'base64')
  if (length === DIGEST_BYTES) return null
  const hex = /^[0-9a-f]{64}$/i.test(value) ? ', being hexadecimal' : ''
  return `decodes to ${length} bytes instead of ${DIGEST_BYTES}${hex}`
}

function decode(value: string): { digest: Buffer; encoding: Encoding } | null {
  if (/^[0-9a-f]{64}$/i.test(value)) return { digest: Buffer.from(value, 'hex'), encoding: 'hex' }
  const digest = Buffer.from(value, 'base64')
  if (digest.length !== DIGEST_BYTES) return null
  return { digest, encoding: /[-_]/.test(value) ? 'base64url' : 'base64' }
}
