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

/** A path beyond that length is not followed further: it is no attribute of a directory. */
const LONGEST_PATH = 300
/** Names that are made of a person's data, such as an object with e-mail addresses for keys. */
const PERSONAL_NAME = /@|\d{5}/
const PLAIN_NAME = /^[A-Za-z_$][\w$-]*$/
/** A `type` that says what a member is, like "work"; any other text may be anything. */
const WORD = /^[a-z][a-z_-]{0,20}$/i

/**
 * All values of a payload, containers before what they hold. Names that differ in case alone are the same
 * attribute twice. `isCut` is true where there are more than the bounds allow.
 */
export function attributesOf(
  root: JsonNode,
  bounds: Bounds,
  from: Pick<Attribute, 'path' | 'place'> = { path: '', place: null },
  isSkipped: (path: string) => boolean = () => false
): { readonly attributes: Attribute[]; readonly isCut: boolean } {
  const attributes: Attribute[] = []
  let isCut = false

  const add = (node: JsonNode, path: string, place: Path, parent: Attribute | null, isSecret: boolean) => {
    if (isSkipped(path)) return
    if (attributes.length === bounds.most || path.length > LONGEST_PATH) {
      isCut = true
      return
    }
    const attribute = { path, key: path.toLowerCase(), parent, node, place, isSecret }
    attributes.push(attribute)
    walk(node, attribute, attribute)
  }
  const walk = (node: JsonNode, at: Pick<Attribute, 'path' | 'place'>, parent: Attribute | null): void => {
    const isSecret = parent?.isSecret ?? false
    if (node.kind === 'object') {
      for (const { key, value } of node.members) {
        const place = { parent: at.place, before: key, after: key, listed: null }
        add(value, `${at.path}${stepOf(key, at.path === '')}`, place, parent, isSecret || isSecretName(key))
        if (isCut && attributes.length === bounds.most) break
      }
    } else if (node.kind === 'array') {
      const members = node.items.slice(0, bounds.mostMembers)
      isCut ||= members.length < node.items.length
      const identities = members.map(identityOf)
      const listed: Listed = { before: identities, after: identities }
      for (const [index, item] of members.entries()) {
        const place = { parent: at.place, before: index, after: index, listed }
        add(item, `${at.path}[${memberOf(identities[index])}]`, place, parent, isSecret)
      }
    }
  }
  walk(root, from, null)
  return { attributes, isCut }
}

/** Whether it holds no further values. */
export const isLeaf = ({ node }: Attribute): boolean =>
  (node.kind !== 'object' || node.members.length === 0) && (node.kind !== 'array' || node.items.length === 0)

function stepOf(key: string, isFirst: boolean): string {
  if (PERSONAL_NAME.test(key)) return '[*]'
  if (PLAIN_NAME.test(key)) return isFirst ? key : `.${key}`
  return `[${JSON.stringify(key)}]`
}

function memberOf(identity: Identity | undefined): string {
  if (identity?.slot != null && WORD.test(identity.slot)) return `type=${identity.slot.toLowerCase()}`
  return identity?.isPrimary ? 'primary' : ''
}
