import { JsonTextError, parseJsonText, type JsonNode } from '#shared/json-text.ts'
import { decodeContent } from '../receiver/content-coding.ts'
import type { BodyStore } from './bodies.ts'

/** Reads what an event carries; null where that is not JSON, or larger than `limit`: reading it would hold up deliveries. */
export function readPayload(
  bodies: Pick<BodyStore, 'find'>,
  { seq, bytes }: { readonly seq: number; readonly bytes: number },
  limit: number
): JsonNode | null {
  const arrived = bytes > limit ? null : bodies.find(seq)
  if (!arrived) return null
  const shown = decodeContent(arrived.headers, arrived.body, limit)?.body ?? arrived.body
  try {
    return parseJsonText(new TextDecoder().decode(shown))
  } catch (error) {
    if (error instanceof JsonTextError) return null
    throw error
  }
}
