export interface WordSegment {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Longer texts, and those with more changes, are shown as one part for another: nobody reads them by word. */
const MOST_CHARS = 200_000
const MOST_EDITS = 400

/** A word, a run of blanks, or one sign; scripts that write without blanks go by the character. */
const wordAt =
  /[[\p{L}\p{M}\p{N}_]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]]+|\s+|\p{Any}/gv

/**
 * How one text became the other, by word. `same` and `removed` together are the earlier text, `same` and
 * `added` the later one. Bounded, whatever the texts.
 */
export function diffWords(before: string, after: string): WordSegment[] {
  if (before.length + after.length > MOST_CHARS) return diffEnds(before, after)
  const a = before.match(wordAt) ?? []
  const b = after.match(wordAt) ?? []
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let endA = a.length
  let endB = b.length
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--
    endB--
  }
  const middle = editWords(a.slice(start, endA), b.slice(start, endB))
  return join([
    { kind: 'same', text: a.slice(0, start).join('') },
    ...withoutIslands(join(middle)),
    { kind: 'same', text: a.slice(endA).join('') }
  ])
}

/** What lies between the equal beginning and the equal end of two texts, as one change. */
function diffEnds(before: string, after: string): WordSegment[] {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  if (isInsidePair(before, start) || isInsidePair(after, start)) start--
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++
  if (isInsidePair(before, before.length - end) || isInsidePair(after, after.length - end)) end--
  return join([
    { kind: 'same', text: before.slice(0, start) },
    { kind: 'removed', text: before.slice(start, before.length - end) },
    { kind: 'added', text: after.slice(start, after.length - end) },
    { kind: 'same', text: before.slice(before.length - end) }
  ])
}

/** Whether a cut at that place would part the two halves of one character. */
const isInsidePair = (text: string, at: number): boolean =>
  /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '')

/** The shortest edit, by the greedy search of Myers (1986); one text for the other where it takes too many. */
function editWords(a: readonly string[], b: readonly string[]): WordSegment[] {
  const rounds = searchEdits(a, b)
  if (!rounds) {
    return [
      { kind: 'removed', text: a.join('') },
      { kind: 'added', text: b.join('') }
    ]
  }
  const backwards: WordSegment[] = []
  let x = a.length
  let y = b.length
  for (const [round, reached] of [...rounds.entries()].toReversed()) {
    const diagonal = stepFrom(reached, x - y, round)
    const fromX = reachedOn(reached, diagonal)
    const fromY = fromX - diagonal
    for (; x > fromX && y > fromY; x--, y--) backwards.push({ kind: 'same', text: a[x - 1] ?? '' })
    if (round === 0) break
    if (x === fromX) backwards.push({ kind: 'added', text: b[fromY] ?? '' })
    else backwards.push({ kind: 'removed', text: a[fromX] ?? '' })
    x = fromX
    y = fromY
  }
  return backwards.toReversed()
}

/** For each number of edits, how far into `a` one less gets on each diagonal; null when it takes too many. */
function searchEdits(a: readonly string[], b: readonly string[]): Int32Array[] | null {
  const rounds: Int32Array[] = []
  const reached = new Int32Array(2 * MOST_EDITS + 3)
  for (let round = 0; round <= MOST_EDITS; round++) {
    rounds.push(reached.slice())
    for (let diagonal = -round; diagonal <= round; diagonal += 2) {
      const from = stepFrom(reached, diagonal, round)
      let x = reachedOn(reached, from) + (from < diagonal ? 1 : 0)
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++
      reached[diagonal + MOST_EDITS + 1] = x
      if (x >= a.length && x - diagonal >= b.length) return rounds
    }
  }
  return null
}

const reachedOn = (reached: Int32Array, diagonal: number): number => reached[diagonal + MOST_EDITS + 1] ?? 0

/** The neighbouring diagonal that the furthest way to this one comes from. */
function stepFrom(reached: Int32Array, diagonal: number, round: number): number {
  const isAdding =
    diagonal === -round ||
    (diagonal !== round && reachedOn(reached, diagonal - 1) < reachedOn(reached, diagonal + 1))
  return isAdding ? diagonal + 1 : diagonal - 1
}

/** Neighbours of one kind as one; between two equal parts, what was removed before what was added. */
function join(segments: readonly WordSegment[]): WordSegment[] {
  const joined: WordSegment[] = []
  let removed = ''
  let added = ''
  let same = ''
  const flush = () => {
    if (removed) joined.push({ kind: 'removed', text: removed })
    if (added) joined.push({ kind: 'added', text: added })
    removed = ''
    added = ''
  }
  for (const { kind, text } of segments) {
    if (text === '') continue
    if (kind === 'same') {
      flush()
      same += text
      continue
    }
    if (same) joined.push({ kind: 'same', text: same })
    same = ''
    if (kind === 'removed') removed += text
    else added += text
  }
  flush()
  if (same) joined.push({ kind: 'same', text: same })
  return joined
}

/** A blank or a comma that stayed between two changed words is no landmark: it goes with them. */
function withoutIslands(segments: readonly WordSegment[]): WordSegment[] {
  return segments.flatMap((segment, index): WordSegment[] => {
    const isIsland = segment.kind === 'same' && !/[\p{L}\p{N}]/u.test(segment.text)
    if (!isIsland || index === 0 || index === segments.length - 1) return [segment]
    return [
      { kind: 'removed', text: segment.text },
      { kind: 'added', text: segment.text }
    ]
  })
}
