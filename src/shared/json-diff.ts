import type { DiffKind } from './models.ts'
import type { JsonMember, JsonNode } from './json-text.ts'

/**
 * A structural diff of two JSON texts as people read SCIM resources: members of an array are the same when
 * their identity is (`value`, `id`, `$ref`, `type`, `display`; strings by equality), so a reordered list is
 * no change. A keyed walk over both sides at once: linear in their size. Deeper than `DEEPEST` levels the
 * two sides are compared as text.
 */
export interface JsonDiffRow {
  /** RFC 6901 pointer into the later text; into the earlier one for what was removed. */
  readonly pointer: string
  /** The path for people: array members by identity, keys that are no plain words in brackets. */
  readonly label: string
  readonly kind: DiffKind
  readonly before: JsonNode | null
  readonly after: JsonNode | null
}

export interface JsonDiff {
  readonly rows: JsonDiffRow[]
  /** How many scalar values are the same on both sides. */
  readonly unchanged: number
}

interface Path {
  readonly pointer: string
  readonly label: string
}

const DEEPEST = 500
/** In order of trust. `type` alone tells "work" from "home" where providers give nothing better. */
const IDENTITY_KEYS = ['value', 'id', '$ref', 'type', 'display'] as const

export function diffJson(before: JsonNode, after: JsonNode): JsonDiff {
  const rows: JsonDiffRow[] = []
  let unchanged = 0

  const report = (path: Path, kind: DiffKind, a: JsonNode | null, b: JsonNode | null) => {
    rows.push({ ...path, kind, before: a, after: b })
  }
  const walk = (a: JsonNode, b: JsonNode, path: Path, depth: number): void => {
    if (a.kind === 'object' && b.kind === 'object' && depth < DEEPEST)
      return walkObjects(a.members, b.members, path, depth)
    if (a.kind === 'array' && b.kind === 'array' && depth < DEEPEST)
      return walkArrays(a.items, b.items, path, depth)
    if (a.kind === b.kind ? isSameText(a, b) : false) unchanged += countScalars(b)
    else report(path, isRetyped(a, b) ? 'retyped' : 'changed', a, b)
  }
  const walkObjects = (a: readonly JsonMember[], b: readonly JsonMember[], path: Path, depth: number) => {
    const earlier = new Map(a.map((member) => [member.key, member.value]))
    const later = new Map(b.map((member) => [member.key, member.value]))
    for (const [key, value] of later) {
      const old = earlier.get(key)
      if (old === undefined) report(memberPath(path, key), 'added', null, value)
      else walk(old, value, memberPath(path, key), depth + 1)
    }
    for (const [key, value] of earlier) {
      if (!later.has(key)) report(memberPath(path, key), 'removed', value, null)
    }
  }
  const walkArrays = (a: readonly JsonNode[], b: readonly JsonNode[], path: Path, depth: number) => {
    const identify = identityOf(a, b)
    const earlier = new Map(a.map((item, index) => [identify(item, index), { item, index }]))
    for (const [index, item] of b.entries()) {
      const identity = identify(item, index)
      const old = earlier.get(identity)
      earlier.delete(identity)
      const itemPath = { pointer: `${path.pointer}/${index}`, label: `${path.label}[${identity}]` }
      if (old === undefined) report(itemPath, 'added', null, item)
      else walk(old.item, item, itemPath, depth + 1)
    }
    for (const [identity, { item, index }] of earlier) {
      report(
        { pointer: `${path.pointer}/${index}`, label: `${path.label}[${identity}]` },
        'removed',
        item,
        null
      )
    }
  }

  walk(before, after, { pointer: '', label: '' }, 0)
  return { rows, unchanged }
}

/** How the members of two arrays are told apart: by a key that is unique on both sides, else by position. */
function identityOf(
  a: readonly JsonNode[],
  b: readonly JsonNode[]
): (item: JsonNode, index: number) => string {
  const byPosition = (_item: JsonNode, index: number) => String(index)
  if (isEvery(a, b, (item) => item.kind === 'string')) {
    const byText = (item: JsonNode) => (item.kind === 'string' ? item.value : '')
    return isUnique(a, byText) && isUnique(b, byText) ? byText : byPosition
  }
  for (const key of IDENTITY_KEYS) {
    const byKey = (item: JsonNode) => `${key}=${scalarOf(item, key) ?? ''}`
    const isUsable =
      isEvery(a, b, (item) => scalarOf(item, key) !== null) && isUnique(a, byKey) && isUnique(b, byKey)
    // Where a mail address is the identity, changing it would read as one removed and one added; the type says more.
    if (isUsable && !(key === 'value' && prefersType(a, b))) return byKey
  }
  return byPosition
}

function prefersType(a: readonly JsonNode[], b: readonly JsonNode[]): boolean {
  const byType = (item: JsonNode) => scalarOf(item, 'type') ?? ''
  return (
    isEvery(a, b, (item) => scalarOf(item, 'type') !== null) && isUnique(a, byType) && isUnique(b, byType)
  )
}

const isEvery = (
  a: readonly JsonNode[],
  b: readonly JsonNode[],
  test: (item: JsonNode) => boolean
): boolean => a.length + b.length > 0 && a.every(test) && b.every(test)
const isUnique = (items: readonly JsonNode[], key: (item: JsonNode) => string): boolean =>
  new Set(items.map(key)).size === items.length

function scalarOf(item: JsonNode, key: string): string | null {
  if (item.kind !== 'object') return null
  const value = item.members.find((member) => member.key === key)?.value
  if (value?.kind === 'string') return value.value
  return value?.kind === 'number' ? value.digits : null
}

function memberPath(path: Path, key: string): Path {
  const isWord = /^[A-Za-z_$][\w$-]*$/.test(key)
  const plain = path.label === '' ? key : `${path.label}.${key}`
  return {
    pointer: `${path.pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    label: isWord ? plain : `${path.label}[${JSON.stringify(key)}]`
  }
}

/** The same fact in another JSON type: `"True"` for `true`, `"1"` for `1`, one thing for a list of it, null. */
function isRetyped(a: JsonNode, b: JsonNode): boolean {
  if (a.kind === 'array' && a.items[0] && a.items.length === 1) return isSameText(a.items[0], b)
  if (b.kind === 'array' && b.items[0] && b.items.length === 1) return isSameText(a, b.items[0])
  const [left, right] = [wordOf(a), wordOf(b)]
  return a.kind !== b.kind && left !== null && left === right
}

const isBoolean = (node: JsonNode): boolean => node.kind === 'true' || node.kind === 'false'

function wordOf(node: JsonNode): string | null {
  if (node.kind === 'string') return node.value.toLowerCase()
  if (node.kind === 'number') return node.digits
  return isBoolean(node) ? node.kind : null
}

/** Equal down to the digits of numbers and the order of members. */
function isSameText(a: JsonNode, b: JsonNode): boolean {
  const stack: [JsonNode, JsonNode][] = [[a, b]]
  for (let pair = stack.pop(); pair; pair = stack.pop()) {
    const [left, right] = pair
    if (left.kind === 'string' && right.kind === 'string') {
      if (left.value !== right.value) return false
    } else if (left.kind === 'number' && right.kind === 'number') {
      if (left.digits !== right.digits) return false
    } else if (left.kind === 'array' && right.kind === 'array') {
      if (left.items.length !== right.items.length) return false
      for (const [index, item] of left.items.entries()) {
        const other = right.items[index]
        if (other) stack.push([item, other])
      }
    } else if (left.kind === 'object' && right.kind === 'object') {
      if (left.members.length !== right.members.length) return false
      for (const [index, member] of left.members.entries()) {
        const other = right.members[index]
        if (other?.key !== member.key) return false
        stack.push([member.value, other.value])
      }
    } else if (left.kind !== right.kind) return false
  }
  return true
}

function countScalars(node: JsonNode): number {
  let count = 0
  const stack = [node]
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (next.kind === 'array') for (const item of next.items) stack.push(item)
    else if (next.kind === 'object') for (const member of next.members) stack.push(member.value)
    else count++
  }
  return count
}
