import {
  brotliDecompressSync,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  zstdDecompressSync,
  type ZlibOptions
} from 'node:zlib'
import type { HeaderPair } from '#shared/models.ts'

type Decoder = (bytes: Uint8Array, options: Pick<ZlibOptions, 'maxOutputLength'>) => Buffer

const DECODERS = new Map<string, Decoder>([
  ['gzip', gunzipSync],
  ['x-gzip', gunzipSync],
  ['deflate', inflateEither],
  ['br', brotliDecompressSync],
  ['zstd', zstdDecompressSync]
])
/** Nobody codes a body more often. A body can be made that decodes to itself for ever. */
const MOST_CODINGS = 4

/**
 * Undoes `content-encoding`. Null when there is none, or when it cannot be undone: unknown, corrupt, cut off, or
 * larger than `limit` bytes once decoded. `decoded` names the codings as sent, outermost last.
 */
export function decodeContent(
  headers: readonly HeaderPair[],
  body: Uint8Array,
  limit: number
): { body: Uint8Array; decoded: string } | null {
  const codings = codingsOf(headers)
  if (codings.length === 0 || codings.length > MOST_CODINGS || limit < 1) return null
  let bytes = body
  for (const coding of codings.toReversed()) {
    const decode = DECODERS.get(coding.toLowerCase())
    if (!decode) return null
    try {
      bytes = decode(bytes, { maxOutputLength: limit })
    } catch {
      return null
    }
  }
  return { body: bytes, decoded: codings.join(', ') }
}

function codingsOf(headers: readonly HeaderPair[]): string[] {
  return headers
    .filter(([name]) => name.toLowerCase() === 'content-encoding')
    .flatMap(([, value]) => value.split(','))
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding.toLowerCase() !== 'identity')
}

/** HTTP means zlib's format by `deflate`; many senders leave its two header bytes and its checksum out. */
function inflateEither(...[bytes, options]: Parameters<Decoder>): Buffer {
  const [first = 0, second = 0] = bytes
  const isZlib = (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0
  return isZlib ? inflateSync(bytes, options) : inflateRawSync(bytes, options)
}
