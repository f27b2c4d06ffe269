import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Fold, Followed, Moment } from './fold.ts'

type PackedMoment = readonly [text: string | null, seq: number, at: number, isStart: 0 | 1]
type PackedAttribute = readonly [
  /** 0 where it is the label in lower case. */
  key: string | 0,
  label: string,
  part: number,
  fact: string,
  changes: number,
  now: PackedMoment,
  before: PackedMoment | 0
]
interface Packed {
  readonly present: readonly PackedAttribute[]
  readonly gone: readonly PackedAttribute[]
  readonly parts: Fold['parts']
  readonly events: number
  readonly skipped: number
}

/** A fold as bytes, and how long its text is. */
export function packFold(fold: Fold): { readonly state: Buffer; readonly length: number } {
  const packed: Packed = { ...fold, present: packAll(fold.present), gone: packAll(fold.gone) }
  const text = Buffer.from(JSON.stringify(packed))
  const state = zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: 1 } })
  return { state, length: text.length }
}

export function unpackFold(state: Uint8Array): { readonly fold: Fold; readonly length: number } {
  const text = zstdDecompressSync(state)
  const packed = JSON.parse(text.toString()) as Packed
  return {
    fold: { ...packed, present: unpackAll(packed.present), gone: unpackAll(packed.gone) },
    length: text.length
  }
}

const packAll = (all: ReadonlyMap<string, Followed>): PackedAttribute[] =>
  Array.from(all, ([key, { label, part, fact, changes, now, before }]) => [
    key === label.toLowerCase() ? 0 : key,
    label,
    part,
    fact,
    changes,
    packMoment(now),
    before ? packMoment(before) : 0
  ])

const unpackAll = (all: readonly PackedAttribute[]): Map<string, Followed> =>
  new Map(
    all.map(([key, label, part, fact, changes, now, before]) => [
      key === 0 ? label.toLowerCase() : key,
      {
        label,
        part,
        fact,
        changes,
        now: unpackMoment(now),
        before: before === 0 ? null : unpackMoment(before),
        shownIn: 0
      }
    ])
  )

const packMoment = ({ text, seq, at, isStart }: Moment): PackedMoment => [text, seq, at, isStart ? 1 : 0]
const unpackMoment = ([text, seq, at, isStart]: PackedMoment): Moment => ({
  text,
  seq,
  at,
  isStart: isStart === 1
})
