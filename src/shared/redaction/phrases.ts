interface Within<T> {
  /** The longest first, since a shorter one may be a part of it. */
  readonly found: readonly (readonly [phrase: string, learned: T])[]
  /** How many characters were compared for it. */
  readonly work: number
}

export interface Phrases<T> {
  learn(phrase: string, learned: T): void
  has(phrase: string): boolean
  /** Those that stand in a text, whatever their case; null where that takes more work than is allowed. */
  within(text: string, mostWork: number): Within<T> | null
}

interface Phrase<T> {
  readonly phrase: string
  readonly lower: string
  readonly learned: T
  /** How many were learned before it. */
  readonly order: number
}

const NOTHING: Within<never> = { found: [], work: 0 }

/** So many letters say whether any phrase can begin at a place. No phrase is shorter. */
const STARTING = 4

/**
 * Values that may stand anywhere in other texts. A large body has tens of thousands of them and as many texts: to
 * look for each in each takes minutes, so they are looked up by how they begin.
 */
export function createPhrases<T>(): Phrases<T> {
  const known = new Map<string, T>()
  let starts: ReadonlyMap<number, (rest: string) => Iterable<Phrase<T>>> | null = null
  return {
    learn(phrase, learned) {
      known.set(phrase, learned)
      starts = null
    },
    has: (phrase) => known.has(phrase),
    within(text, mostWork) {
      if (known.size === 0) return NOTHING
      starts ??= byStart(known)
      let found: Set<Phrase<T>> | null = null
      const lower = text.toLowerCase()
      let work = 0
      for (let at = 0; at + STARTING <= lower.length; at++) {
        const beginning = starts.get(startAt(lower, at))
        if (!beginning) continue
        const rest = lower.slice(at)
        for (const phrase of beginning(rest)) {
          work += phrase.lower.length
          if (work > mostWork) return null
          if (rest.startsWith(phrase.lower)) (found ??= new Set()).add(phrase)
        }
      }
      if (found === null) return work === 0 ? NOTHING : { ...NOTHING, work }
      // Each will be replaced in the whole text.
      work += found.size * text.length
      if (work > mostWork) return null
      const longestFirst = [...found].toSorted((a, b) => b.lower.length - a.lower.length || a.order - b.order)
      return { found: longestFirst.map(({ phrase, learned }) => [phrase, learned]), work }
    }
  }
}

function byStart<T>(known: ReadonlyMap<string, T>) {
  const groups = new Map<number, Phrase<T>[]>()
  let order = 0
  for (const [phrase, learned] of known) {
    const lower = phrase.toLowerCase()
    const start = startAt(lower, 0)
    const one = { phrase, lower, learned, order: order++ }
    const group = groups.get(start)
    if (group) group.push(one)
    else groups.set(start, [one])
  }
  return new Map([...groups].map(([start, group]) => [start, lookUpIn(group)]))
}

/**
 * Of many phrases those that a text may begin with. Sorted, they are the nearest one up to it and the shorter ones
 * that this begins with. What no text asks for is never sorted.
 */
function lookUpIn<T>(phrases: Phrase<T>[]): (text: string) => Iterable<Phrase<T>> {
  let shorter: Int32Array | null = null
  const sort = (): Int32Array => {
    phrases.sort((a, b) => Number(a.lower > b.lower) - Number(a.lower < b.lower))
    const linked = new Int32Array(phrases.length)
    let above = -1
    for (const [place, { lower }] of phrases.entries()) {
      while (above >= 0 && !lower.startsWith(phrases[above]?.lower ?? '')) above = linked[above] ?? -1
      linked[place] = above
      above = place
    }
    return linked
  }
  return function* (text) {
    shorter ??= sort()
    let [low, high] = [0, phrases.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((phrases[middle]?.lower ?? '') <= text) low = middle + 1
      else high = middle
    }
    for (let place = low - 1; place >= 0; place = shorter[place] ?? -1) {
      const phrase = phrases[place]
      if (phrase) yield phrase
    }
  }
}

/** A number for the letters at a place; hardly any others have the same. */
function startAt(text: string, at: number): number {
  let number = 0
  for (let step = 0; step < STARTING; step++) number = Math.imul(number, 31) + text.charCodeAt(at + step)
  return number | 0
}
