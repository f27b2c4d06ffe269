import type { JsonNode } from '#shared/json-text.ts'
import type { Redaction } from '#shared/share-models.ts'
import {
  isBirth,
  isDomainName,
  isIdName,
  isImpersonalName,
  isNameOfPerson,
  isOrganizationName,
  isPersonalArea,
  isPersonalName,
  isReferring,
  isSecretName,
  plainName,
  subjectBelow,
  subjectOf,
  type Kind,
  type Subject
} from './field-names.ts'
import { startOn, stepOn, type MarkedPath, type OnPaths } from './marked-paths.ts'
import { isScalekitId } from './pseudonyms.ts'

/** Where a value stands, with what the names above it say. */
export interface Place {
  readonly above: Place | null
  readonly step: string | number
  /** The name that tells what the value is: of the list for its members, of the attribute for SCIM's `value`. */
  readonly written: string
  readonly name: string
  readonly isValue: boolean
  readonly subject: Subject
  /** Whatever is not known to be impersonal is a person's here. */
  readonly isPersonal: boolean
  readonly isSecret: boolean
  /** One of the few fields that say what an event is. */
  readonly isEnvelope: boolean
  readonly titleWords: ReadonlySet<string> | null
  readonly on: OnPaths<'path' | 'person'>
}

/** Why a value is replaced, and what else to do about it. */
export interface Choice {
  readonly kind: Kind
  readonly isDomain: boolean
  /** Each word of it is a name. */
  readonly byWords: boolean
}

const as = (kind: Kind, how: Partial<Choice> = {}): Choice => ({
  kind,
  isDomain: false,
  byWords: false,
  ...how
})
const CHOSEN = {
  path: as('path'),
  secret: as('secret'),
  id: as('id'),
  organization: as('organization'),
  domain: as('organization', { isDomain: true }),
  person: as('person'),
  nameOfPerson: as('person', { byWords: true })
} as const

const ENVELOPE = new Set(['type', 'object', 'spec_version', 'event_spec_ver', 'category', 'source'])
const PLAIN_WORD = /^[\w.:-]{0,100}$/
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/
const BOOLEAN = /^(?:true|false)$/i

/** The top of a body. */
export function start(
  root: JsonNode,
  pathsOf: (type: string) => readonly { readonly names: MarkedPath; readonly mark: 'path' | 'person' }[]
): Place {
  const field = (name: string): string | null => {
    const value = root.kind === 'object' ? root.members.findLast(({ key }) => key === name)?.value : undefined
    return value?.kind === 'string' ? value.value : null
  }
  const [type, object] = [field('type'), field('object')]
  return {
    above: null,
    step: '',
    written: '',
    name: '',
    isValue: false,
    subject: subjectOf(object, type),
    isPersonal: root.kind !== 'object',
    isSecret: false,
    isEnvelope: false,
    titleWords: new Set(wordsOf(`${type} ${object}`)),
    on: startOn(pathsOf(type ?? ''))
  }
}

/** What a name says by itself. */
interface Named {
  readonly plain: string
  readonly isPersonalArea: boolean
  readonly isSecret: boolean
  readonly isId: boolean
}

/** In a large body the same names stand again and again. */
const said = new Map<string, Named>()
const MOST_SAID = 5_000

function readName(written: string): Named {
  const known = said.get(written)
  if (known) return known
  const plain = plainName(written)
  const named = {
    plain,
    isPersonalArea: isPersonalArea(plain),
    isSecret: isSecretName(written),
    isId: isIdName(written)
  }
  if (said.size >= MOST_SAID) said.clear()
  said.set(written, named)
  return named
}

export function below(place: Place, step: string | number): Place {
  if (typeof step === 'number') return { ...place, above: place, step, isEnvelope: false }
  const named = readName(step)
  const name = named.plain
  const isTop = place.above === null
  const isValue = name === 'value' && !isTop
  const on = stepOn(place.on, step)
  return {
    above: place,
    step,
    written: isValue ? place.written : step,
    name: isValue ? place.name : name,
    isValue,
    subject: subjectBelow(name, place.subject),
    isPersonal: place.isPersonal || named.isPersonalArea || on.marks.includes('person'),
    isSecret: place.isSecret || named.isSecret,
    isEnvelope: isTop && ENVELOPE.has(step),
    titleWords: isTop && step === 'display_name' ? place.titleWords : null,
    on
  }
}

/** What is written as it is, whatever else is known: the event's own type, and times. */
export const isKept = ({ on, name, isEnvelope }: Place, value: string): boolean =>
  !on.marks.includes('path') &&
  (value === '' || (isEnvelope && PLAIN_WORD.test(value)) || (TIME.test(value) && !isBirth(name)))

/** Whether, and as what, a value is replaced for where it stands. Null leaves it to what it looks like. */
export function choose(
  place: Place,
  value: string,
  { people, ids, organizations }: Redaction
): Choice | null {
  const { name, written, subject, isValue } = place
  if (place.on.marks.includes('path')) return CHOSEN.path
  if (BOOLEAN.test(value)) return null
  if (place.isSecret) return CHOSEN.secret
  if (place.titleWords && wordsOf(value).every((word) => place.titleWords?.has(word))) return null
  const isReference = isValue && isReferring(name) && /^[^\s@]*\d[^\s@]*$/.test(value)
  if (isScalekitId(value) || isReference || readName(written).isId) {
    if (ids) return CHOSEN.id
    return people && place.isPersonal && !isScalekitId(value) ? CHOSEN.person : null
  }
  const isOfOrganization = isOrganizationName(name, subject)
  if (organizations && isOfOrganization) return isDomainName(name) ? CHOSEN.domain : CHOSEN.organization
  if (!people) return null
  if (isPersonalName(name, subject))
    return isNameOfPerson(name, subject) ? CHOSEN.nameOfPerson : CHOSEN.person
  const isOpen = place.isPersonal && subject !== 'thing' && !isImpersonalName(name) && !isOfOrganization
  return isOpen ? CHOSEN.person : null
}

const wordsOf = (text: string): string[] =>
  text
    .split(/[^\p{L}\p{N}]+|(?<=[a-z])(?=[A-Z])/u)
    .filter(Boolean)
    .map((word) => word.toLowerCase())
