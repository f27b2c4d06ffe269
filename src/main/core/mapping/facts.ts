import { factOf } from '#shared/json-diff/leaves.ts'
import { scalarText, type JsonNode } from '#shared/json-text.ts'
import { isLeaf, type Attribute } from './attributes.ts'

/** How two values say the same; null where they do not. Containers say nothing by themselves. */
export function compareFacts(a: JsonNode, b: JsonNode, isNegated = false): 'equal' | 'coerced' | null {
  if (isNegated) {
    const [left, right] = [factOf(a), factOf(b)]
    const isOpposite = (left === '=true' && right === '=false') || (left === '=false' && right === '=true')
    return isOpposite ? 'coerced' : null
  }
  if (isFilled(a) || isFilled(b)) return null
  if (a.kind === b.kind && isSameText(a, b)) return 'equal'
  return factOf(a) === factOf(b) || looseText(a) === looseText(b) ? 'coerced' : null
}

/** A value without what a copy may change: blanks around it and case. */
export const looseText = (node: JsonNode): string =>
  node.kind === 'string' ? node.value.trim().toLowerCase() : scalarText(node)

/** Whether two that hold the same are likely to be one: not `true`, a flag, a two-letter code, or nothing. */
export function isTelling(attribute: Attribute): boolean {
  const { kind } = attribute.node
  if (attribute.isSecret || !isLeaf(attribute) || (kind !== 'string' && kind !== 'number')) return false
  const text = looseText(attribute.node)
  return text.length > 2 && !/^(?:true|false)$/.test(text)
}

function isSameText(a: JsonNode, b: JsonNode): boolean {
  if (a.kind === 'string' && b.kind === 'string') return a.value === b.value
  return scalarText(a) === scalarText(b)
}

const isFilled = (node: JsonNode): boolean =>
  (node.kind === 'object' && node.members.length > 0) || (node.kind === 'array' && node.items.length > 0)
