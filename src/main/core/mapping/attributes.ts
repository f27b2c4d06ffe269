import { isSecretName } from '#shared/changes/secret-names.ts'
import { identityOf, type Identity, type Listed } from '#shared/json-diff/identity.ts'
import type { Path } from '#shared/json-diff/path.ts'
import type { JsonNode } from '#shared/json-text.ts'

/** A value in a payload, with what it is called wherever it is stored: that never names a person. */
export interface Attribute {
  /** `emails[type=work].value`: members of lists by what they are. */
  readonly path: string
  /** The same, folded to lower case: names that differ in case alone are one. */
  readonly key: string
  readonly parent: Attribute | null
  readonly node: JsonNode
  /** Where it stands in this body. */
  readonly place: Path | null
  /** A password, or a part of one: never shown, never compared. */
  readonly isSecret: boolean
}

export interface Bounds {
  /** How many attributes are taken at most. */
  readonly most: number
  /** How many members of each list are looked at. */
  readonly mostMembers: number
}

/** What of a payload was not looked at. */
export interface LeftOut {
  /** It has more attributes than the bounds allow. */
  readonly rest: boolean
  /** Keys of lists that have more members than were looked at. */
  readonly lists: readonly string[]
}

/** A path beyond that length is not followed further: it is no attribute of a directory. */
const LONGEST_PATH = 300
/** Names that attributes and schemas have. Others may be made of a person's data, such as an object with e-mail addresses for keys. */
const NUMBERED = /\d{5}/
const URN = /^urn:[\w.:-]+$/i
const PLAIN_NAME = /^[A-Za-z_$][\w$-]*$/
/** What a `type` may say of a member (RFC 7643 §4.1.2 and the providers' own); any other text may be anything. */
const TYPES = new Set(
  'work home other mobile fax pager main photo thumbnail organization custom business account customer network login_id'.split(
    ' '
  )
)

/**
 * All values of a payload, containers before what they hold. Names that differ in case alone are the same
 * attribute twice. Nothing below a secret is looked at.
 */
export function attributesOf(
  root: JsonNode,
  bounds: Bounds,
  from: Pick<Attribute, 'path' | 'place'> = { path: '', place: null },
  isSkipped: (path: string) => boolean = () => false
): { readonly attributes: Attribute[]; readonly leftOut: LeftOut } {
  const attributes: Attribute[] = []
  const lists: string[] = []
  let rest = false

  const add = (node: JsonNode, path: string, place: Path, parent: Attribute | null, isSecret: boolean) => {
    if (isSkipped(path)) return
    if (path.length > LONGEST_PATH) return
    if (attributes.length === bounds.most) {
      rest = true
      return
    }
    const attribute = { path, key: path.toLowerCase(), parent, node, place, isSecret }
    attributes.push(attribute)
    if (!isSecret) walk(node, attribute, attribute)
  }
  const walk = (node: JsonNode, at: Pick<Attribute, 'path' | 'place'>, parent: Attribute | null): void => {
    if (node.kind === 'object') {
      for (const { key, value } of node.members) {
        const place = { parent: at.place, before: key, after: key, listed: null }
        add(value, `${at.path}${stepOf(key, at.path === '')}`, place, parent, isSecretName(key))
        if (rest) break
      }
    } else if (node.kind === 'array') {
      const members = node.items.slice(0, bounds.mostMembers)
      if (members.length < node.items.length) lists.push(at.path.toLowerCase())
      const identities = members.map(identityOf)
      const listed: Listed = { before: identities, after: identities }
      for (const [index, item] of members.entries()) {
        const place = { parent: at.place, before: index, after: index, listed }
        const isSecret = isSecretName(identities[index]?.slot ?? '')
        add(item, `${at.path}[${memberOf(identities[index])}]`, place, parent, isSecret)
      }
    }
  }
  walk(root, from, null)
  return { attributes, leftOut: { rest, lists } }
}

/** Whether it holds no further values, or none to be looked at. */
export const isLeaf = ({ node, isSecret }: Attribute): boolean =>
  isSecret ||
  ((node.kind !== 'object' || node.members.length === 0) &&
    (node.kind !== 'array' || node.items.length === 0))

function stepOf(key: string, isFirst: boolean): string {
  if (PLAIN_NAME.test(key) && !NUMBERED.test(key)) return isFirst ? key : `.${key}`
  return URN.test(key) ? `[${JSON.stringify(key)}]` : '[*]'
}

function memberOf(identity: Identity | undefined): string {
  const type = identity?.slot?.toLowerCase() ?? ''
  if (TYPES.has(type)) return `type=${type}`
  return identity?.isPrimary ? 'primary' : ''
}
