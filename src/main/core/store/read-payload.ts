import { hideSecrets, mayHoldSecrets } from '#shared/json-diff/hide-secrets.ts'
import { JsonTextError, parseJsonText, type JsonNode } from '#shared/json-text.ts'
import { decodeContent } from '../receiver/content-coding.ts'
import { digestOf } from '../entities/digest.ts'
import type { BodyStore } from './bodies.ts'

type Bodies = Pick<BodyStore, 'find'>
interface BodyOf {
  readonly seq: number
  readonly bytes: number
}

/** Reads what an event carries; null where that is not JSON, or larger than `limit`: reading it would hold up deliveries. */
export function readPayload(bodies: Bodies, of: BodyOf, limit: number): JsonNode | null {
  const text = readText(bodies, of, limit)
  return text === null ? null : parse(text)
}

/** The same with all passwords and secrets hidden, for what is kept or told without its body. */
export function readTellable(bodies: Bodies, of: BodyOf, limit: number): JsonNode | null {
  const text = readText(bodies, of, limit)
  const payload = text === null ? null : parse(text)
  return payload && text !== null && mayHoldSecrets(text) ? hideSecrets(payload, digestOf) : payload
}

function readText(bodies: Bodies, { seq, bytes }: BodyOf, limit: number): string | null {
  const arrived = bytes > limit ? null : bodies.find(seq)
  if (!arrived) return null
  const shown = decodeContent(arrived.headers, arrived.body, limit)?.body ?? arrived.body
  return new TextDecoder().decode(shown)
}

function parse(text: string): JsonNode | null {
  try {
    return parseJsonText(text)
  } catch (error) {
    if (error instanceof JsonTextError) return null
    throw error
  }
}
