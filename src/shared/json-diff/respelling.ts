import type { JsonNode } from '#shared/json-text.ts'
import type { DiffNote } from '#shared/diff-models.ts'
import { canonicalNumber, type Sameness } from './same-value.ts'

/** How two different values say the same fact; null when they do not. The same both ways round. */
export function respellingOf(a: JsonNode, b: JsonNode, sameness: Sameness): DiffNote | null {
  if (a.kind === 'number' && b.kind === 'number') {
    return canonicalNumber(a.digits) === canonicalNumber(b.digits) ? 'number_form' : null
  }
  if (isUnassigned(a) && isUnassigned(b)) return 'unassigned'
  if (isSameWord(a, b)) return 'as_text'
  const [left, right] = [unwrap(a), unwrap(b)]
  if ((left !== a || right !== b) && (sameness.isSame(left, right) || isSameWord(left, right))) {
    return 'wrapped'
  }
  return isListInText(a, b) || isListInText(b, a) ? 'wrapped' : null
}

/** RFC 7643 §2.5: a missing attribute, null and an empty list are the same state. */
export const isUnassigned = (node: JsonNode): boolean =>
  node.kind === 'null' || (node.kind === 'array' && node.items.length === 0)

/** `"True"` for `true`, `"1"` for `1`. */
function isSameWord(a: JsonNode, b: JsonNode): boolean {
  const [left, right] = [wordOf(a), wordOf(b)]
  return left !== null && left === right && (a.kind !== b.kind || left === 'true' || left === 'false')
}

function wordOf(node: JsonNode): string | null {
  if (node.kind === 'true' || node.kind === 'false') return node.kind
  if (node.kind === 'number') return node.digits
  if (node.kind !== 'string') return null
  return /^(?:true|false)$/i.test(node.value) ? node.value.toLowerCase() : node.value
}

/** A list of one and an object with nothing but a `value` stand for what they hold: `x`, `[x]`, `[{value: x}]`. */
function unwrap(node: JsonNode): JsonNode {
  let inner = node
  if (inner.kind === 'array' && inner.items.length === 1) inner = inner.items[0] ?? inner
  if (inner.kind === 'object' && inner.members.length === 1 && inner.members[0]?.key === 'value') {
    inner = inner.members[0].value
  }
  return inner
}

/** `"a, b"` for `["a", "b"]`. */
function isListInText(text: JsonNode, list: JsonNode): boolean {
  if (text.kind !== 'string' || list.kind !== 'array' || list.items.length < 2) return false
  const pieces = text.value.split(/[,;]/)
  return (
    pieces.length === list.items.length &&
    list.items.every((item, index) => item.kind === 'string' && item.value.trim() === pieces[index]?.trim())
  )
}
