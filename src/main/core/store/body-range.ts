import { isUtf8 } from 'node:buffer'
import type { Body } from '#shared/models.ts'

export interface BodyRange {
  readonly id: string
  readonly offset: number
  readonly length?: number | undefined
  readonly form: 'arrived' | 'decoded'
}

/**
 * A piece of a stored body: text where the whole body is UTF-8, base64 where it is not. A text piece ends on
 * a character, so it may be up to three bytes shorter than asked for.
 */
export function readBodyRange(
  { id, offset, length }: BodyRange,
  { body: bytes, decoded }: { readonly body: Uint8Array; readonly decoded: string | null }
): Body {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const utf8 = isUtf8(body)
  const start = Math.min(offset, body.length)
  let end = Math.min(body.length, start + (length ?? body.length))
  while (utf8 && end < body.length && end > start && isContinuation(body[end])) end--
  if (end === start && start < body.length) end = Math.min(body.length, start + 4) // a length below one character
  return {
    id,
    bytes: body.length,
    encoding: utf8 ? 'utf8' : 'base64',
    decoded,
    content: body.toString(utf8 ? 'utf8' : 'base64', start, end),
    next: end < body.length ? end : null
  }
}

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80
