import { diffWords, type WordSegment } from '#shared/json-diff/diff-words.ts'

/** Shorter texts are read at a glance. */
const leastLength = 40
/** An id or a time is one word, whatever signs it has. */
const isOfWords = (text: string): boolean => /\S\s+\S/.test(text)
/** With less in common than that, they are two texts. */
const leastCommon = 0.3
/** Longer stretches that both have are cut in their middle. */
const mostSame = 160
const keptSame = 60

/** How two texts differ by word; null where they are better read as a whole each. */
export function wordChange(before: string, after: string): readonly WordSegment[] | null {
  if (before.length + after.length < leastLength || !isOfWords(before) || !isOfWords(after)) return null
  const segments = diffWords(before, after)
  let common = 0
  for (const { kind, text } of segments) if (kind === 'same') common += text.length
  return common < leastCommon * Math.min(before.length, after.length) ? null : segments
}

/** One side of it. What both sides have is cut where it is long, except next to what changed. */
export function sideOf(segments: readonly WordSegment[], side: 'removed' | 'added'): WordSegment[] {
  const last = segments.length - 1
  return segments.flatMap((segment, index): WordSegment[] => {
    if (segment.kind !== 'same') return segment.kind === side ? [segment] : []
    return [{ kind: 'same', text: cutSame(segment.text, index === 0, index === last) }]
  })
}

function cutSame(text: string, isFirst: boolean, isLast: boolean): string {
  if (text.length <= mostSame) return text
  // Not within a word, where there is a blank nearby.
  const head = isFirst ? '' : text.slice(0, keptSame).replace(/\s\S{0,20}$/, ' ')
  const tail = isLast ? '' : text.slice(-keptSame).replace(/^\S{0,20}\s/, ' ')
  return `${head}…${tail}`
}
