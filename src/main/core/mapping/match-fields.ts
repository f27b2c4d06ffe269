import type { MappedField, Provider } from '#shared/mapping-models.ts'
import type { Attribute } from './attributes.ts'
import { compareFacts, looseText } from './facts.ts'
import type { RawIndex } from './raw-index.ts'
import { COMPUTED, rulesFor, type Rule } from './rules.ts'
import type { Subject } from './subject.ts'

/** Where one field came from, before it is put into words. */
export interface Match {
  readonly field: Attribute
  readonly source: Attribute | null
  readonly agreement: MappedField['agreement']
  readonly rule: MappedField['rule']
  /** The rule in the table that it is by; null for others. */
  readonly by: Rule | null
  /** Further raw attributes that hold the same; the first few. */
  alike(): readonly Attribute[]
}

/** The raw path that a directory's events have shown for a field, folded to lower case; null for none. */
export type Learned = (field: string) => string | null

const MOST_ALIKE = 5

/** Finds for each field the raw attribute that explains it: by the rules, by what was learned, by its name. */
export function matchFields(
  { resource, fields }: Subject,
  raw: RawIndex,
  provider: Provider | null,
  learned: Learned
): Match[] {
  const rules = rulesFor(resource, provider)
  return fields.map((field): Match => {
    if (field.parent === null && COMPUTED.has(field.path)) {
      return { field, source: null, agreement: 'computed', rule: 'computed', by: null, alike: () => [] }
    }
    const found = explain(field, rules.get(field.path) ?? [], raw, learned(field.path))
    const isOther = (attribute: Attribute) => attribute !== found.source
    return {
      field,
      ...found,
      alike: () =>
        raw
          .alike(field, MOST_ALIKE + 1)
          .filter(isOther)
          .slice(0, MOST_ALIKE)
    }
  })
}

type Explained = Omit<Match, 'field' | 'alike'>

function explain(field: Attribute, rules: readonly Rule[], raw: RawIndex, learned: string | null): Explained {
  let differing: Explained | null = null
  const consider = (
    source: Attribute | null,
    by: Rule | null,
    rule: MappedField['rule']
  ): Explained | null => {
    if (!source) return null
    const agreement = compareFacts(field.node, source.node, by?.isNegated)
    if (agreement) return { source, agreement, rule, by }
    differing ??= { source, agreement: 'differs', rule, by }
    return null
  }
  for (const by of rules) {
    const agreeing = consider(raw.pick(by.from, field), by, by.certainty)
    if (agreeing) return agreeing
  }
  if (learned !== null) {
    const agreeing = consider(raw.pickAt(learned, field), null, 'learned')
    if (agreeing) return agreeing
  }
  const composed = field.path === 'name' ? raw.fullName(looseText(field.node)) : null
  if (composed) return { source: composed, agreement: 'coerced', rule: 'inferred', by: null }
  const namesake = raw.namesake(field)
  if (namesake) {
    const agreement = compareFacts(field.node, namesake.node) ?? 'coerced'
    return { source: namesake, agreement, rule: 'inferred', by: null }
  }
  if (differing) return differing
  const [first = null] = rules
  if (first) return { source: null, agreement: 'missing', rule: first.certainty, by: first }
  if (learned !== null) return { source: null, agreement: 'missing', rule: 'learned', by: null }
  return { source: null, agreement: 'unexplained', rule: 'none', by: null }
}
