import { writePath } from '#shared/json-diff/path.ts'
import type { MappedField, Mapping, Provider, UnmappedAttribute } from '#shared/mapping-models.ts'
import { isLeaf, type Attribute, type Bounds } from './attributes.ts'
import { matchFields, type Learned, type Match } from './match-fields.ts'
import { createRawIndex } from './raw-index.ts'
import { COMPUTED } from './rules.ts'
import { shownText } from './shown-text.ts'
import type { Subject } from './subject.ts'
import { findUnmapped } from './unmapped.ts'

/** What one event is explained by at most. */
export const EXPLAINED: Bounds = { most: 5_000, mostMembers: 500 }
/** Rows of either side. */
const MOST_ROWS = 500

/** What a directory's events have shown. */
export interface Experience {
  readonly learned: Learned
  /** How often a field and a raw path, folded, were equal. */
  seen(field: string, path: string): MappedField['seen']
}

/** Says of each field where it came from, and of each other raw value why it went nowhere. */
export function explainMapping(
  subject: Subject,
  provider: Provider | null,
  { learned, seen }: Experience
): Pick<Mapping, 'fields' | 'unmapped' | 'more'> {
  const index = createRawIndex(subject.raw)
  const matches = matchFields(subject, index, provider, learned)
  const rawPlace = (attribute: Attribute) => {
    const { after, label } = writePath(attribute.place)
    const text = shownText(attribute.node, attribute.isSecret)
    return { pointer: subject.rawTextPointer ?? after, label, text }
  }
  const fields = matches.slice(0, MOST_ROWS).map((match): MappedField => {
    const { field, source, agreement, rule, alike } = match
    const { after, label } = writePath(field.place)
    return {
      field: label.replace(/^data\./, ''),
      pointer: after,
      text: shownText(field.node, field.isSecret),
      source: source && rawPlace(source),
      alike: alike().map(rawPlace),
      rule,
      ruleText: ruleTextOf(match),
      agreement,
      seen: source && seen(field.path, source.key)
    }
  })
  const others = findUnmapped(subject, index, provider, matches)
  const unmapped: UnmappedAttribute[] = others
    .slice(0, MOST_ROWS)
    .map(({ attribute, reason }) => ({ ...rawPlace(attribute), reason }))
  const more = {
    fields: matches.length - fields.length,
    unmapped: others.length - unmapped.length,
    isCut: subject.isCut
  }
  return { fields, unmapped, more }
}

function ruleTextOf({ field, source, rule, by, agreement }: Match): string {
  if (rule === 'computed') return COMPUTED.get(field.path) ?? ''
  const sentences: string[] = []
  if (by) {
    const from = by.from.replace(/^ENTERPRISE\.(.*)/, '$1 of the enterprise extension')
    sentences.push(
      `${field.path} ${by.isNegated ? 'is the opposite of' : 'comes from'} the raw attribute ${from}.`
    )
    if (by.note !== undefined) sentences.push(by.note)
  } else if (rule === 'learned') {
    sentences.push(
      source
        ? `In this directory’s events ${field.path} is what ${source.path} says.`
        : `In this directory’s events ${field.path} came from a raw attribute that is not in this one.`
    )
  } else if (source && !isLeaf(source)) {
    sentences.push(`${field.path} is the given and the family name together.`)
  } else if (source) {
    sentences.push(`${field.path} and ${source.path} have the same name and the same value.`)
  } else if (agreement === 'unexplained') sentences.push(`No raw attribute is known for ${field.path}.`)
  if (field.path.startsWith('custom_attributes') && rule !== 'learned') {
    sentences.push(
      'Which attributes become custom attributes is set in Scalekit’s admin portal; events do not say.'
    )
  }
  return sentences.join(' ')
}
