import { isSecretName } from '#shared/changes/secret-names.ts'
import type { JsonMember, JsonNode, JsonObject } from '#shared/json-text.ts'

/** What stands for a secret: nothing but the digest, so that a change of it can still be told. */
const MARK = '(hidden) '
const DEEPEST = 500

export const isHidden = (node: JsonNode): boolean => node.kind === 'string' && node.value.startsWith(MARK)

/** Whether a body of that text may have a secret at all; most have none, and need no walk. */
export const mayHoldSecrets = (text: string): boolean => /password|secret|\\u00/i.test(text)

/**
 * The same value with each password and secret as one text, whatever it held: below it no name, identity or
 * value is left. Also for what `{ "type": "password" }` holds, and for JSON within a text. Deeper than `DEEPEST`
 * levels all is as it was: nothing there is told in parts.
 */
export function hideSecrets(root: JsonNode, digestOf: (secret: JsonNode) => string): JsonNode {
  const hide = (node: JsonNode): JsonNode => ({ kind: 'string', value: MARK + digestOf(node) })

  const walk = (node: JsonNode, depth: number): JsonNode => {
    if (depth > DEEPEST) return node
    if (node.kind === 'string') return isSecretText(node.value) ? hide(node) : node
    if (node.kind === 'array') {
      const items = node.items.map((item) => walk(item, depth + 1))
      return items.every((item, index) => item === node.items[index]) ? node : { kind: 'array', items }
    }
    if (node.kind !== 'object') return node
    const isSecret = isOfSecretType(node)
    const members = node.members.map((member): JsonMember => {
      const { key, value } = member
      const isShown = isSecret ? isType(key) : !isSecretName(key)
      const shown = isShown ? walk(value, depth + 1) : hide(value)
      return shown === value ? member : { key, value: shown }
    })
    return members.every((member, index) => member === node.members[index])
      ? node
      : { kind: 'object', members }
  }
  return walk(root, 0)
}

const isType = (key: string): boolean => key.toLowerCase() === 'type'

/** One of a list of credentials, say, which are told apart by their type. */
const isOfSecretType = ({ members }: JsonObject): boolean =>
  members.some(({ key, value }) => isType(key) && value.kind === 'string' && isSecretName(value.value)) &&
  members.some(({ key }) => key.toLowerCase() === 'value')

/** As it stands within a text, and within a text in that. */
const SECRET_IN_TEXT = /(?:password|secret)\\*"\s*:|\btype\\*"\s*:\s*\\*"[^"\\]*(?:password|secret)\\*"/i

function isSecretText(text: string): boolean {
  if (!/^\s*[[{"]/.test(text)) return false
  const plain = text.replace(/\\+u([0-9a-f]{4})/gi, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16))
  )
  return SECRET_IN_TEXT.test(plain)
}
