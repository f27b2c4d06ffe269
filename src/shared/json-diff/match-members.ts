import type { JsonNode } from '#shared/json-text.ts'
import { identityOf, type Identity, type Listed } from './identity.ts'
import type { Sameness } from './same-value.ts'

export interface MatchedMembers {
  /** For each member of the later array, its position in the earlier one; -1 for one that is new. */
  readonly earlier: readonly number[]
  /** Positions in the earlier array that no member of the later one has. */
  readonly removed: readonly number[]
  /** What the members are known by, for the labels of the paths below. */
  readonly listed: Listed
}

type NameOf = (identity: Identity) => string | null

const both = (one: string | null, other: string | null): string | null =>
  one === null || other === null ? null : `${one}\n${other}`

/**
 * What else finds a member, in order of trust, where its strong name does not. A type finds the mail address
 * that changed, where there is no id to contradict.
 */
const LAYERS: readonly { readonly nameOf: NameOf; readonly isWeak: boolean }[] = [
  { nameOf: ({ id }) => id, isWeak: false },
  { nameOf: ({ value, slot }) => both(value, slot), isWeak: false },
  { nameOf: ({ value }) => value, isWeak: false },
  { nameOf: ({ ref }) => ref, isWeak: false },
  { nameOf: ({ slot, isPrimary }) => both(slot, String(isPrimary)), isWeak: true },
  { nameOf: ({ slot }) => slot, isWeak: true },
  { nameOf: ({ slot, value, name }) => (slot === null && value === null ? name : null), isWeak: true }
]

/**
 * Which members of two arrays are the same one, whatever their order: first those that a name tells from all
 * others on both sides, then those of equal content, then what is left of one name in the order it comes.
 * Linear, and the same pairs the other way round.
 */
export function matchMembers(
  a: readonly JsonNode[],
  b: readonly JsonNode[],
  sameness: Sameness
): MatchedMembers {
  const before = a.map(identityOf)
  const after = b.map(identityOf)
  const earlier = b.map(() => -1)
  const later = a.map(() => -1)
  const listed = { before, after }
  pairStrong(before, after, earlier, later)
  let openBefore = indexesOf(later)
  if (openBefore.length === 0) return { earlier, removed: openBefore, listed }
  let openAfter = indexesOf(earlier)
  if (openAfter.length === 0) return { earlier, removed: openBefore, listed }

  const inOrder = (from: readonly number[], to: readonly number[]) => {
    for (const [rank, index] of from.entries()) {
      const partner = to[rank]
      if (partner === undefined) break
      later[index] = partner
      earlier[partner] = index
    }
  }
  /** Groups by a name what is open on both sides, and lets `settle` pair within each group. */
  const pass = (
    nameBefore: (index: number) => string | number | null,
    nameAfter: (index: number) => string | number | null,
    settle: (from: readonly number[], to: readonly number[]) => void
  ) => {
    const sought = group(openAfter, nameAfter)
    if (sought.size === 0) return
    for (const [name, from] of group(openBefore, nameBefore)) {
      const to = sought.get(name)
      if (to) settle(from, to)
    }
    openBefore = openBefore.filter((index) => later[index] === -1)
    openAfter = openAfter.filter((index) => earlier[index] === -1)
  }
  const contentOf = (items: readonly JsonNode[]) => (index: number) => {
    const item = items[index]
    return item ? sameness.idOf(item) : null
  }
  const byContent = (from: readonly number[], to: readonly number[]) => {
    const sought = group(to, contentOf(b))
    for (const [content, alike] of group(from, contentOf(a))) inOrder(alike, sought.get(content) ?? [])
  }
  const named = (identities: readonly Identity[], nameOf: NameOf) => (index: number) => {
    const identity = identities[index]
    return identity ? nameOf(identity) : null
  }
  for (const { nameOf, isWeak } of LAYERS) {
    pass(named(before, nameOf), named(after, nameOf), (from, to) => {
      const [old, now] = [before[from[0] ?? -1], after[to[0] ?? -1]]
      if (from.length > 1 || to.length > 1) byContent(from, to)
      else if (old && now && !(isWeak && contradicts(old, now))) inOrder(from, to)
    })
  }
  pass(contentOf(a), contentOf(b), inOrder)
  const last = (items: readonly JsonNode[], identities: readonly Identity[]) => (index: number) => {
    const identity = identities[index]
    return identity ? lastName(identity, items[index]) : null
  }
  pass(last(a, before), last(b, after), inOrder)
  return { earlier, removed: openBefore, listed }
}

/** Where no partner is. */
function indexesOf(partners: readonly number[]): number[] {
  const open: number[] = []
  for (let index = partners.indexOf(-1); index !== -1; index = partners.indexOf(-1, index + 1)) {
    open.push(index)
  }
  return open
}

/** Up to this many members are compared each with each, which is quicker than a look-up table of them. */
const FEW = 8

/** Pairs the members whose strong name is unique on both sides: nearly all of them, and at little cost. */
function pairStrong(
  before: readonly Identity[],
  after: readonly Identity[],
  earlier: number[],
  later: number[]
): void {
  const olds = before.map(strongName)
  const names = after.map(strongName)
  const isFew = olds.length <= FEW && names.length <= FEW
  const positionIn = isFew ? positionAmongFew : createPositions
  const positionBefore = positionIn(olds)
  const positionAfter = positionIn(names)
  for (const [index, name] of names.entries()) {
    if (name === null || positionAfter(name) !== index) continue
    const position = positionBefore(name)
    if (position === -1) continue
    earlier[index] = position
    later[position] = index
  }
}

type PositionOf = (name: string) => number

/** Where the only one of a name is; -1 when there is none or another. */
const positionAmongFew =
  (names: readonly (string | null)[]): PositionOf =>
  (name) => {
    const first = names.indexOf(name)
    return first === names.lastIndexOf(name) ? first : -1
  }

function createPositions(names: readonly (string | null)[]): PositionOf {
  const positions = new Map<string, number>()
  for (const [index, name] of names.entries()) {
    if (name !== null) positions.set(name, positions.has(name) ? -1 : index)
  }
  return (name) => positions.get(name) ?? -1
}

/** An id says who a member is, a value, in SCIM, what it is. */
const strongName = ({ id, value, ref }: Identity): string | null => id ?? value ?? ref

/** Whether a better name says that the two are not the same member after all. */
function contradicts(a: Identity, b: Identity): boolean {
  const differ = (one: string | null, other: string | null) => one !== null && other !== null && one !== other
  return differ(a.id, b.id) || differ(a.ref, b.ref)
}

/** What a member is called when nothing tells it from others; scalars that differ are never the same member. */
function lastName(identity: Identity, node: JsonNode | undefined): string | null {
  const { id, value, ref, slot, name } = identity
  const [key, text] = [
    ['id', id],
    ['value', value],
    ['ref', ref],
    ['type', slot],
    ['name', name]
  ].find(([, candidate]) => candidate !== null) ?? [null, null]
  if (key !== null) return `${key} ${text}`
  return node?.kind === 'object' || node?.kind === 'array' ? node.kind : null
}

function group<N extends string | number>(
  indexes: readonly number[],
  nameOf: (index: number) => N | null
): Map<N, number[]> {
  const groups = new Map<N, number[]>()
  for (const index of indexes) {
    const name = nameOf(index)
    if (name === null) continue
    const members = groups.get(name)
    if (members) members.push(index)
    else groups.set(name, [index])
  }
  return groups
}
