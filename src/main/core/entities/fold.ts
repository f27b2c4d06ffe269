import { createHash } from 'node:crypto'
import { HIDDEN, isSecretPlace } from '#shared/changes/secret-names.ts'
import { factOf, leavesOf, type Leaf } from '#shared/json-diff/leaves.ts'
import { scalarText, type JsonNode, type JsonObject } from '#shared/json-text.ts'

/** A value with the event that made it so. A null text: it was not there. */
export interface Moment {
  readonly text: string | null
  readonly seq: number
  readonly at: number
  /** It was so already where the entity, or this part of it, was first seen. */
  readonly isStart: boolean
}

/** An attribute through the events of its entity. */
export interface Followed {
  label: string
  /** The part of the entity that had it last. */
  part: number
  fact: string
  now: Moment
  before: Moment | null
  changes: number
  /** The latest event that had it. */
  shownIn: number
}

/** What some kinds of events show of an entity, since when. */
interface Part {
  readonly object: string
  /** What `user.*` events have side by side; empty where `data` is the entity itself. */
  readonly member: string
  readonly seq: number
  readonly at: number
}

/** The state of an entity with its past, as far as events were folded into it. Both maps by `Leaf.key`, oldest first. */
export interface Fold {
  readonly present: Map<string, Followed>
  readonly gone: Map<string, Followed>
  /** In the order in which they were first seen. */
  readonly parts: Part[]
  events: number
  skipped: number
}

export interface FoldedEvent {
  readonly seq: number
  readonly at: number
  readonly object: string | null
  readonly isDeletion: boolean
}

/** As many values as a body of 1 MB has with a large group's members. Others are not followed. */
const MOST_ATTRIBUTES = 30_000
/** Kinds of objects beyond that share one part. */
const MOST_PARTS = 100
const LONGEST_TEXT = 200
/** They come with some kinds of `user.*` events, and not with others. */
const SIDE_BY_SIDE: readonly string[] = ['user', 'organization', 'user_session']

export const createFold = (): Fold => ({
  present: new Map(),
  gone: new Map(),
  parts: [],
  events: 0,
  skipped: 0
})

/** Takes in the next event of the entity; null for a body that cannot be read. */
export function foldEvent(fold: Fold, event: FoldedEvent, body: JsonNode | null): void {
  if (body === null) {
    fold.skipped++
    return
  }
  fold.events++
  const data = dataOf(body)
  // What a deletion still carries is not the whole: it neither changes anything nor takes it away.
  if (!data || event.isDeletion) return
  for (const [member, shown] of partsOf(data)) {
    const part = partOf(fold, event, member)
    const { leaves, isCut } = leavesOf(inData(shown), MOST_ATTRIBUTES)
    for (const leaf of leaves) show(fold, leaf, part, event)
    if (isCut) continue
    for (const [key, followed] of fold.present) {
      if (followed.shownIn !== event.seq && isSamePart(fold, followed.part, part)) lose(fold, key, event)
    }
  }
}

/** The values of a body that are followed, as that body has them. */
export function followedLeaves(body: JsonNode): readonly Leaf[] {
  const data = dataOf(body)
  return data ? partsOf(data).flatMap(([, shown]) => leavesOf(inData(shown), MOST_ATTRIBUTES).leaves) : []
}

/** The last one, as most readers have it where a name comes twice. */
export function dataOf(body: JsonNode): JsonNode | null {
  if (body.kind !== 'object') return null
  return body.members.findLast(({ key }) => key === 'data')?.value ?? null
}

function partsOf(data: JsonNode): (readonly [member: string, shown: JsonNode])[] {
  if (data.kind !== 'object') return [['', data]]
  const isNested =
    data.members.some(({ key, value }) => key === 'user' && value.kind === 'object') &&
    !data.members.some(({ key }) => key === 'id')
  if (!isNested) return [['', data]]
  const rest = data.members.filter(({ key }) => !SIDE_BY_SIDE.includes(key))
  const sides = SIDE_BY_SIDE.flatMap((name) => {
    const members = data.members.filter(({ key }) => key === name)
    return members.length > 0 ? [[name, { kind: 'object', members } satisfies JsonObject] as const] : []
  })
  return rest.length > 0 ? [...sides, ['', { kind: 'object', members: rest }]] : sides
}

const inData = (shown: JsonNode): JsonNode => ({ kind: 'object', members: [{ key: 'data', value: shown }] })

function partOf(fold: Fold, { object, seq, at }: FoldedEvent, member: string): number {
  const name = fold.parts.length < MOST_PARTS ? (object ?? '').slice(0, LONGEST_TEXT) : ''
  const known = fold.parts.findIndex((part) => part.object === name && part.member === member)
  return known < 0 ? fold.parts.push({ object: name, member, seq, at }) - 1 : known
}

/** Bodies of old name no `object`: they may be any. */
function isSamePart({ parts }: Fold, a: number, b: number): boolean {
  const [left, right] = [parts[a], parts[b]]
  if (!left || !right || left.member !== right.member) return false
  return left.object === right.object || left.object === '' || right.object === ''
}

function show(
  fold: Fold,
  { key, label, pointer, value }: Leaf,
  part: number,
  { seq, at }: FoldedEvent
): void {
  const isSecret = isSecretPlace(pointer)
  const text = isSecret ? HIDDEN : cut(scalarText(value))
  const fact = isSecret ? digestOf(factOf(value)) : shortFact(value)
  const followed = fold.present.get(key) ?? comeBack(fold, key)
  if (!followed) {
    if (!makeRoom(fold)) return
    const start = fold.parts.find((_, other) => isSamePart(fold, other, part)) ?? { seq, at }
    // Missing, null and empty are one state: what comes as one of them was so before as well.
    const isStart = start.seq === seq || fact === ''
    const before = { text: null, seq: start.seq, at: start.at, isStart: true }
    fold.present.set(key, {
      label,
      part,
      fact,
      now: isStart ? { ...before, text } : { text, seq, at, isStart },
      before: isStart ? null : before,
      changes: isStart ? 0 : 1,
      shownIn: seq
    })
    return
  }
  followed.label = label
  followed.part = part
  followed.shownIn = seq
  if (followed.fact === fact) {
    if (followed.now.text !== text) followed.now = { ...followed.now, text }
  } else change(followed, { text, seq, at, isStart: false }, fact)
}

function change(followed: Followed, now: Moment, fact: string): void {
  followed.before = followed.now
  followed.now = now
  followed.fact = fact
  followed.changes++
}

function comeBack({ present, gone }: Fold, key: string): Followed | undefined {
  const followed = gone.get(key)
  if (followed) {
    gone.delete(key)
    present.set(key, followed)
  }
  return followed
}

function lose({ present, gone }: Fold, key: string, { seq, at }: FoldedEvent): void {
  const followed = present.get(key)
  if (!followed) return
  present.delete(key)
  if (followed.fact !== '') change(followed, { text: null, seq, at, isStart: false }, '')
  else followed.now = { ...followed.now, text: null }
  if (followed.changes > 0) gone.set(key, followed)
}

/** False where it is full of what is there now; what has long been gone gives way. */
function makeRoom({ present, gone }: Fold): boolean {
  if (present.size + gone.size < MOST_ATTRIBUTES) return true
  const [oldest] = gone.keys()
  return oldest !== undefined && gone.delete(oldest)
}

const cut = (text: string): string => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text)

function shortFact(value: JsonNode): string {
  const fact = factOf(value)
  return fact.length > LONGEST_TEXT ? digestOf(fact) : fact
}

/** Tells equal facts from others without holding them. */
const digestOf = (fact: string): string => `#${createHash('sha256').update(fact).digest('base64url')}`
