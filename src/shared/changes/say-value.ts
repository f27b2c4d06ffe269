import { parseJsonText, scalarText, type JsonNode } from '#shared/json-text.ts'
import { countScalars } from '#shared/json-diff/same-value.ts'
import { cutText, plural } from './plain-text.ts'
import { HIDDEN, isSecretName } from './secret-names.ts'

/** Enough to recognise a value by. */
const MOST_CHARS = 120

const isText = (json: string): boolean => json.startsWith('"')
const isList = (json: string): boolean => json.startsWith('[')
const isObject = (json: string): boolean => json.startsWith('{')

/** A value, given as JSON text, in words. `other` is what it is told apart from: `true` from `"True"`. */
export function sayValue(json: string | null, other: string | null = null): string {
  if (json === null) return 'missing'
  if (isText(json)) {
    const text = String(JSON.parse(json))
    const isMistakable = other !== null && !isText(other) && /^(?:true|false|null|-?[\d.]+)$/i.test(text)
    return text === '' ? 'empty text' : `${cutText(text, MOST_CHARS)}${isMistakable ? ' (as text)' : ''}`
  }
  if (json === '[]') return 'empty list'
  if (json === '{}') return 'empty object'
  return jsonLine(json, MOST_CHARS)
}

/** A value as JSON on one line, cut where it is longer, without what is secret. */
export function jsonLine(json: string, most: number): string {
  if (!isList(json) && !isObject(json)) return cutText(json, most)
  const node = parseJsonText(json)
  return cutText(writeLine(node, most), most, plural(countScalars(node), 'value'))
}

/** No further than `most` characters, which bounds the depth as well. */
function writeLine(root: JsonNode, most: number): string {
  let line = ''
  const write = (node: JsonNode): void => {
    if (line.length > most) return
    if (node.kind === 'object') {
      line += '{'
      for (const [index, { key, value }] of node.members.entries()) {
        if (line.length > most) return
        line += `${index > 0 ? ', ' : ''}${JSON.stringify(key)}: `
        if (isSecretName(key)) line += HIDDEN
        else write(value)
      }
      line += '}'
    } else if (node.kind === 'array') {
      line += '['
      for (const [index, item] of node.items.entries()) {
        if (line.length > most) return
        if (index > 0) line += ', '
        write(item)
      }
      line += ']'
    } else line += scalarText(node)
  }
  write(root)
  return line
}

/** In order of what tells most to a person. */
const TELLING = ['value', 'address', 'display', 'displayname', 'name', 'role_name']

/** The texts that a member of a list is known by. */
export function tellingTexts(json: string): string[] {
  if (!isObject(json)) return []
  const node = parseJsonText(json)
  if (node.kind !== 'object') return []
  return TELLING.flatMap((name) => {
    const value = node.members.find((member) => member.key.toLowerCase() === name)?.value
    return value?.kind === 'string' && value.value !== '' ? [value.value] : []
  })
}
