import { writePath, type Path } from '#shared/json-diff/path.ts'
import { JsonTextError, parseJsonText, type JsonNode, type JsonObject } from '#shared/json-text.ts'
import { attributesOf, isLeaf, type Attribute, type Bounds, type LeftOut } from './attributes.ts'
import { COMPUTED } from './rules.ts'

/** The two sides of an event: what the directory sent, and what Scalekit made of it. */
export interface Subject {
  readonly resource: 'user' | 'group'
  /** Leaves, and what is computed as a whole; `path` below what holds them, as the rules name them. */
  readonly fields: readonly Attribute[]
  /** With containers; `path` below the raw attributes. */
  readonly raw: readonly Attribute[]
  readonly rawPlace: Path
  /** Set where the raw attributes are JSON within a text, into which no pointer leads: the pointer to that text. */
  readonly rawTextPointer: string | null
  /** What a directory sent; otherwise what a person signed in with. */
  readonly isOfDirectory: boolean
  /** Of the raw attributes. */
  readonly leftOut: LeftOut
  /** There are more values on either side than were looked at. */
  readonly isCut: boolean
}

/** No fields, but what they belong to. */
const NOT_MAPPED = new Set(['id', 'organization_id', 'directory_id', 'raw_attributes'])
const NOT_MAPPED_OF_PROFILE = new Set([...NOT_MAPPED, 'external_identities', 'metadata'])

/** Null for an event without raw attributes to map. Names in the envelope are Scalekit's own and compared as they are. */
export function findSubject(body: JsonNode, bounds: Bounds): Subject | null {
  const data = memberOf(body, 'data')
  if (!data) return null
  const at = step(null, 'data')
  const raw = readRaw(memberOf(data, 'raw_attributes'), step(at, 'raw_attributes'))
  if (raw) {
    const isGroup =
      textOf(memberOf(body, 'object')) === 'DirectoryGroup' ||
      /\.group[._]/.test(textOf(memberOf(body, 'type')))
    const fields = fieldsOf(data, at, bounds, NOT_MAPPED)
    return { ...toSubject(raw, fields, bounds), resource: isGroup ? 'group' : 'user', isOfDirectory: true }
  }
  const user = memberOf(data, 'user')
  const profile = memberOf(user, 'user_profile')
  const identities = memberOf(profile, 'external_identities')
  if (!user || profile?.kind !== 'object' || identities?.kind !== 'array') return null
  const userPlace = step(at, 'user')
  const profilePlace = step(userPlace, 'user_profile')
  const identitiesPlace = step(profilePlace, 'external_identities')
  for (const [index, identity] of identities.items.slice(0, bounds.mostMembers).entries()) {
    const place = step(
      { parent: identitiesPlace, before: index, after: index, listed: NO_NAMES },
      'raw_attributes'
    )
    const found = readRaw(memberOf(identity, 'raw_attributes'), place)
    if (!found || found.node.members.length === 0) continue
    const email = memberOf(user, 'email')
    const own: JsonObject = { kind: 'object', members: email ? [{ key: 'email', value: email }] : [] }
    const fields = [
      fieldsOf(own, userPlace, bounds, NOT_MAPPED),
      fieldsOf(profile, profilePlace, bounds, NOT_MAPPED_OF_PROFILE)
    ]
    const attributes = fields.flatMap((part) => part.attributes)
    const rest = fields.some((part) => part.leftOut.rest)
    return {
      ...toSubject(found, { attributes, leftOut: { rest, lists: [] } }, bounds),
      resource: 'user',
      isOfDirectory: false
    }
  }
  return null
}

/** The member of that name, the last as most readers of JSON take it; undefined where there is none. */
export function memberOf(node: JsonNode | undefined, key: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.members.findLast((member) => member.key === key)?.value : undefined
}

export const textOf = (node: JsonNode | undefined): string => (node?.kind === 'string' ? node.value : '')

const NO_NAMES = { before: [], after: [] }
const step = (parent: Path | null, key: string): Path => ({ parent, before: key, after: key, listed: null })

interface Raw {
  readonly node: JsonObject
  readonly place: Path
  readonly isText: boolean
}

/** Raw attributes are an object, or JSON text of one. */
function readRaw(node: JsonNode | undefined, place: Path): Raw | null {
  if (node?.kind === 'object') return { node, place, isText: false }
  if (node?.kind !== 'string') return null
  try {
    const inner = parseJsonText(node.value)
    return inner.kind === 'object' ? { node: inner, place, isText: true } : null
  } catch (error) {
    if (error instanceof JsonTextError) return null
    throw error
  }
}

type Found = ReturnType<typeof attributesOf>

function toSubject(raw: Raw, fields: Found, bounds: Bounds): Omit<Subject, 'resource' | 'isOfDirectory'> {
  const found = attributesOf(raw.node, bounds, { path: '', place: raw.place })
  return {
    fields: fields.attributes.filter((field) => isLeaf(field) || isComputed(field)),
    raw: found.attributes,
    rawPlace: raw.place,
    rawTextPointer: raw.isText ? writePath(raw.place).after : null,
    leftOut: found.leftOut,
    isCut: fields.leftOut.rest || found.leftOut.rest || found.leftOut.lists.length > 0
  }
}

const COMPUTED_MEMBERS = [...COMPUTED.keys()].map((name) => `${name}[`)
const isComputed = ({ path, parent }: Attribute): boolean => parent === null && COMPUTED.has(path)

const fieldsOf = (node: JsonNode, place: Path, bounds: Bounds, without: ReadonlySet<string>): Found =>
  attributesOf(
    node,
    bounds,
    { path: '', place },
    // What is computed is taken as a whole.
    (path) => without.has(path) || COMPUTED_MEMBERS.some((prefix) => path.startsWith(prefix))
  )
