import type { JsonMember, JsonNode } from '#shared/json-text.ts'

/** One line of a JSON tree. */
export interface JsonRow {
  readonly node: JsonNode
  /** Member name or array index; null for the root. */
  readonly name: string | number | null
  readonly depth: number
  readonly parent: JsonRow | null
  /** An earlier member of the same object has this name. */
  readonly isRepeated: boolean
}

export function childCount(node: JsonNode): number {
  if (node.kind === 'object') return node.members.length
  return node.kind === 'array' ? node.items.length : 0
}

/**
 * The visible lines of a tree in order, without those inside a collapsed container. Iterative, and collapsed
 * containers are known by identity rather than by path, so depth costs nothing.
 */
export function toJsonRows(root: JsonNode, collapsed: ReadonlySet<JsonNode>): JsonRow[] {
  const rows: JsonRow[] = []
  const pending: JsonRow[] = [{ node: root, name: null, depth: 0, parent: null, isRepeated: false }]
  for (let row = pending.pop(); row; row = pending.pop()) {
    rows.push(row)
    if (!collapsed.has(row.node)) pushChildren(row, pending)
  }
  return rows
}

function pushChildren(parent: JsonRow, pending: JsonRow[]): void {
  const { node } = parent
  const depth = parent.depth + 1
  const children: JsonRow[] = []
  if (node.kind === 'object') {
    const names = new Set<string>()
    for (const { key, value } of node.members) {
      children.push({ node: value, name: key, depth, parent, isRepeated: names.has(key) })
      names.add(key)
    }
  } else {
    for (const [index, item] of itemsOf(node).entries()) {
      children.push({ node: item, name: index, depth, parent, isRepeated: false })
    }
  }
  // Last child first, so that the first one is taken next.
  for (let child = children.pop(); child; child = children.pop()) pending.push(child)
}

/** Every container from `depth` on. */
export function containersFrom(root: JsonNode, depth: number): Set<JsonNode> {
  const containers = new Set<JsonNode>()
  for (const row of toJsonRows(root, new Set())) {
    if (row.depth >= depth && childCount(row.node) > 0) containers.add(row.node)
  }
  return containers
}

/** Where a line is in its document, as an RFC 6901 JSON Pointer. */
export function pointerOf(row: JsonRow): string {
  const parts: string[] = []
  for (let at: JsonRow | null = row; at?.parent; at = at.parent) {
    parts.push(String(at.name).replaceAll('~', '~0').replaceAll('/', '~1'))
  }
  return parts
    .toReversed()
    .map((part) => `/${part}`)
    .join('')
}

/** Deeper than this a text is not indented further: indentation must not outgrow the document. */
const maxIndent = 100

/** A node as JSON text, indented by two; numbers keep their digits and repeated names stay. Iterative. */
export function toJsonText(root: JsonNode): string {
  const lines: string[] = []
  const pending: ({ node: JsonNode; depth: number; prefix: string; comma: string } | string)[] = [
    { node: root, depth: 0, prefix: '', comma: '' }
  ]
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    if (typeof item === 'string') {
      lines.push(item)
      continue
    }
    const { node, depth, prefix, comma } = item
    const indent = '  '.repeat(Math.min(depth, maxIndent))
    if (childCount(node) === 0) {
      lines.push(`${indent}${prefix}${scalarText(node)}${comma}`)
      continue
    }
    const children = node.kind === 'object' ? node.members.map(toNamed) : itemsOf(node).map(toUnnamed)
    lines.push(`${indent}${prefix}${node.kind === 'object' ? '{' : '['}`)
    pending.push(`${indent}${node.kind === 'object' ? '}' : ']'}${comma}`)
    // Last child first, so that the first one is taken next.
    for (const [index, child] of children.toReversed().entries()) {
      pending.push({ ...child, depth: depth + 1, comma: index > 0 ? ',' : '' })
    }
  }
  return lines.join('\n')
}

const toNamed = ({ key, value }: JsonMember) => ({ node: value, prefix: `${JSON.stringify(key)}: ` })
const toUnnamed = (node: JsonNode) => ({ node, prefix: '' })
const itemsOf = (node: JsonNode): readonly JsonNode[] => (node.kind === 'array' ? node.items : [])

/** A value without children as JSON text. */
export function scalarText(node: JsonNode): string {
  switch (node.kind) {
    case 'string':
      return JSON.stringify(node.value)
    case 'number':
      return node.digits
    case 'object':
      return '{}'
    case 'array':
      return '[]'
    case 'true':
    case 'false':
    case 'null':
      return node.kind
  }
}
