import { isUnassigned } from '#shared/json-diff/respelling.ts'
import type { Provider } from '#shared/mapping-models.ts'
import { isLeaf, type Attribute } from './attributes.ts'
import { looseText } from './facts.ts'
import type { Match } from './match-fields.ts'
import type { RawIndex } from './raw-index.ts'
import { ENTERPRISE_NAMES, rulesFor } from './rules.ts'
import type { Subject } from './subject.ts'

/** A raw value that reached no field, and why. */
export interface Unmapped {
  readonly attribute: Attribute
  readonly reason: string
}

const ONLY_RAW = 'Scalekit has no field for this SCIM attribute: only the raw attributes have it.'
const CAN_BE_MAPPED =
  'The directory’s own attribute: an admin can map it to a custom attribute in Scalekit’s admin portal.'

/** By the beginning of the path, folded; the first that fits. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^schemas$/, 'Names the SCIM schemas that the resource follows; it says nothing of the user.'],
  [
    /^meta\b/,
    'The provider’s record of the resource itself, such as its type and times; not data about the user.'
  ],
  [/^(?:kind|etag)$/, 'The provider’s record of the resource itself; not data about the user.'],
  [/^emails\b/, 'A further e-mail address: Scalekit keeps one, the primary.'],
  [/^(?:phonenumbers|phones)\b/, 'A further phone number: Scalekit keeps one.'],
  [/^addresses\b/, 'Scalekit’s address has formatted, postal_code and state only.'],
  [/^photos\b/, 'A further picture: Scalekit keeps one.'],
  [
    /^(?:groups|roles)\b/,
    'Scalekit computes groups and roles itself; what the directory lists here is not used.'
  ],
  [/^members\b/, 'Who is in the group: Scalekit adds it to the groups of each user instead.'],
  [/^name\b/, ONLY_RAW],
  [/^(?:ims|entitlements|x509certificates)\b/, ONLY_RAW],
  [/^customschemas\b/, CAN_BE_MAPPED],
  [/^\["urn:/, CAN_BE_MAPPED]
]

/** Leaves that no field came from, without what is empty and what only describes another value. */
export function findUnmapped(
  subject: Subject,
  index: RawIndex,
  provider: Provider | null,
  matches: readonly Match[]
): Unmapped[] {
  const sources = new Map<Attribute, string>()
  const said = new Map<string, Attribute>()
  for (const { field, source } of matches) {
    if (!source || sources.has(source)) continue
    sources.set(source, field.path)
    if (isLeaf(source)) said.set(looseText(source.node), source)
  }
  const waiting = fieldsWithout(subject.resource, index, provider, matches)
  return subject.raw.flatMap((attribute) => {
    const isWhole = attribute.key === 'schemas'
    if (sources.has(attribute) || isUnassigned(attribute.node) || isQualifier(attribute)) return []
    if ((!isLeaf(attribute) && !isWhole) || isWithinSchemas(attribute)) return []
    return { attribute, reason: reasonOf(attribute, waiting, sources, said) }
  })
}

/** Raw attributes that a rule would lead to a field which the event does not have. */
function fieldsWithout(
  resource: Subject['resource'],
  index: RawIndex,
  provider: Provider | null,
  matches: readonly Match[]
): ReadonlyMap<Attribute, string> {
  const present = new Set(matches.map(({ field }) => field.path))
  const found = new Map<Attribute, string>()
  for (const [field, rules] of rulesFor(resource, provider)) {
    if (present.has(field)) continue
    for (const { from } of rules) {
      const [first] = index.named(from)
      if (first && !found.has(first)) found.set(first, field)
    }
  }
  return found
}

function reasonOf(
  attribute: Attribute,
  waiting: ReadonlyMap<Attribute, string>,
  sources: ReadonlyMap<Attribute, string>,
  said: ReadonlyMap<string, Attribute>
): string {
  if (attribute.isSecret) return 'A password is never shown, and no field carries it.'
  const field = waiting.get(attribute)
  if (field !== undefined) return `By its name it would become ${field}, but the event has no such field.`
  const same = attribute.node.kind === 'string' ? said.get(looseText(attribute.node)) : undefined
  if (same && looseText(same.node).length > 2) {
    return `Says the same as ${same.path}, which ${sources.get(same) ?? ''} comes from.`
  }
  const { key } = attribute
  if (ENTERPRISE_NAMES.some((name) => key.startsWith(`["${name}"]`))) return ONLY_RAW
  return (
    REASONS.find(([test]) => test.test(key))?.[1] ??
    'No field is known for it: only the raw attributes have it.'
  )
}

/** `type`, `primary` and the like say what the value beside them is. */
function isQualifier({ key, parent }: Attribute): boolean {
  if (parent?.node.kind !== 'object') return false
  const name = /\.([^.[\]]+)$/.exec(key)?.[1] ?? ''
  const isMember = parent.path.endsWith(']') && !parent.path.endsWith('"]')
  if (name === 'type' || name === 'primary') return isMember || hasValue(parent)
  return (name === 'display' || name === '$ref') && hasValue(parent)
}

const hasValue = ({ node }: Attribute): boolean =>
  node.kind === 'object' && node.members.some(({ key }) => key.toLowerCase() === 'value')

const isWithinSchemas = ({ key }: Attribute): boolean => key.startsWith('schemas[')
