import { isUtf8 } from 'node:buffer'
import {
  brotliDecompressSync,
  gunzipSync,
  gzipSync,
  inflateRawSync,
  inflateSync,
  zstdDecompressSync
} from 'node:zlib'
import { jsonForms } from './json-forms.ts'

/** Something else that the sender may have signed, if this body is what became of it on the way. */
export interface BodyForm {
  readonly code:
    | 'body_newline'
    | 'body_bom'
    | 'body_line_ends'
    | 'body_charset'
    | 'body_compressed'
    | 'body_decompressed'
    | 'body_wrapped'
    | 'body_not_signed'
    | 'body_whitespace'
    | 'body_escapes'
    | 'body_keys_sorted'
    | 'body_reserialised'
  /** What was signed, after "the signature is right for". */
  readonly what: string
  readonly bytes: Uint8Array
}

/** Larger bodies are not printed anew as JSON: two hundred printings would take too long. */
export const JSON_FORMS_LIMIT = 1_000_000
/** Larger bodies are not rewritten as text: that takes several copies of them. */
const TEXT_FORMS_LIMIT = 10_000_000
/** What a small compressed body may unfold to. */
const DECODED_LIMIT = 64_000_000
const BOM = Buffer.from('\ufeff')

/** The changes of bytes that are made and undone at a glance, likeliest first; one at a time. */
export function* byteForms(body: Buffer, contentEncoding: string | null): Generator<BodyForm> {
  let end = body.length
  while (end > 0 && (body[end - 1] === 0x0a || body[end - 1] === 0x0d)) end--
  const newline = (what: string, bytes: Uint8Array): BodyForm => ({ code: 'body_newline', what, bytes })
  if (end < body.length) yield newline('the body without the newline at its end', body.subarray(0, end))
  else {
    yield newline('the body with a newline (\\n) at its end', Buffer.concat([body, Buffer.from('\n')]))
    yield newline('the body with a newline (\\r\\n) at its end', Buffer.concat([body, Buffer.from('\r\n')]))
  }

  if (body.subarray(0, 3).equals(BOM)) {
    yield { code: 'body_bom', what: 'the body without its byte order mark', bytes: body.subarray(3) }
  } else {
    const bytes = Buffer.concat([BOM, body])
    yield { code: 'body_bom', what: 'the body with a byte order mark before it', bytes }
  }

  if (body.length > TEXT_FORMS_LIMIT) return
  // Latin-1 text stands for bytes one to one.
  const latin1 = body.toString('latin1')
  if (latin1.includes('\n')) {
    const [what, ends] = latin1.includes('\r\n')
      ? ['\\n instead of \\r\\n', '\n']
      : ['\\r\\n instead of \\n', '\r\n']
    const bytes = Buffer.from(latin1.replace(/\r?\n/g, ends), 'latin1')
    yield { code: 'body_line_ends', what: `the body with ${what} between its lines`, bytes }
  }

  const charset = (what: string, bytes: Uint8Array): BodyForm => ({ code: 'body_charset', what, bytes })
  if (isUtf8(body)) {
    // Misread once and written as UTF-8, each byte beyond ASCII has become a character of its own.
    for (const [name, bytes] of [
      ['Latin-1', asLatin1(body.toString())],
      ['Windows-1252', asWindows1252(body.toString())]
    ] as const) {
      const what = `the UTF-8 text whose bytes were read as ${name} and written as UTF-8 again`
      if (bytes && !bytes.equals(body)) yield charset(what, bytes)
    }
  } else yield charset('the text in UTF-8, of which Latin-1 was sent', Buffer.from(latin1))

  const unpacked = unpack(body, contentEncoding)
  if (unpacked) {
    const what = 'the body before it was compressed, while compressed bytes arrived'
    yield { code: 'body_compressed', what, bytes: unpacked }
  } else if (body.length <= JSON_FORMS_LIMIT) {
    const what = 'the compressed (gzip) body, while it arrived unpacked'
    yield { code: 'body_decompressed', what, bytes: gzipSync(body) }
  }
  yield { code: 'body_not_signed', what: 'an empty body', bytes: Buffer.alloc(0) }
  const object = Buffer.from('[object Object]')
  yield {
    code: 'body_not_signed',
    what: 'the text [object Object], a parsed body used as text',
    bytes: object
  }
}

/** The same content written or wrapped in another way. */
export function* textForms(body: Buffer): Generator<BodyForm> {
  if (body.length > JSON_FORMS_LIMIT || !isUtf8(body)) return
  const text = body.toString().replace(/^\ufeff/, '')
  const inner = innerText(text)
  if (inner !== null) {
    const what = 'the text inside, which arrived wrapped in a JSON string'
    yield { code: 'body_wrapped', what, bytes: Buffer.from(inner) }
  }
  if (/^[A-Za-z0-9+/]+={0,2}\s*$/.test(text)) {
    const what = 'the body before it was encoded in base64'
    yield { code: 'body_wrapped', what, bytes: Buffer.from(text, 'base64') }
  }
  for (const { code, what, text: printed } of jsonForms(text))
    yield { code, what, bytes: Buffer.from(printed) }
}

function innerText(text: string): string | null {
  if (!text.startsWith('"')) return null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' ? value : null
  } catch {
    return null
  }
}

/** Characters of Windows-1252 beyond Latin-1, by code point. */
const WINDOWS_1252 = new Map(
  Array.from({ length: 32 }, (_, index) => 0x80 + index).map((byte) => [
    new TextDecoder('windows-1252').decode(Uint8Array.of(byte)).charCodeAt(0),
    byte
  ])
)

const asLatin1 = (text: string): Buffer | null => {
  // oxlint-disable-next-line no-control-regex -- all of Latin-1, its control characters included
  return /^[\u0000-\u00ff]*$/.test(text) ? Buffer.from(text, 'latin1') : null
}

function asWindows1252(text: string): Buffer | null {
  // Only characters that Windows-1252 has and Latin-1 has not make a difference.
  const latin1 = text.replace(/[\u0152-\u2122]/g, (char) => {
    const byte = WINDOWS_1252.get(char.charCodeAt(0))
    return byte === undefined ? char : String.fromCharCode(byte)
  })
  return latin1 === text ? null : asLatin1(latin1)
}

/** The body unpacked as its header says, or as its first bytes do; null where it is not compressed. */
export function unpack(body: Buffer, contentEncoding: string | null): Buffer | null {
  const isGzip = body[0] === 0x1f && body[1] === 0x8b
  const options = { maxOutputLength: DECODED_LIMIT }
  try {
    switch (contentEncoding?.trim().toLowerCase()) {
      case 'br':
        return brotliDecompressSync(body, options)
      case 'zstd':
        return zstdDecompressSync(body, options)
      case 'deflate':
        return (body[0] ?? 0) % 16 === 8 ? inflateSync(body, options) : inflateRawSync(body, options)
      default:
        return isGzip ? gunzipSync(body, options) : null
    }
  } catch {
    return null // Not what its header says, or larger than anything that is looked into.
  }
}

/** Where the bytes stop being UTF-8; null where they do not. */
export function firstInvalidByte(body: Buffer): number | null {
  if (isUtf8(body)) return null
  const text = body.toString()
  let offset = 0
  for (let from = 0; ;) {
    const at = text.indexOf('\ufffd', from)
    if (at < 0) return offset
    offset += Buffer.byteLength(text.slice(from, at))
    // The same character may have been sent as such.
    if (body.compare(Buffer.from('\ufffd'), 0, 3, offset, Math.min(offset + 3, body.length)) !== 0)
      return offset
    offset += 3
    from = at + 1
  }
}
