import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { MEMBER_FACT, type Fold, type Followed, type Moment, type Shelf } from './fold.ts'
import { memberTextOf } from './member-lists.ts'
import { splitKey } from './scoped-key.ts'

type PackedMoment = readonly [text: string | null, seq: number, at: number, isStart: 0 | 1]
type PackedAttribute = readonly [
  /** 0 where it is the label in lower case. */
  key: string | 0,
  label: string,
  part: number,
  fact: string,
  changes: number,
  life: number,
  now: PackedMoment,
  before: PackedMoment | 0
]
/** Of a member, all texts are in its key. */
type PackedMember = readonly [
  key: string,
  form: string,
  display: string | 0,
  part: number,
  changes: number,
  life: number,
  ...now: PackedPresence,
  ...before: [] | PackedPresence
]
type PackedPresence = readonly [seq: number, at: number, isStart: 0 | 1, isThere: 0 | 1]
interface PackedShelf<Packed> {
  readonly present: readonly Packed[]
  readonly gone: readonly Packed[]
}
interface PackedFold extends Pick<Fold, 'parts' | 'life' | 'events' | 'skipped'> {
  readonly attributes: PackedShelf<PackedAttribute>
  readonly members: PackedShelf<PackedMember>
}

/** A fold as bytes, and how long its text is. */
export function packFold(fold: Fold): { readonly state: Buffer; readonly length: number } {
  const { parts, life, events, skipped } = fold
  const packed: PackedFold = {
    parts,
    life,
    events,
    skipped,
    attributes: packShelf(fold.attributes, packAttribute),
    members: packShelf(fold.members, packMember)
  }
  const text = Buffer.from(JSON.stringify(packed))
  const state = zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: 1 } })
  return { state, length: text.length }
}

export function unpackFold(state: Uint8Array): { readonly fold: Fold; readonly length: number } {
  const text = zstdDecompressSync(state)
  const { attributes, members, ...rest } = JSON.parse(text.toString()) as PackedFold
  return {
    fold: {
      ...rest,
      attributes: unpackShelf(attributes, unpackAttribute),
      members: unpackShelf(members, unpackMember),
      shown: null
    },
    length: text.length
  }
}

const packShelf = <Packed>(
  { present, gone }: Shelf,
  pack: (key: string, followed: Followed) => Packed
): PackedShelf<Packed> => ({
  present: Array.from(present, ([key, followed]) => pack(key, followed)),
  gone: Array.from(gone, ([key, followed]) => pack(key, followed))
})

const unpackShelf = <Packed>(
  { present, gone }: PackedShelf<Packed>,
  unpack: (packed: Packed) => readonly [string, Followed]
): Shelf => ({ present: new Map(present.map(unpack)), gone: new Map(gone.map(unpack)) })

const packAttribute = (key: string, followed: Followed): PackedAttribute => {
  const { label, part, fact, changes, life, now, before } = followed
  const name = key === label.toLowerCase() ? 0 : key
  return [name, label, part, fact, changes, life, packMoment(now), before ? packMoment(before) : 0]
}

const unpackAttribute = (packed: PackedAttribute): readonly [string, Followed] => {
  const [key, label, part, fact, changes, life, now, before] = packed
  return [
    key === 0 ? label.toLowerCase() : key,
    {
      label,
      part,
      fact,
      now: unpackMoment(now),
      before: before === 0 ? null : unpackMoment(before),
      changes,
      shownIn: 0,
      life,
      display: null
    }
  ]
}

const packMember = (key: string, followed: Followed): PackedMember => {
  const { label: form, display, part, changes, life, now, before } = followed
  const told = [key, form, display ?? 0, part, changes, life, ...packPresence(now)] as const
  return before ? [...told, ...packPresence(before)] : told
}

const unpackMember = (packed: PackedMember): readonly [string, Followed] => {
  const [key, form, display, part, changes, life, seq, at, isStart, isThere, ...before] = packed
  const id = memberTextOf(splitKey(key).within)
  return [
    key,
    {
      label: form,
      part,
      fact: isThere === 1 ? MEMBER_FACT : '',
      now: unpackPresence(id, [seq, at, isStart, isThere]),
      before: before.length === 0 ? null : unpackPresence(id, before),
      changes,
      shownIn: 0,
      life,
      display: display === 0 ? null : display
    }
  ]
}

const packPresence = ({ text, seq, at, isStart }: Moment): PackedPresence => [
  seq,
  at,
  isStart ? 1 : 0,
  text === null ? 0 : 1
]
const unpackPresence = (id: string, [seq, at, isStart, isThere]: PackedPresence): Moment => ({
  text: isThere === 1 ? id : null,
  seq,
  at,
  isStart: isStart === 1
})
const packMoment = ({ text, seq, at, isStart }: Moment): PackedMoment => [text, seq, at, isStart ? 1 : 0]
const unpackMoment = ([text, seq, at, isStart]: PackedMoment): Moment => ({
  text,
  seq,
  at,
  isStart: isStart === 1
})
