import type { JsonNode } from '#shared/json-text.ts'

/** What an RFC 6901 pointer leads to; the first of members that share a name. */
export function nodeAt(root: JsonNode, pointer: string): JsonNode | undefined {
  let node: JsonNode | undefined = root
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
    if (node?.kind === 'array') node = node.items[Number(name)]
    else if (node?.kind === 'object') node = node.members.find((member) => member.key === name)?.value
    else return undefined
  }
  return node
}
