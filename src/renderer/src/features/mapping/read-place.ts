import { parseJsonText, toJsonText, type JsonNode } from '#shared/json-text.ts'
import type { BodyCache } from '../../state/body-cache.ts'
import { plainValue } from '../../lib/plain-value.ts'

/** From here on the text of a value may be cut. */
const cutLength = 290

/** The whole value of an attribute, as people write it: from the body where what is shown of it may be cut. */
export async function readPlace(
  bodies: BodyCache,
  eventId: string,
  { pointer, text }: { readonly pointer: string; readonly text: string }
): Promise<string> {
  if (text.length < cutLength) return plainValue(text)
  const body = await bodies.read({ kind: 'event', id: eventId }, true)
  const node = body.text === null ? null : nodeAt(parseJsonText(body.text), pointer)
  if (node === null) return text
  if (node.kind === 'object' || node.kind === 'array') return toJsonText(node)
  // Into JSON that is written as a text no pointer leads: then it names all of that text.
  if (!toJsonText(node).startsWith(text.slice(0, cutLength / 2))) return text
  return node.kind === 'string' ? node.value : toJsonText(node)
}

/** Where a name occurs twice, the last counts, as for most readers of JSON. */
export function nodeAt(root: JsonNode, pointer: string): JsonNode | null {
  let node: JsonNode | undefined = root
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (node?.kind === 'object') node = node.members.findLast(({ key }) => key === name)?.value
    else node = node?.kind === 'array' ? node.items[Number(name)] : undefined
  }
  return node ?? null
}
