import type { JsonNode } from '#shared/json-text.ts'

/** As people call them; null and missing are none. The place in the list is the bit that is stored. */
const NAMES = ['text', 'number', 'boolean', 'list', 'object'] as const
const BITS: Readonly<Record<JsonNode['kind'], number>> = {
  string: 1,
  number: 2,
  true: 4,
  false: 4,
  array: 8,
  object: 16,
  null: 0
}

export const typeBitOf = (node: JsonNode): number => BITS[node.kind]

/** The lowest of the types in a set of bits; null for none. */
export const typeName = (bits: number): string | null => NAMES.find((_, index) => bits & (1 << index)) ?? null
