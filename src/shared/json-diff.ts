import { AppError } from './errors.ts'
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

/** Where a value stands. Written out only for what is reported, because most of a document is not. */
interface Path {
  readonly parent: Path | null
  /** A member's name, or the position in an array of the text that the row points into. */
  readonly step: string | number
  /** What tells an array member from its siblings, for people; null for a member of an object. */
  readonly identity: string | null
}

const DEEPEST = 500
/** Paths repeat the names above them, so that long names in a hostile body would fill the memory. */
const MOST_PATH_CHARS = 30_000_000
/** In order of trust. `type` alone tells "work" from "home" where providers give nothing better. */
const IDENTITY_KEYS = ['value', 'id', '$ref', 'type', 'display'] as const

export function diffJson(before: JsonNode, after: JsonNode): JsonDiff {
  const rows: JsonDiffRow[] = []
  let unchanged = 0
  let pathChars = 0

  const report = (path: Path | null, kind: DiffKind, a: JsonNode | null, b: JsonNode | null) => {
    const written = writePath(path)
    pathChars += written.pointer.length + written.label.length
    if (pathChars > MOST_PATH_CHARS) {
      throw new AppError('invalid_input', 'The two bodies differ in more places than can be shown.')
    }
    rows.push({ ...written, kind, before: a, after: b })
  }
  const walk = (a: JsonNode, b: JsonNode, path: Path | null, depth: number): void => {
    if (a.kind === 'object' && b.kind === 'object' && depth < DEEPEST) {
      walkObjects(a.members, b.members, path, depth)
    } else if (a.kind === 'array' && b.kind === 'array' && depth < DEEPEST) {
      walkArrays(a.items, b.items, path, depth)
    } else if (isSameText(a, b)) unchanged += countScalars(b)
    else report(path, isRetyped(a, b) ? 'retyped' : 'changed', a, b)
  }
  const walkObjects = (
    a: readonly JsonMember[],
    b: readonly JsonMember[],
    parent: Path | null,
    depth: number
  ) => {
    const pathOf = (key: string): Path => ({ parent, step: key, identity: null })
    // The same names in the same order, as two states of one resource mostly have, need no look-up.
    if (a.length === b.length && a.every((member, index) => member.key === b[index]?.key)) {
      for (const [index, { key, value }] of b.entries()) {
        walk(a[index]?.value ?? value, value, pathOf(key), depth + 1)
      }
      return
    }
    const earlier = byName(a)
    for (const [name, { key, value }] of byName(b)) {
      const old = earlier.get(name)
      earlier.delete(name)
      if (old === undefined) report(pathOf(key), 'added', null, value)
      else walk(old.value, value, pathOf(key), depth + 1)
    }
    for (const { key, value } of earlier.values()) report(pathOf(key), 'removed', value, null)
  }
  const walkArrays = (a: readonly JsonNode[], b: readonly JsonNode[], parent: Path | null, depth: number) => {
    const [namesBefore, namesAfter] = identify(a, b)
    const left = new Map(namesBefore.map((name, index) => [name, index]))
    for (const [step, item] of b.entries()) {
      const identity = namesAfter[step] ?? ''
      const old = a[left.get(identity) ?? -1]
      left.delete(identity)
      const path = { parent, step, identity }
      if (old === undefined) report(path, 'added', null, item)
      else walk(old, item, path, depth + 1)
    }
    for (const [identity, step] of left) report({ parent, step, identity }, 'removed', a[step] ?? null, null)
  }

  walk(before, after, null, 0)
  return { rows, unchanged }
}

/** Members by name; one that comes again, which JSON allows, keeps a place of its own. */
function byName(members: readonly JsonMember[]): Map<string, JsonMember> {
  const named = new Map<string, JsonMember>()
  for (const member of members) {
    let name = member.key
    while (named.has(name)) name += ' (again)'
    named.set(name, member)
  }
  return named
}

type Names = readonly string[]

/** What the members of two arrays go by: a key that is unique on both sides, else their position. */
function identify(a: readonly JsonNode[], b: readonly JsonNode[]): readonly [Names, Names] {
  for (const key of IDENTITY_KEYS) {
    const names = namedBoth(a, b, key)
    // A changed mail address would read as one removed and one added; its type, where it has one, says more.
    if (names) return key === 'value' ? (namedBoth(a, b, 'type') ?? names) : names
  }
  return (
    namedBoth(a, b, null) ?? [a.map((_item, index) => String(index)), b.map((_item, index) => String(index))]
  )
}

function namedBoth(
  a: readonly JsonNode[],
  b: readonly JsonNode[],
  key: string | null
): readonly [Names, Names] | null {
  const before = namesOf(a, key)
  const after = before && namesOf(b, key)
  return before && after && [before, after]
}

/** A name for each member by that key, or by its own text for null; null unless each has one and no two the same. */
function namesOf(items: readonly JsonNode[], key: string | null): Names | null {
  const names = new Set<string>()
  for (const item of items) {
    const text = key === null ? textOf(item) : scalarOf(item, key)
    const name = key === null ? text : `${key}=${text}`
    if (text === null || name === null || names.has(name)) return null
    names.add(name)
  }
  return [...names]
}

const textOf = (item: JsonNode): string | null => (item.kind === 'string' ? item.value : null)

function scalarOf(item: JsonNode, key: string): string | null {
  if (item.kind !== 'object') return null
  const value = item.members.find((member) => member.key === key)?.value
  if (value?.kind === 'string') return value.value
  return value?.kind === 'number' ? value.digits : null
}

function writePath(path: Path | null): { pointer: string; label: string } {
  const steps: Path[] = []
  for (let at = path; at; at = at.parent) steps.push(at)
  let pointer = ''
  let label = ''
  for (const { step, identity } of steps.toReversed()) {
    pointer += `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (identity !== null) label += `[${identity}]`
    else if (!/^[A-Za-z_$][\w$-]*$/.test(String(step))) label += `[${JSON.stringify(step)}]`
    else label += label === '' ? step : `.${step}`
  }
  return { pointer, label }
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
