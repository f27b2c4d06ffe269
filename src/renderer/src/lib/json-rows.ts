import { scalarText, type JsonNode } from '#shared/json-text.ts'
import { spellOutBidi } from './bidi.ts'

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
    for (const [index, item] of (node.kind === 'array' ? node.items : []).entries()) {
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

/** A value without children as the page shows it. */
export const shownScalar = (node: JsonNode): string => spellOutBidi(scalarText(node))

const plainName = /^[\p{L}\p{M}\p{N}_$.-]+$/u

/** A name as the page shows it: quoted where it could be taken for something else. */
export const shownName = (name: string | number): string =>
  typeof name === 'number' || plainName.test(name) ? String(name) : spellOutBidi(JSON.stringify(name))
