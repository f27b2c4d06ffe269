import { scalarText, type JsonArray, type JsonNode, type JsonObject } from '#shared/json-text.ts'

/** What an event is stays, wherever that stands: what the rest means hangs on it. */
const TELLING = new Set(['type', 'object'])

/** The beginning of a value, in about that many characters; the same where it is no longer. */
export function trimJson(root: JsonNode, most: number): { readonly node: JsonNode; readonly isCut: boolean } {
  let left = most
  let isCut = false
  /** Each is filled from the one beside it; a stack of its own, as bodies may be of any depth. */
  const open: { from: JsonObject | JsonArray; into: JsonObject | JsonArray; index: number }[] = []

  const take = (node: JsonNode): JsonNode => {
    if (node.kind === 'object' || node.kind === 'array') {
      const into: JsonObject | JsonArray =
        node.kind === 'object' ? { kind: 'object', members: [] } : { kind: 'array', items: [] }
      open.push({ from: node, into, index: 0 })
      left -= 2
      return into
    }
    const before = left
    left -= scalarText(node).length
    if (node.kind !== 'string' || node.value.length <= before) return node
    isCut = true
    return { kind: 'string', value: `${node.value.slice(0, before).toWellFormed()}…` }
  }
  const node = take(root)
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    const { from, into } = last
    const index = last.index++
    if (from.kind === 'array' && into.kind === 'array') {
      const item = from.items[index]
      if (item === undefined) open.pop()
      else if (left > 0) into.items.push(take(item))
      else isCut = true
    } else if (from.kind === 'object' && into.kind === 'object') {
      const member = from.members[index]
      if (member === undefined) open.pop()
      else if (left > 0) {
        left -= member.key.length
        into.members.push({ key: member.key, value: take(member.value) })
      } else if (from === root && TELLING.has(member.key)) into.members.push(member)
      else isCut = true
    }
  }
  return { node, isCut }
}
