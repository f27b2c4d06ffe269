import type { DiffRow } from '#shared/diff-models.ts'
import { parseJsonText, type JsonNode } from '#shared/json-text.ts'

/** What a list has that it had not, and the other way round: by name, each once. */
export interface ListChange {
  readonly gained: readonly string[]
  readonly lost: readonly string[]
  readonly pointers: readonly string[]
}

/** What members are called: mail addresses by what they are, all others by what people call them. */
export type CalledBy = 'address' | 'name'

const KEYS: Readonly<Record<CalledBy, readonly string[]>> = {
  address: ['value', 'address', 'email'],
  name: ['display', 'displayname', 'name', 'role_name']
}
const IDS = ['value', 'id', '$ref']

interface Item {
  readonly id: string
  /** Null where it has an id only. */
  readonly name: string | null
}

/**
 * What rows of one list say together: of the list as a whole, of its members, or of a field that stands for it. The
 * raw and the normalised list may both be among them. What an earlier row names, a later one need not know by
 * more than an id.
 */
export function listChangeOf(rows: readonly DiffRow[], calledBy: CalledBy): ListChange {
  const gained = new Map<string, string>()
  const lost = new Map<string, string>()
  const pointers: string[] = []
  for (const row of rows) {
    const before = itemsOf(row.beforeText, calledBy)
    const after = itemsOf(row.afterText, calledBy)
    const isNews = [addNew(gained, after, before), addNew(lost, before, after)]
    if (isNews.includes(true)) pointers.push(row.pointer)
  }
  return { gained: [...gained.values()], lost: [...lost.values()], pointers }
}

/** Returns whether there was anything that `others` has not. */
function addNew(names: Map<string, string>, items: readonly Item[], others: readonly Item[]): boolean {
  const known = new Set(others.map(({ id }) => id))
  const news = items.filter(({ id }) => !known.has(id))
  const hasNames = names.size > 0
  for (const { id, name } of news) {
    if (name === null && hasNames) continue
    const shown = name ?? id
    if (!names.has(shown.toLowerCase())) names.set(shown.toLowerCase(), shown)
  }
  return news.length > 0
}

function itemsOf(json: string | null, calledBy: CalledBy): Item[] {
  if (json === null) return []
  const node = parseJsonText(json)
  const nodes = node.kind === 'array' ? node.items : [node]
  return nodes.flatMap((item): Item[] => {
    const text = textOf(item)
    if (text !== null) return [{ id: text, name: text }]
    const name = firstOf(item, KEYS[calledBy])
    const id = firstOf(item, IDS) ?? name
    return id === null ? [] : [{ id, name }]
  })
}

function firstOf(node: JsonNode, names: readonly string[]): string | null {
  if (node.kind !== 'object') return null
  for (const name of names) {
    const value = node.members.find((member) => member.key.toLowerCase() === name)?.value
    const text = value ? textOf(value) : null
    if (text !== null) return text
  }
  return null
}

const textOf = (node: JsonNode): string | null => {
  if (node.kind === 'number') return node.digits
  return node.kind === 'string' && node.value.trim() !== '' ? node.value : null
}
