import type { JsonMember, JsonNode } from '#shared/json-text.ts'
import { writePath, type Path } from './path.ts'

/** A name that an object has more than once. JSON allows it; most readers keep the last one only. */
export interface RepeatedName {
  /** RFC 6901 pointer to the object. */
  readonly pointer: string
  readonly name: string
  /** How often it comes. */
  readonly count: number
}

export interface RepeatedNames {
  readonly before: RepeatedName[]
  readonly after: RepeatedName[]
}

const MOST = 20
const FEW = 12

/** Collects repeated names while a walk looks at the members anyway; the first `MOST` of either side. */
export function createRepeatedNames() {
  const found: RepeatedNames = { before: [], after: [] }

  /** Looks at one object. */
  const look = (members: readonly JsonMember[], path: Path | null, side: 'before' | 'after') => {
    if (!hasRepeated(members) || found[side].length >= MOST) return
    const pointer = writePath(path)[side]
    for (const [name, count] of countNames(members)) {
      if (count > 1 && found[side].length < MOST) found[side].push({ pointer, name, count })
    }
  }
  /** Looks at a value and everything below it. */
  const lookBelow = (root: JsonNode, path: Path | null, side: 'before' | 'after') => {
    if (!isContainer(root)) return
    const pending: { readonly node: JsonNode; readonly path: Path | null }[] = [{ node: root, path }]
    for (let next = pending.pop(); next; next = pending.pop()) {
      const { node, path: parent } = next
      const add = (child: JsonNode, step: string | number) => {
        if (!isContainer(child)) return
        pending.push({ node: child, path: { parent, before: step, after: step, listed: null } })
      }
      if (node.kind === 'array') for (const [index, item] of node.items.entries()) add(item, index)
      else if (node.kind === 'object') {
        look(node.members, parent, side)
        for (const { key, value } of node.members) add(value, key)
      }
    }
  }
  return { found, look, lookBelow }
}

/** Those whose name comes again later, so that no pointer leads to them; null where there are none. */
export function shadowedIn(members: readonly JsonMember[]): ReadonlySet<JsonMember> | null {
  if (!hasRepeated(members)) return null
  const last = new Map(members.map((member) => [member.key, member]))
  return new Set(members.filter((member) => last.get(member.key) !== member))
}

/** The value without what is shadowed, down to that depth; the same one where nothing is. */
export function withoutShadowed(node: JsonNode, depth: number): JsonNode {
  if (depth === 0) return node
  if (node.kind === 'array') {
    const items = node.items.map((item) => withoutShadowed(item, depth - 1))
    return items.every((item, index) => item === node.items[index]) ? node : { kind: 'array', items }
  }
  if (node.kind !== 'object') return node
  const shadowed = shadowedIn(node.members)
  const left = shadowed ? node.members.filter((member) => !shadowed.has(member)) : node.members
  const members = left.map((member) => {
    const value = withoutShadowed(member.value, depth - 1)
    return value === member.value ? member : { key: member.key, value }
  })
  const isSame = !shadowed && members.every((member, index) => member === node.members[index])
  return isSame ? node : { kind: 'object', members }
}

const isContainer = (node: JsonNode): boolean => node.kind === 'object' || node.kind === 'array'

function hasRepeated(members: readonly JsonMember[]): boolean {
  // Most objects are small, and comparing a few names is quicker than making a set of them.
  if (members.length > FEW) return new Set(members.map((member) => member.key)).size < members.length
  for (let index = 1; index < members.length; index++) {
    const name = members[index]?.key
    for (let other = 0; other < index; other++) if (members[other]?.key === name) return true
  }
  return false
}

function countNames(members: readonly JsonMember[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { key } of members) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
