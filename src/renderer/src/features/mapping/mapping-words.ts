import { sayPath } from '#shared/changes/say-path.ts'
import type { MappedField } from '#shared/mapping-models.ts'
import { formatCount, plural } from '../../lib/format-count.ts'
import { formatDay } from '../../lib/format-time.ts'

/** What the rows of a mapping are told apart by. */
export const parts = [
  'differs',
  'missing',
  'unexplained',
  'explained',
  'empty',
  'computed',
  'unmapped'
] as const
export type Part = (typeof parts)[number]

export function partOf({ agreement, text, source }: MappedField): Exclude<Part, 'unmapped'> {
  if (agreement === 'equal' || agreement === 'coerced') return 'explained'
  // Nothing came of nothing: that is as it should be, and most events have many of these.
  return source === null && isBlank(text) && agreement !== 'computed' ? 'empty' : agreement
}

const isBlank = (text: string): boolean => ['null', '""', '[]', '{}'].includes(text)

/** `14 fields explained`, `1 disagrees` */
export function countOf(part: Part, count: number): string {
  switch (part) {
    case 'explained':
      return `${plural(count, 'field')} explained`
    case 'differs':
      return plural(count, 'disagrees', 'disagree')
    case 'missing':
      return plural(count, 'without its raw attribute', 'without their raw attributes')
    case 'unexplained':
      return `${formatCount(count)} unexplained`
    case 'empty':
      return `${formatCount(count)} empty`
    case 'computed':
      return `${formatCount(count)} computed`
    default:
      return `${plural(count, 'raw attribute')} reached no field`
  }
}

/** `1,204 further raw attributes are not listed` */
export const furtherOf = (count: number, of: 'field' | 'raw attribute', isCut: boolean): string =>
  `${isCut ? 'At least ' : ''}${plural(count, `further ${of} is`, `further ${of}s are`)} not listed.`

const rules: Readonly<Record<MappedField['rule'], string>> = {
  documented: 'Documented by Scalekit',
  observed: 'Observed in payloads',
  inferred: 'Inferred',
  learned: 'Learned from this directory',
  computed: 'Documented by Scalekit',
  none: 'No rule known'
}

/** How sure it is, in words: `Documented by Scalekit; equal in 41 of 42 events since 3 Nov`. */
export function certaintyOf(
  { rule, seen }: Pick<MappedField, 'rule' | 'seen'>,
  sayDay: (at: number) => string = dayOf
): string {
  if (seen === null || seen.of === 0) return rules[rule]
  return `${rules[rule]}; equal in ${formatCount(seen.equal)} of ${plural(seen.of, 'event')} since ${sayDay(seen.since)}`
}

/** What most rows would say of how sure they are, so that it need be said once; null where they differ. */
export function commonCertaintyOf(fields: readonly MappedField[]): string | null {
  const counts = new Map<string, number>()
  for (const field of fields) {
    const text = certaintyOf(field)
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a)
  return most && most[1] > 2 ? most[0] : null
}

/** What a row adds to that: nothing, only its rule, or all. */
export function exceptionOf(field: MappedField, common: string | null): string | null {
  const certainty = certaintyOf(field)
  if (certainty === common) return null
  const rule = rules[field.rule]
  const seen = certainty.slice(rule.length)
  return seen !== '' && common?.endsWith(seen) ? rule : certainty
}

/** `3 Nov`, or `today`. */
export const dayOf = (at: number): string => formatDay(at) ?? 'today'

/** For a text that is read elsewhere and later. */
export const exactDayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

const lengthRead = 120

/** A row as one sentence, for whoever hears it. */
export function sentenceOf(field: MappedField): string {
  return `${agreementOf(field)} ${field.ruleText} ${certaintyOf(field)}.`
}

function agreementOf({ field, text, source, agreement }: MappedField): string {
  const value = `${field}, ${readable(text)},`
  const path = source === null ? '' : sayPath(source.label, source.pointer)
  const raw = `${path}, ${readable(source?.text ?? '')}`
  switch (agreement) {
    case 'equal':
      return `${value} is equal to the raw attribute ${path}.`
    case 'coerced':
      return `${value} says the same as the raw attribute ${raw}, written otherwise.`
    case 'differs':
      return `${value} differs from the raw attribute ${raw}.`
    case 'missing':
      return `${value} comes from a raw attribute that is not in this event.`
    case 'unexplained':
      return `${value} is explained by no raw attribute.`
    default:
      return `${value} is computed, not copied.`
  }
}

const readable = (text: string): string =>
  text.length > lengthRead ? `${text.slice(0, lengthRead)}… (cut)` : text

/** A path for people: below the raw attributes that it is in, without the noise of URNs. */
export const shownPath = (label: string): string =>
  label
    .replace(/^data\.(?:raw_attributes\.?(?=.))?/, '')
    .replace(/^\["(urn:[^"]+)"\]/, '$1')
    .replaceAll(/urn:ietf:params:scim:schemas:(?:extension:)?/g, 'urn:…:')
