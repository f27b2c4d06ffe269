import type { HeaderPair } from '#shared/models.ts'
import { decodeContent } from '../receiver/content-coding.ts'

/** A body that claims to be small and is not must not fill the memory. */
const LARGEST_DECODED_BYTES = 100_000_000

/** A body as people and programs read it: with its content coding undone where that can be done. */
export const shownBody = (headers: readonly HeaderPair[], body: Uint8Array): Uint8Array =>
  decodeContent(headers, body, LARGEST_DECODED_BYTES)?.body ?? body

/** The same with what was undone; null for nothing. */
export function decodeShown(
  headers: readonly HeaderPair[],
  body: Buffer
): { readonly body: Uint8Array; readonly decoded: string | null } {
  return decodeContent(headers, body, LARGEST_DECODED_BYTES) ?? { body, decoded: null }
}
