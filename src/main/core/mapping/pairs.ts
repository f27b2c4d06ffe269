import type { MappedField } from '#shared/mapping-models.ts'
import { isLeaf, type Attribute } from './attributes.ts'
import { compareFacts, looseText } from './facts.ts'
import type { Experience } from './explain-mapping.ts'
import type { Match } from './match-fields.ts'
import { isNegatedPair } from './rules.ts'
import type { RawIndex } from './raw-index.ts'

/** How often a field and a raw path were there together, and how often they said the same. */
export interface Pair {
  readonly field: string
  /** Folded to lower case. */
  readonly path: string
  equal: number
  both: number
  isVaried: boolean
  since: number
  /** It must be written. */
  isChanged: boolean
}

/** What each pair last agreed on, for as long as the app runs: that two values were different is all that is kept. */
export type LastFacts = Map<string, string>

const MOST_PAIRS = 500
/** A pair explains a field once it agreed that often on different values, or that often on any, and nearly always. */
const ENOUGH_VARIED = 2
const ENOUGH = 3
const NEARLY_ALWAYS = 0.8

export const pairKeyOf = (field: string, path: string): string => `${field}\n${path}`

/** Counts one event in: the pairs that are known, those of the rules, and what else explains a field. */
export function countPairs(
  pairs: Map<string, Pair>,
  index: RawIndex,
  matches: readonly Match[],
  at: number,
  lastFacts: LastFacts
): void {
  const note = (field: Attribute, raw: Attribute) => {
    if (!isLeaf(raw)) return
    const key = pairKeyOf(field.path, raw.key)
    if (pairs.has(key) || pairs.size === MOST_PAIRS) return
    pairs.set(key, {
      field: field.path,
      path: raw.key,
      equal: 0,
      both: 0,
      isVaried: false,
      since: at,
      isChanged: true
    })
  }
  for (const { field, source, agreement, alike } of matches) {
    if (source) note(field, source)
    if (agreement === 'equal' || agreement === 'coerced' || agreement === 'computed') continue
    for (const raw of alike()) note(field, raw)
  }
  const fields = new Map(matches.map(({ field }) => [field.path, field]))
  for (const [key, pair] of pairs) {
    const field = fields.get(pair.field)
    const sources = index.at(pair.path)
    if (!field || sources.length === 0) continue
    pair.isChanged = true
    pair.both++
    pair.since = Math.min(pair.since, at)
    const isNegated = isNegatedPair(pair.field, pair.path)
    if (!sources.some(({ node }) => compareFacts(field.node, node, isNegated))) continue
    pair.equal++
    const fact = looseText(field.node).slice(0, 100)
    pair.isVaried ||= (lastFacts.get(key) ?? fact) !== fact
    lastFacts.set(key, fact)
  }
}

/** What the pairs of a directory say of its fields. */
export function experienceOf(pairs: ReadonlyMap<string, Pair>): Experience {
  const best = new Map<string, Pair>()
  for (const pair of pairs.values()) {
    const isEnough = pair.equal >= (pair.isVaried ? ENOUGH_VARIED : ENOUGH)
    if (!isEnough || pair.equal < NEARLY_ALWAYS * pair.both) continue
    const known = best.get(pair.field)
    if (!known || pair.equal > known.equal) best.set(pair.field, pair)
  }
  return {
    learned: (field) => best.get(field)?.path ?? null,
    seen(field, path): MappedField['seen'] {
      const pair = pairs.get(pairKeyOf(field, path))
      return pair ? { equal: pair.equal, of: pair.both, since: pair.since } : null
    }
  }
}
