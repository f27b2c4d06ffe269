import { hiddenIn } from './hidden-characters.ts'

/** Where the lines of a text are as a pane of a certain width shows them: as numbers, so that ten megabytes are no load. */
export interface TextLayout {
  readonly count: number
  /** For each line its start, its end, and its number in the text from 1; 0 where a line of the text goes on. */
  readonly cells: Int32Array
}

export interface TextRow {
  readonly start: number
  readonly end: number
  readonly line: number
}

const cellCount = 3

export const rowAt = ({ cells }: TextLayout, row: number): TextRow => ({
  start: cells[row * cellCount] ?? 0,
  end: cells[row * cellCount + 1] ?? 0,
  line: cells[row * cellCount + 2] ?? 0
})

/** The line that has the character at this offset. */
export function rowOfOffset({ count, cells }: TextLayout, offset: number): number {
  let [low, high] = [0, count - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((cells[middle * cellCount] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

export function countLines(text: string): number {
  let count = 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}

/** Breaks a text into lines that are no wider than `columns`, so that one endless line costs no more than many. */
export function layOutText(text: string, columns: number): TextLayout {
  const cells: number[] = []
  let line = 0
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf('\n', start)
    const next = newline < 0 ? text.length : newline
    const end = newline > start && text[newline - 1] === '\r' ? newline - 1 : next
    line++
    let at = start
    do {
      const pieceEnd = endOfPiece(text, at, end, columns)
      cells.push(at, pieceEnd, at === start ? line : 0)
      at = pieceEnd
    } while (at < end)
    start = next + 1
  }
  return { count: cells.length / cellCount, cells: Int32Array.from(cells) }
}

const narrow = /^[ -~]*$/

/** Never between the two halves of a character outside the basic plane, and never empty where there is text. */
function endOfPiece(text: string, start: number, end: number, columns: number): number {
  const widest = Math.min(end, start + columns)
  const piece = text.slice(start, widest)
  if (narrow.test(piece)) return widest
  const spelled = new Map(hiddenIn(piece).map(({ at, shown }) => [at, shown.length]))
  let [at, width] = [0, 0]
  for (const character of text.slice(start, Math.min(end, widest + 1))) {
    const itsWidth = spelled.get(at) ?? widthOf(character)
    if (at >= piece.length || (at > 0 && width + itsWidth > columns)) break
    width += itsWidth
    at += character.length
  }
  return start + at
}

const tabWidth = 4
const noWidth = /^\p{M}$/u
/** Scripts and pictures that take up to twice as much room as a Latin letter. */
const wide =
  /^[\u1100-\u115F\u2E80-\uA4CF\uA960-\uA97F\uAC00-\uD7FF\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F000}-\u{3FFFD}]$/u

function widthOf(character: string): number {
  if (character === '\t') return tabWidth
  if (noWidth.test(character)) return 0
  return wide.test(character) ? 2 : 1
}

/** The classic dump: offset, sixteen bytes, and what of them is printable. */
export function toHexRows(bytes: Uint8Array): string[] {
  const rows: string[] = []
  for (let offset = 0; offset < bytes.length; offset += 16) {
    const slice = [...bytes.subarray(offset, offset + 16)]
    const hex = slice.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const printable = slice
      .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·'))
      .join('')
    rows.push(`${offset.toString(16).padStart(8, '0')}  ${hex.padEnd(47)}  ${printable}`)
  }
  return rows
}
