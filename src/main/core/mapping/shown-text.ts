import { scalarText, type JsonNode } from '#shared/json-text.ts'
import { isSecretName } from '#shared/changes/secret-names.ts'

const LONGEST = 300
const HIDDEN = '"••••"'

/** A value as JSON text in one line, cut when long. A password is never shown, however deep it is. */
export function shownText(root: JsonNode, isSecret = false): string {
  let text = ''
  const write = (node: JsonNode, isHidden: boolean): void => {
    if (text.length > LONGEST) return
    if (isHidden) text += HIDDEN
    else if (node.kind === 'string') text += JSON.stringify(node.value.slice(0, LONGEST + 1))
    else if (node.kind === 'object') {
      text += '{'
      for (const [index, { key, value }] of node.members.entries()) {
        if (text.length > LONGEST) return
        text += `${index > 0 ? ',' : ''}${JSON.stringify(key.slice(0, LONGEST))}:`
        write(value, isSecretName(key))
      }
      text += '}'
    } else if (node.kind === 'array') {
      text += '['
      for (const [index, item] of node.items.entries()) {
        if (text.length > LONGEST) return
        if (index > 0) text += ','
        write(item, false)
      }
      text += ']'
    } else text += scalarText(node)
  }
  write(root, isSecret)
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}
