import type { JsonNode } from '#shared/json-text.ts'
import { scalarText } from '#shared/json-text.ts'

/** Names that an object may have, by the path of the object, each with values that were seen, as JSON text. */
export type KnownFields = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>

const maxValues = 12
const maxLength = 200
/** So many values are looked at; hints need no more. */
const maxNodes = 20_000

/** The path one step further; members of a list share one. */
export const below = (path: string, step: string): string => `${path}/${step}`
export const member = '*'

/** What bodies have where, to be offered where another is written. */
export function collectFields(roots: readonly JsonNode[], types: readonly string[] = []): KnownFields {
  const found = new Map<string, Map<string, string[]>>()
  const note = (path: string, name: string, text: string) => {
    const names = found.get(path) ?? new Map<string, string[]>()
    found.set(path, names)
    const values = names.get(name) ?? []
    names.set(name, values)
    if (text !== '' && text.length <= maxLength && values.length < maxValues && !values.includes(text)) {
      values.push(text)
    }
  }
  const waiting: { node: JsonNode; path: string }[] = roots.map((node) => ({ node, path: '' }))
  const lookInto = (node: JsonNode, path: string) => {
    if (waiting.length < maxNodes) waiting.push({ node, path })
  }
  // The list grows while it is walked.
  for (const { node, path } of waiting) {
    if (node.kind === 'object') {
      for (const { key, value } of node.members) {
        note(path, key, skeletonOf(value))
        if (isContainer(value)) lookInto(value, below(path, key))
      }
    } else if (node.kind === 'array') {
      for (const item of node.items) {
        if (isContainer(item)) lookInto(item, below(path, member))
        else note(path, member, scalarText(item))
      }
    }
  }
  const root = found.get('')
  if (types.length > 0) {
    const names = root ?? new Map<string, string[]>()
    found.set('', names)
    names.set('type', [
      ...new Set([...(names.get('type') ?? []), ...types.map((type) => JSON.stringify(type))])
    ])
  }
  return found
}

const isContainer = (node: JsonNode): boolean => node.kind === 'object' || node.kind === 'array'

function skeletonOf(node: JsonNode): string {
  if (node.kind === 'object') return '{}'
  return node.kind === 'array' ? '[]' : scalarText(node)
}
