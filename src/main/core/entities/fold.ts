import { HIDDEN } from '#shared/changes/secret-names.ts'
import { isHidden } from '#shared/json-diff/hide-secrets.ts'
import { factOf } from '#shared/json-diff/leaves.ts'
import { scalarText, type JsonNode } from '#shared/json-text.ts'
import { digestOfText } from './digest.ts'
import { memberTextOf } from './member-lists.ts'
import { keyIn } from './scoped-key.ts'
import { dataOf, MOST_ATTRIBUTES, MOST_MEMBERS, shownParts, type ShownPart } from './shown-parts.ts'

/** A value with the event that made it so. A null text: it was not there. */
export interface Moment {
  readonly text: string | null
  readonly seq: number
  readonly at: number
  /** It was so already where the entity, or this part of it, was first seen. */
  readonly isStart: boolean
}

/** An attribute, or a member of a list, through the events of its entity. */
export interface Followed {
  /** Its path; of a member the attribute that names it. */
  label: string
  /** The part of the entity that had it last. */
  part: number
  fact: string
  now: Moment
  before: Moment | null
  changes: number
  /** The latest event that had it. */
  shownIn: number
  /** The life of the entity in which it was shown last. */
  life: number
  /** What a list calls a member, beside its id. */
  display: string | null
}

/** What is there now and what once was, oldest first. */
export interface Shelf {
  readonly present: Map<string, Followed>
  readonly gone: Map<string, Followed>
}

/** What some kinds of events show of an entity, since when. */
interface Part {
  readonly object: string
  readonly member: string
  readonly scope: string
  readonly seq: number
  readonly at: number
  /** The last event had more than was followed, so what comes next may be older than it seems. */
  wasCut: boolean
}

/** Where an attribute or a member stands in a body. */
export interface ShownPlace {
  readonly shelf: 'attributes' | 'members'
  readonly key: string
  readonly pointer: string
}

/** The state of an entity with its past, as far as events were folded into it. */
export interface Fold {
  /** By `Leaf.key`, after the organisation where the part has one. */
  readonly attributes: Shelf
  /** By `ListedMember.key`, likewise. */
  readonly members: Shelf
  /** In the order in which they were first seen. */
  readonly parts: Part[]
  /** How often the entity was deleted. */
  life: number
  events: number
  /** Not read, or not whole. */
  skipped: number
  /** Of the event that was folded last, as long as that is known. */
  shown: { readonly seq: number; readonly places: readonly ShownPlace[] } | null
}

export interface FoldedEvent {
  readonly seq: number
  readonly at: number
  readonly object: string | null
  readonly isDeletion: boolean
}

/** Being there is all that is told of a member. */
export const MEMBER_FACT = '='

const MOST = { attributes: MOST_ATTRIBUTES, members: MOST_MEMBERS }
const MOST_GONE = { attributes: 2_000, members: 50_000 }
/** Kinds of objects, and of all parts, beyond which the others share one. */
const MOST_OBJECTS = 100
const MOST_PARTS = 2_000
const LONGEST_TEXT = 200
/** No more is told of one event. */
export const MOST_PLACES = 2_000

export const createFold = (): Fold => ({
  attributes: { present: new Map(), gone: new Map() },
  members: { present: new Map(), gone: new Map() },
  parts: [],
  life: 0,
  events: 0,
  skipped: 0,
  shown: null
})

/** Takes in the next event of the entity, its secrets hidden; null for a body that cannot be read. */
export function foldEvent(fold: Fold, event: FoldedEvent, body: JsonNode | null): void {
  fold.shown = null
  if (body === null) {
    fold.skipped++
    return
  }
  const data = dataOf(body)
  // What a deletion still carries is not the whole: it neither changes anything nor takes it away.
  if (event.isDeletion) fold.life++
  const parts = data && !event.isDeletion ? shownParts(data) : []
  const followed = parts.map((part) => foldPart(fold, event, part))
  if (followed.includes(false)) fold.skipped++
  else fold.events++
  if (parts.length > 0) fold.shown = { seq: event.seq, places: placesOf(parts) }
}

/** Where a body has what is followed of it, the first `MOST_PLACES` of that. */
export function placesIn(body: JsonNode): readonly ShownPlace[] {
  const data = dataOf(body)
  return data ? placesOf(shownParts(data)) : []
}

function placesOf(parts: readonly ShownPart[]): ShownPlace[] {
  const places: ShownPlace[] = []
  const add = (shelf: ShownPlace['shelf'], scope: string, found: ShownPart['leaves' | 'members']) => {
    for (const { key, pointer } of found.slice(0, MOST_PLACES - places.length)) {
      places.push({ shelf, key: keyIn(scope, key), pointer })
    }
  }
  for (const { scope, leaves } of parts) add('attributes', scope, leaves)
  for (const { scope, members } of parts) add('members', scope, members)
  return places
}

/** Whether all of it could be followed. */
function foldPart(fold: Fold, event: FoldedEvent, shown: ShownPart): boolean {
  const part = partOf(fold, event, shown)
  const isSame = fold.parts.map((_, other) => isSamePart(fold, other, part))
  const start = fold.parts[isSame.indexOf(true)] ?? fold.parts[part]
  if (!start) return false
  const seeing: Seeing = {
    fold,
    event,
    part,
    start,
    wasCut: fold.parts.some((one, at) => isSame[at] && one.wasCut)
  }
  // What is new takes the room of what goes.
  const fresh = { attributes: [] as Seen[], members: [] as Seen[] }
  for (const { key, label, value } of shown.leaves) {
    const text = isHidden(value) ? HIDDEN : cut(scalarText(value))
    const seen = { key: keyIn(shown.scope, key), label, text, fact: shortFact(value), display: null }
    if (!seeAgain(seeing, fold.attributes, seen)) fresh.attributes.push(seen)
  }
  for (const { key, form, display } of shown.members) {
    const text = memberTextOf(key)
    const seen = { key: keyIn(shown.scope, key), label: form, text, fact: MEMBER_FACT, display }
    if (!seeAgain(seeing, fold.members, seen)) fresh.members.push(seen)
  }
  let isWhole = !shown.isCut
  for (const shelf of ['attributes', 'members'] as const) {
    if (!shown.isCut) loseOthers(fold, shelf, isSame, event)
    for (const seen of fresh[shelf]) isWhole = seeFirst(seeing, shelf, seen) && isWhole
  }
  for (const [at, one] of fold.parts.entries()) if (isSame[at]) one.wasCut = !isWhole
  return isWhole
}

function partOf(fold: Fold, event: FoldedEvent, { member, scope }: ShownPart): number {
  const { seq, at } = event
  const isFull = fold.parts.length >= MOST_PARTS
  const object = fold.parts.length < MOST_OBJECTS ? (event.object ?? '').slice(0, LONGEST_TEXT) : ''
  const wanted = isFull ? { object: '', member: '', scope: '' } : { object, member, scope }
  const known = fold.parts.findIndex(
    (part) => part.object === wanted.object && part.member === wanted.member && part.scope === wanted.scope
  )
  return known < 0 ? fold.parts.push({ ...wanted, seq, at, wasCut: false }) - 1 : known
}

/** Bodies of old name no `object`: they may be any. */
function isSamePart({ parts }: Fold, a: number, b: number): boolean {
  const [left, right] = [parts[a], parts[b]]
  if (!left || !right || left.member !== right.member || left.scope !== right.scope) return false
  return left.object === right.object || left.object === '' || right.object === ''
}

interface Seeing {
  readonly fold: Fold
  readonly event: FoldedEvent
  readonly part: number
  /** Where this part was first seen. */
  readonly start: Part
  readonly wasCut: boolean
}
interface Seen {
  readonly key: string
  readonly label: string
  readonly text: string
  readonly fact: string
  readonly display: string | null
}

/** False for what was never there before. */
function seeAgain({ fold, event, part }: Seeing, shelf: Shelf, seen: Seen): boolean {
  const { key, label, text, fact, display } = seen
  const { seq, at } = event
  const followed = shelf.present.get(key) ?? comeBack(shelf, key)
  if (!followed) return false
  const isAnew = followed.life !== fold.life && fact !== ''
  Object.assign(followed, { label, part, shownIn: seq, life: fold.life })
  followed.display = display ?? followed.display
  if (followed.fact !== fact || isAnew) change(followed, { text, seq, at, isStart: false }, fact)
  else if (followed.now.text !== text) followed.now = { ...followed.now, text }
  return true
}

/** False where there is no room to follow it. A member that a list has twice is seen once. */
function seeFirst(seeing: Seeing, name: ShownPlace['shelf'], seen: Seen): boolean {
  const { fold, event, part, start, wasCut } = seeing
  const { key, label, text, fact, display } = seen
  const { seq, at } = event
  const { present } = fold[name]
  if (present.has(key)) return true
  if (present.size >= MOST[name]) return false
  // Missing, null and empty are one state: what comes as one of them was so before as well.
  const isStart = start.seq === seq || fact === ''
  const from = wasCut ? { seq, at } : { seq: start.seq, at: start.at }
  const before: Moment = { text: null, ...from, isStart: true }
  const isKnown = !isStart && !wasCut
  present.set(key, {
    label,
    part,
    fact,
    now: isKnown ? { text, seq, at, isStart: false } : { ...before, text },
    before: isKnown ? before : null,
    changes: isKnown ? 1 : 0,
    shownIn: seq,
    life: fold.life,
    display
  })
  return true
}

function change(followed: Followed, now: Moment, fact: string): void {
  followed.before = followed.now
  followed.now = now
  followed.fact = fact
  followed.changes++
}

function comeBack({ present, gone }: Shelf, key: string): Followed | undefined {
  const followed = gone.get(key)
  if (followed) {
    gone.delete(key)
    present.set(key, followed)
  }
  return followed
}

function loseOthers(
  fold: Fold,
  name: ShownPlace['shelf'],
  isSame: readonly boolean[],
  { seq, at }: FoldedEvent
): void {
  const { present, gone } = fold[name]
  for (const [key, followed] of present) {
    if (followed.shownIn === seq || !isSame[followed.part]) continue
    present.delete(key)
    if (followed.fact !== '') change(followed, { text: null, seq, at, isStart: false }, '')
    else followed.now = { ...followed.now, text: null }
    if (followed.changes > 0) gone.set(key, followed)
  }
  // What has long been gone gives way.
  for (const [key] of gone) {
    if (gone.size <= MOST_GONE[name]) break
    gone.delete(key)
  }
}

const cut = (text: string): string => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text)

/** Equal facts are told from others without holding all of them. */
function shortFact(value: JsonNode): string {
  const fact = factOf(value)
  return fact.length > LONGEST_TEXT ? `#${digestOfText(fact)}` : fact
}
