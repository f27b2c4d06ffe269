import { createHash } from 'node:crypto'
import { factOf } from '#shared/json-diff/leaves.ts'
import { toJsonText, type JsonNode } from '#shared/json-text.ts'

/** Tells a value from others without holding it, however deep it is; of a scalar it tells facts, not spellings. */
export const digestOf = (node: JsonNode): string =>
  digestOfText(node.kind === 'object' || node.kind === 'array' ? toJsonText(node) : factOf(node))

export const digestOfText = (text: string): string => createHash('sha256').update(text).digest('base64url')
