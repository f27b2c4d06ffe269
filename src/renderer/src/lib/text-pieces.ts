import type { Hits } from './find-in-text.ts'
import { hiddenIn } from './hidden-characters.ts'

/** A run of characters of one line that look alike. */
export interface TextPiece {
  readonly text: string
  /** Stands for a character that cannot be seen. */
  readonly isHidden: boolean
  /** Which of the hits it is in; -1 for none. */
  readonly hit: number
}

/** What stands between two offsets of a text, split where a hit or a hidden character begins or ends. */
export function piecesOf(text: string, start: number, end: number, { starts, ends }: Hits): TextPiece[] {
  const pieces: TextPiece[] = []
  const put = (from: number, to: number, hit: number) => {
    const part = text.slice(from, to)
    let at = 0
    for (const hidden of hiddenIn(part)) {
      if (hidden.at > at) pieces.push({ text: part.slice(at, hidden.at), isHidden: false, hit })
      pieces.push({ text: hidden.shown, isHidden: true, hit })
      at = hidden.end
    }
    if (at < part.length) pieces.push({ text: part.slice(at), isHidden: false, hit })
  }
  let at = start
  for (let hit = firstEndingAfter(ends, start); hit < starts.length; hit++) {
    const from = Math.max(start, starts[hit] ?? end)
    if (from >= end) break
    if (from > at) put(at, from, -1)
    at = Math.min(end, ends?.[hit] ?? end)
    put(from, at, hit)
  }
  if (at < end) put(at, end, -1)
  return pieces
}

function firstEndingAfter(ends: Int32Array | undefined, offset: number): number {
  let [low, high] = [0, ends?.length ?? 0]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ends?.[middle] ?? 0) > offset) high = middle
    else low = middle + 1
  }
  return low
}
