import { foldText } from '#shared/query/fold-text.ts'

/** What was found, in order: values by their index, or places in a text with where they end. */
export interface Hits {
  readonly starts: Int32Array
  readonly ends?: Int32Array
}

export const noHits: Hits = { starts: new Int32Array(0) }

/** Where a text has what is looked for, in any case and with or without marks. */
export function findInText(text: string, wanted: string): Hits {
  const needle = Array.from(wanted, foldText).join('')
  if (needle === '') return noHits
  const { folded, startOf, endOf } = fold(text)
  const [starts, ends]: [number[], number[]] = [[], []]
  for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, at + needle.length)) {
    starts.push(startOf(at))
    ends.push(endOf(at + needle.length))
  }
  return { starts: Int32Array.from(starts), ends: Int32Array.from(ends) }
}

interface Folded {
  readonly folded: string
  /** Places in the text for places in what it was folded into. */
  startOf(at: number): number
  endOf(at: number): number
}

const same = (at: number): number => at

/** Folds character by character, since one may fold into none or several, and keeps where each came from. */
function fold(text: string): Folded {
  if (!/[^\0-\x7f]/.test(text)) return { folded: text.toLowerCase(), startOf: same, endOf: same }
  const parts: string[] = []
  /** Where runs begin, in what was folded and in the text; within a run of ASCII both go on alike. */
  const [places, origins]: [number[], number[]] = [[], []]
  let [place, origin] = [0, 0]
  for (const [run] of text.matchAll(/[\0-\x7f]+|[^\0-\x7f]/gu)) {
    const folded = foldText(run)
    parts.push(folded)
    places.push(place)
    origins.push(origin)
    place += folded.length
    origin += run.length
  }
  places.push(place)
  origins.push(origin)
  const runAt = (at: number): number => {
    let [low, high] = [0, places.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((places[middle] ?? 0) <= at) low = middle
      else high = middle - 1
    }
    return low
  }
  const startOf = (at: number): number => {
    const run = runAt(at)
    return Math.min((origins[run] ?? 0) + at - (places[run] ?? 0), (origins[run + 1] ?? origin) - 1)
  }
  return {
    folded: parts.join(''),
    startOf,
    endOf: (at) => (places[runAt(at)] === at ? (origins[runAt(at)] ?? origin) : startOf(at - 1) + 1)
  }
}
