import { parseQuery } from './parse-query.ts'
import { printTerm } from './print-query.ts'
import type { Condition, Content, Term } from './query.ts'

/**
 * Changes to a filter that keep the rest of it as it was written. A text that cannot be read is left as it is,
 * and the term is put behind it: the mistake in it is shown where it was.
 */

/** Terms are told apart as they are written, so that the time does not matter. */
const ANY_TIME = 0

/** Whether the text asks for this, negated or not; false where it cannot be read. */
export const hasTerm = (text: string, condition: Condition): boolean =>
  termsIn(text).has(printTerm(condition))

/** What the text asks for, each term as it is printed; empty where it cannot be read. To look many up at once. */
export function termsIn(text: string): ReadonlySet<string> {
  const parsed = parseQuery(text, ANY_TIME)
  return new Set(parsed.ok ? parsed.query.terms.map(printTerm) : [])
}

/** The text with the condition, and without its contrary. */
export function withTerm(text: string, condition: Condition): string {
  const rest = withoutTerm(text, { ...condition, negated: !condition.negated })
  return hasTerm(rest, condition) ? rest : `${rest.trim()} ${printTerm(condition)}`.trim()
}

export function withoutTerm(text: string, condition: Condition): string {
  return findTerms(text, condition).reduceRight(cutTerm, text)
}

/** The text without any term of these kinds. */
export function withoutKinds(text: string, kinds: readonly Content['kind'][]): string {
  const parsed = parseQuery(text, ANY_TIME)
  if (!parsed.ok) return text
  return parsed.query.terms.filter(({ kind }) => kinds.includes(kind)).reduceRight(cutTerm, text)
}

function findTerms(text: string, condition: Condition): readonly Term[] {
  const parsed = parseQuery(text, ANY_TIME)
  if (!parsed.ok) return []
  const printed = printTerm(condition)
  return parsed.query.terms.filter((term) => printTerm(term) === printed)
}

function cutTerm(text: string, { at, length }: Term): string {
  return `${text.slice(0, at).trimEnd()} ${text.slice(at + length).trimStart()}`.trim()
}
