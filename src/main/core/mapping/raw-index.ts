import { identityOf } from '#shared/json-diff/identity.ts'
import { isLeaf, type Attribute } from './attributes.ts'
import { compareFacts, isTelling, looseText } from './facts.ts'
import { ENTERPRISE_NAMES } from './rules.ts'

/** So many of one value are looked at. */
const MOST_NAMESAKES = 10
const NONE: readonly Attribute[] = []

export type RawIndex = ReturnType<typeof createRawIndex>

/** Looks raw attributes up by the paths of rules, by exact path and by value. */
export function createRawIndex(raw: readonly Attribute[]) {
  const leaves = raw.filter((attribute) => isLeaf(attribute) && !attribute.isSecret)
  const byKey = Map.groupBy(leaves, ({ key }) => key)
  // In a path without lists the shape is the key itself.
  const byShape = Map.groupBy(
    leaves.filter(({ key }) => key.includes('[')),
    ({ key }) => shapeOf(key)
  )
  let byValue: Map<string, Attribute[]> | null = null

  const named = (from: string): readonly Attribute[] => {
    const { key, shapes } = formsOf(from)
    if (shapes === null) return byKey.get(key) ?? NONE
    return shapes.flatMap((shape) => (shape.includes('[') ? byShape : byKey).get(shape) ?? NONE)
  }
  const best = (
    candidates: readonly Attribute[],
    field: Attribute,
    isPrimaryOnly: boolean
  ): Attribute | null => {
    if (candidates.length < 2) return candidates[0] ?? null
    const primary = candidates.find(({ parent }) => parent !== null && identityOf(parent.node).isPrimary)
    if (primary && isPrimaryOnly) return primary
    const agreeing = candidates.find(({ node }) => compareFacts(field.node, node))
    return agreeing ?? primary ?? candidates[0] ?? null
  }
  const alike = (field: Attribute, most: number): readonly Attribute[] => {
    if (!isTelling(field)) return NONE
    byValue ??= Map.groupBy(leaves.filter(isTelling), ({ node }) => looseText(node))
    return byValue.get(looseText(field.node))?.slice(0, most) ?? NONE
  }
  return {
    /** What a rule's path names, in any of the forms that lists come in. */
    named,
    /** The one of them that fits the field best; only the primary one where the rule says so and there is one. */
    pick: (from: string, field: Attribute): Attribute | null =>
      best(named(from), field, from.includes('[primary]')),
    /** All at a path, folded to lower case; several where a list has members alike. */
    at: (key: string): readonly Attribute[] => byKey.get(key) ?? NONE,
    pickAt: (key: string, field: Attribute): Attribute | null => best(byKey.get(key) ?? NONE, field, false),
    /** Those that hold the same, where that is no coincidence. */
    alike,
    /** One alike with the same name, save how words are joined, where there is one such only. */
    namesake(field: Attribute): Attribute | null {
      const name = bareName(field.path)
      const [only, other] = alike(field, MOST_NAMESAKES).filter(({ path }) => bareName(path) === name)
      return only && !other ? only : null
    },
    /** The raw name where its parts together are that text. */
    fullName(text: string): Attribute | null {
      const [given] = byKey.get('name.givenname') ?? NONE
      const [family] = byKey.get('name.familyname') ?? NONE
      if (!given || !family) return null
      return `${looseText(given.node)} ${looseText(family.node)}` === text ? given.parent : null
    }
  }
}

/** The members of a list are one to the rules: `emails[type=work].value` and `emails[primary].value`. */
const shapeOf = (key: string): string => key.replaceAll(/\[(?:type=[^\]]*|primary)\]/g, '[]')

interface Forms {
  readonly key: string
  /** The shapes that it may come in; null where it names one member by its type. */
  readonly shapes: readonly string[] | null
}
const remembered = new Map<string, Forms>()

function formsOf(from: string): Forms {
  let forms = remembered.get(from)
  if (!forms) {
    const key = from.toLowerCase()
    forms = { key, shapes: key.includes('[type=') ? null : shapesOf(key) }
    remembered.set(from, forms)
  }
  return forms
}

/** `emails[].value` may come as a list of objects, of texts, as one object or one text. */
function shapesOf(key: string): string[] {
  if (key.startsWith('enterprise.')) {
    return ENTERPRISE_NAMES.map((name) => `["${name}"].${key.slice('enterprise.'.length)}`)
  }
  const shape = shapeOf(key)
  const [list = '', rest] = shape.split('[].')
  return rest === undefined ? [shape] : [shape, `${list}[]`, `${list}.${rest}`, list]
}

/** The last name of a path without what joins its words. */
function bareName(path: string): string {
  const names = path.split(/[.[\]"]+/).filter((name) => name !== '')
  return (names.at(-1) ?? '').replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase()
}
