import type { JsonNode } from '#shared/json-text.ts'

/**
 * Tells whether two values are the same whatever the order of members and items and however numbers are
 * written. Each distinct value gets a number once, made of the numbers of its parts: linear, however deep.
 */
export function createSameness(): {
  readonly idOf: (node: JsonNode) => number
  readonly isSame: (a: JsonNode, b: JsonNode) => boolean
} {
  const ids = new Map<string, number>()
  const known = new Map<JsonNode, number>()

  const remember = (node: JsonNode) => {
    const text = shallowText(node, (child) => known.get(child) ?? -1)
    const id = ids.get(text) ?? ids.size
    ids.set(text, id)
    known.set(node, id)
  }
  const idOf = (root: JsonNode): number => {
    const pending: { readonly node: JsonNode; readonly isReady: boolean }[] = [{ node: root, isReady: false }]
    for (let next = pending.pop(); next; next = pending.pop()) {
      const { node, isReady } = next
      if (known.has(node)) continue
      const children = isReady ? [] : childrenOf(node)
      if (children.length === 0) remember(node)
      else {
        pending.push({ node, isReady: true })
        for (const child of children) pending.push({ node: child, isReady: false })
      }
    }
    return known.get(root) ?? -1
  }
  return { idOf, isSame: (a, b) => a === b || idOf(a) === idOf(b) }
}

export type Sameness = ReturnType<typeof createSameness>

function shallowText(node: JsonNode, idOf: (child: JsonNode) => number): string {
  switch (node.kind) {
    case 'string':
      return `"${node.value}`
    case 'number':
      return `#${canonicalNumber(node.digits)}`
    case 'array':
      return `[${node.items
        .map(idOf)
        .toSorted((a, b) => a - b)
        .join()}`
    case 'object':
      return `{${node.members
        .map(({ key, value }) => `${JSON.stringify(key)}:${idOf(value)}`)
        .toSorted()
        .join()}`
    case 'true':
    case 'false':
    case 'null':
      return node.kind
  }
}

function childrenOf(node: JsonNode): readonly JsonNode[] {
  if (node.kind === 'array') return node.items
  return node.kind === 'object' ? node.members.map((member) => member.value) : []
}

export function countScalars(node: JsonNode): number {
  let count = 0
  const pending = [node]
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.kind === 'array') for (const item of next.items) pending.push(item)
    else if (next.kind === 'object') for (const member of next.members) pending.push(member.value)
    else count++
  }
  return count
}

const numberParts = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i
/** Exponents of more digits are not worked out: two such numbers are equal when their digits are. */
const MOST_EXPONENT_DIGITS = 12

/** One text for all ways to write a number: `1`, `1.0` and `10e-1` are the same one, and no digit is lost. */
export function canonicalNumber(digits: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = numberParts.exec(digits) ?? []
  const all = `${whole}${fraction}`
  // By hand, because an expression like /0+$/ takes quadratic time on long runs of zeros.
  let start = 0
  while (start < all.length && all[start] === '0') start++
  let end = all.length
  while (end > start && all[end - 1] === '0') end--
  if (start === end) return '0'
  if (exponent.length > MOST_EXPONENT_DIGITS) return digits
  const scale = Number(exponent) - fraction.length + (all.length - end)
  return `${sign}${all.slice(start, end)}e${scale}`
}
