import { AppError } from '#shared/errors.ts'
import { scalarText, type JsonMember, type JsonNode } from '#shared/json-text.ts'
import type { DiffKind, DiffNote, DiffRow, UnchangedValue } from '#shared/diff-models.ts'
import type { Listed } from './identity.ts'
import { visitLeaves } from './leaves.ts'
import { matchMembers } from './match-members.ts'
import { findMoves } from './moves.ts'
import { writePath, type Finding, type Path } from './path.ts'
import { createRepeatedNames, shadowedIn, withoutShadowed, type RepeatedNames } from './repeated-names.ts'
import { isUnassigned, respellingOf } from './respelling.ts'
import { countScalars, createSameness } from './same-value.ts'

/** A row as `DiffRow` describes it, with the values as they were read. */
export interface JsonDiffRow extends Pick<DiffRow, 'pointer' | 'label' | 'kind' | 'note' | 'place' | 'from'> {
  readonly before: JsonNode | null
  readonly after: JsonNode | null
}

export interface JsonDiff {
  /** In the order of the later text; what was removed comes last within its object or array. */
  readonly rows: JsonDiffRow[]
  /** How many scalar values are the same on both sides. */
  readonly unchanged: number
  /** The first of them in the order of the later text, as many as were asked for; long texts are cut. */
  readonly same: UnchangedValue[]
  /** Names that come twice in one object: the first twenty on each side. */
  readonly repeated: RepeatedNames
}

interface Found extends Finding {
  readonly kind: DiffKind
  readonly note: DiffNote | null
}

const DEEPEST = 500
/** Paths repeat the names above them, so that long names in a hostile body would fill the memory. */
const MOST_PATH_CHARS = 30_000_000
/** The same for what is unchanged, which nobody has to see: it is listed up to there. */
const MOST_SAME_CHARS = 10_000_000
const MOST_TEXT_CHARS = 10_000

/**
 * A structural diff of two JSON values as people read SCIM resources: attribute names are the same whatever
 * their case, members of arrays are the same when their identity is (`match-members.ts`), a reordered list is
 * no change, and the same fact written otherwise is `retyped` with a note that says how. A keyed walk over
 * both sides at once: linear in their size. Deeper than `DEEPEST` levels values are compared whole.
 */
export function diffJson(
  before: JsonNode,
  after: JsonNode,
  { listUnchanged = 0 }: { readonly listUnchanged?: number } = {}
): JsonDiff {
  const found: Found[] = []
  const same = createSameList(listUnchanged)
  const sameness = createSameness()
  const repeated = createRepeatedNames()
  let unchanged = 0

  const report = (
    path: Path | null,
    kind: DiffKind,
    a: JsonNode | null,
    b: JsonNode | null,
    note: DiffNote | null = null
  ) => {
    found.push({ path, kind, before: a, after: b, note })
    if (a) repeated.lookBelow(a, path, 'before')
    if (b) repeated.lookBelow(b, path, 'after')
  }
  const keep = (a: JsonNode, b: JsonNode, path: Path | null) => {
    unchanged += countScalars(b)
    if (same.isOpen()) same.list(b, path)
    repeated.lookBelow(a, path, 'before')
    repeated.lookBelow(b, path, 'after')
  }

  const keepScalar = (
    value: JsonNode,
    parent: Path | null,
    from: string | number,
    to: string | number,
    listed: Listed | null
  ) => {
    unchanged++
    if (same.isOpen()) same.list(value, { parent, before: from, after: to, listed })
  }

  const walk = (a: JsonNode, b: JsonNode, path: Path | null, depth: number): void => {
    if (a === b) keep(a, b, path)
    else if (a.kind === 'object' && b.kind === 'object' && depth < DEEPEST) {
      walkObjects(a.members, b.members, path, depth)
    } else if (a.kind === 'array' && b.kind === 'array' && depth < DEEPEST) {
      walkArrays(a.items, b.items, path, depth)
    } else if (isSameScalar(a, b) || (isDeep(a, b) && sameness.isSame(a, b))) keep(a, b, path)
    else {
      const note = respellingOf(a, b, sameness)
      report(path, note ? 'retyped' : 'changed', a, b, note)
    }
  }
  const walkObjects = (
    a: readonly JsonMember[],
    b: readonly JsonMember[],
    parent: Path | null,
    depth: number
  ) => {
    repeated.look(a, parent, 'before')
    repeated.look(b, parent, 'after')
    const wasAside = same.isAside
    const shadowed = same.isOpen() ? shadowedIn(b) : null
    // The same names in the same order, as two states of one resource mostly have, need no look-up.
    if (a.length === b.length && a.every((member, index) => member.key === b[index]?.key)) {
      for (const [index, member] of b.entries()) {
        const { key, value } = member
        const old = a[index]?.value ?? value
        same.isAside = wasAside || shadowed?.has(member) === true
        if (isSameScalar(old, value)) keepScalar(value, parent, key, key, null)
        else walk(old, value, pathOf(parent, key, key), depth + 1)
      }
      same.isAside = wasAside
      return
    }
    const [pairs, removed] = matchNames(a, b)
    for (const [old, member] of pairs) {
      const { key, value } = member
      const path = pathOf(parent, old?.key ?? key, key)
      if (!old) reportOneSided(path, null, value)
      else {
        if (old.key !== key) report(path, 'retyped', toString(old.key), toString(key), 'name_case')
        same.isAside = wasAside || shadowed?.has(member) === true
        walk(old.value, value, path, depth + 1)
      }
    }
    same.isAside = wasAside
    for (const { key, value } of removed) reportOneSided(pathOf(parent, key, key), value, null)
  }
  const reportOneSided = (path: Path, a: JsonNode | null, b: JsonNode | null) => {
    const present = a ?? b
    if (present && isUnassigned(present)) report(path, 'retyped', a, b, 'unassigned')
    else report(path, a ? 'removed' : 'added', a, b)
  }
  const walkArrays = (a: readonly JsonNode[], b: readonly JsonNode[], parent: Path | null, depth: number) => {
    const isAlike = a.length === b.length && a.every((item, index) => isSameScalar(item, b[index] ?? item))
    if (isAlike && !same.isOpen()) {
      unchanged += b.length
      return
    }
    const { earlier, removed, listed } = matchMembers(a, b, sameness)
    for (const [index, item] of b.entries()) {
      const from = earlier[index] ?? -1
      const old = a[from]
      if (old && isSameScalar(old, item)) keepScalar(item, parent, from, index, listed)
      else if (old) walk(old, item, { parent, before: from, after: index, listed }, depth + 1)
      else report({ parent, before: '-', after: index, listed }, 'added', null, item)
    }
    for (const index of removed) {
      report({ parent, before: index, after: '-', listed }, 'removed', a[index] ?? null, null)
    }
  }

  walk(before, after, null, 0)
  const moves = findMoves(
    found.filter((finding) => finding.kind === 'removed'),
    found.filter((finding) => finding.kind === 'added'),
    sameness
  )
  return {
    rows: writeRows(found, moves),
    unchanged,
    same: same.values,
    repeated: repeated.found
  }
}

/** Collects unchanged values for a reader, as long as there is room. */
function createSameList(most: number) {
  let charsLeft = MOST_SAME_CHARS
  const list = {
    values: [] as UnchangedValue[],
    /** Set where no pointer leads: a name of which there is a later one. Nothing is listed meanwhile. */
    isAside: false,
    isOpen: () => !list.isAside && list.values.length < most && charsLeft > 0,
    /** Adds a value, or those that it holds. */
    list(value: JsonNode, path: Path | null) {
      const { after, label: start } = writePath(path)
      const shown = withoutShadowed(value, DEEPEST)
      visitLeaves(shown, { pointer: after, label: start }, ({ pointer, label, value: leaf }) => {
        if (!list.isOpen()) return false
        // As in the count, what holds nothing is no value.
        if (countScalars(leaf) === 0) return true
        const text = shortText(leaf)
        list.values.push({ pointer, label, text })
        charsLeft -= pointer.length + label.length + text.length
        return true
      })
    }
  }
  return list
}

function shortText(leaf: JsonNode): string {
  // What lies too deep is a leaf as a whole, and of any size.
  if (leaf.kind === 'object') return '{…}'
  if (leaf.kind === 'array') return '[…]'
  const text = scalarText(leaf)
  return text.length > MOST_TEXT_CHARS ? `${text.slice(0, MOST_TEXT_CHARS)}…` : text
}

function writeRows(found: readonly Found[], moves: ReadonlyMap<Found, Found>): JsonDiffRow[] {
  let pathChars = 0
  const write = (path: Path | null) => {
    const written = writePath(path)
    pathChars += written.before.length + written.after.length + written.label.length
    if (pathChars > MOST_PATH_CHARS) {
      throw new AppError('invalid_input', 'The two bodies differ in more places than can be shown.')
    }
    return written
  }
  const departed = new Set(moves.values())
  return found
    .filter((finding) => !departed.has(finding))
    .map((finding) => {
      const { path, kind, note, before, after } = finding
      const { before: place, after: laterPointer, label } = write(path)
      const pointer = after === null ? place : laterPointer
      const origin = moves.get(finding)
      const from = origin && write(origin.path)
      return {
        pointer,
        label,
        kind: from ? 'moved' : kind,
        ...(note && { note }),
        ...(place !== pointer && { place }),
        ...(from && { from: { pointer: from.before, label: from.label } }),
        before: origin ? origin.before : before,
        after
      }
    })
}

const pathOf = (parent: Path | null, before: string, after: string): Path => ({
  parent,
  before,
  after,
  listed: null
})

const toString = (value: string): JsonNode => ({ kind: 'string', value })

type NamePair = readonly [JsonMember | null, JsonMember]

/**
 * Members by name: as written, then whatever the case. Of those that share a name, which JSON allows, the
 * first meets the first.
 */
function matchNames(a: readonly JsonMember[], b: readonly JsonMember[]): [NamePair[], JsonMember[]] {
  const partners = new Map<JsonMember, JsonMember>()
  const pairUp = (nameOf: (member: JsonMember) => string, olds: readonly JsonMember[]) => {
    const waiting = new Map<string, JsonMember[]>()
    for (const member of b) {
      if (partners.has(member)) continue
      const queue = waiting.get(nameOf(member))
      if (queue) queue.push(member)
      else waiting.set(nameOf(member), [member])
    }
    for (const queue of waiting.values()) queue.reverse()
    return olds.filter((old) => {
      const partner = waiting.get(nameOf(old))?.pop()
      if (partner) partners.set(partner, old)
      return !partner
    })
  }
  let left = pairUp((member) => member.key, a)
  if (left.length > 0 && partners.size < b.length) left = pairUp((member) => member.key.toLowerCase(), left)
  return [b.map((member) => [partners.get(member) ?? null, member]), left]
}

const isDeep = (a: JsonNode, b: JsonNode): boolean =>
  a.kind === b.kind && (a.kind === 'object' || a.kind === 'array')

/** Written alike, that is. */
function isSameScalar(a: JsonNode, b: JsonNode): boolean {
  if (a.kind !== b.kind) return false
  if (a.kind === 'string') return b.kind === 'string' && a.value === b.value
  if (a.kind === 'number') return b.kind === 'number' && a.digits === b.digits
  return a.kind !== 'object' && a.kind !== 'array'
}
