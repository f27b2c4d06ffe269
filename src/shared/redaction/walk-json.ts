import type { JsonArray, JsonNode, JsonObject } from '#shared/json-text.ts'

export type JsonLeaf = Exclude<JsonNode, JsonObject | JsonArray>

interface Visitor<Place> {
  /** What stands between names and values. */
  readonly text?: (text: string) => void
  readonly name?: (name: string, place: Place) => void
  readonly leaf: (node: JsonLeaf, place: Place) => void
}

/** Goes through a body in the order of its text, with the place of each value. Depth costs nothing but memory. */
export function walkJson<Place>(
  root: JsonNode,
  top: Place,
  below: (above: Place, step: string | number) => Place,
  { text, name, leaf }: Visitor<Place>
): void {
  const open: { readonly node: JsonObject | JsonArray; readonly place: Place; next: number }[] = []
  const enter = (node: JsonNode, place: Place) => {
    if (node.kind !== 'object' && node.kind !== 'array') return leaf(node, place)
    text?.(node.kind === 'object' ? '{' : '[')
    open.push({ node, place, next: 0 })
  }
  enter(root, top)
  for (let inner = open.at(-1); inner; inner = open.at(-1)) {
    const { node, place } = inner
    const at = inner.next++
    if (node.kind === 'object') {
      const member = node.members[at]
      if (!member) {
        text?.('}')
        open.pop()
        continue
      }
      if (at > 0) text?.(',')
      const inside = below(place, member.key)
      name?.(member.key, inside)
      if (name) text?.(':')
      enter(member.value, inside)
    } else {
      const item = node.items[at]
      if (!item) {
        text?.(']')
        open.pop()
        continue
      }
      if (at > 0) text?.(',')
      enter(item, below(place, at))
    }
  }
}
