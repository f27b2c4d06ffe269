import type { JsonNode } from '#shared/json-text.ts'
import { identityName, identityOf, shortIdentity, type Listed } from './identity.ts'
import { labelStep, pointerStep } from './path.ts'
import { isUnassigned } from './respelling.ts'
import { canonicalNumber } from './same-value.ts'

/** A value that holds no further ones: a scalar, or an empty object or array. */
export interface Leaf {
  /**
   * The same attribute has the same key in two bodies, whatever the case of its names and the order of the
   * list that it is in. Of several that nothing tells apart, the first has it and the others a number more.
   */
  readonly key: string
  /** For people, as `DiffRow.label` has it. */
  readonly label: string
  /** RFC 6901. */
  readonly pointer: string
  readonly value: JsonNode
}

/** Values below that many levels are leaves, whatever they hold. */
const DEEPEST = 500
/** Paths repeat the names above them, so that long names in a hostile body would fill the memory. */
const MOST_PATH_CHARS = 30_000_000

type Place = Omit<Leaf, 'value'>

/** The leaves of a body in its order; the first `most` of them, and whether there were more. */
export function leavesOf(
  root: JsonNode,
  most: number
): { readonly leaves: readonly Leaf[]; readonly isCut: boolean } {
  const leaves: Leaf[] = []
  let charsLeft = MOST_PATH_CHARS
  const isWhole = visitLeaves(root, { pointer: '', label: '' }, (leaf) => {
    charsLeft -= leaf.pointer.length + leaf.label.length + leaf.key.length
    if (leaves.length === most || charsLeft < 0) return false
    leaves.push(leaf)
    return true
  })
  return { leaves, isCut: !isWhole }
}

/** Shows the leaves of a value in its order until `visit` says no. Returns whether it never did. */
export function visitLeaves(
  root: JsonNode,
  start: Omit<Place, 'key'>,
  visit: (leaf: Leaf) => boolean
): boolean {
  const stepOf = createNameSteps()

  const walk = (value: JsonNode, place: Place, depth: number): boolean => {
    if (value.kind === 'object' && value.members.length > 0 && depth < DEEPEST) {
      const numbered = createNumbering()
      return value.members.every((member) => {
        const step = stepOf(member.key, place.label === '')
        return walk(member.value, add(place, step, numbered(step.key)), depth + 1)
      })
    }
    if (value.kind === 'array' && value.items.length > 0 && depth < DEEPEST) {
      const identities = value.items.map(identityOf)
      const listed: Listed = { before: identities, after: identities }
      const numbered = createNumbering()
      return value.items.every((item, index) => {
        const step = itemStep(listed, index)
        return walk(item, add(place, step, numbered(step.key)), depth + 1)
      })
    }
    return visit({ ...place, value })
  }
  return walk(root, { ...start, key: '' }, 0)
}

const add = (place: Place, step: Place, key: string): Place => ({
  key: place.key + key,
  label: place.label + step.label,
  pointer: place.pointer + step.pointer
})

/** Gives the second of a name within one object or array a number, which no name ends in by itself. */
function createNumbering(): (key: string) => string {
  const met = new Map<string, number>()
  return (key) => {
    const count = (met.get(key) ?? 0) + 1
    met.set(key, count)
    return count === 1 ? key : `${key}#${count}`
  }
}

/** Names come again and again, and writing them out takes longer than the walk. */
function createNameSteps(): (name: string, isFirst: boolean) => Place {
  const known = { first: new Map<string, Place>(), further: new Map<string, Place>() }
  return (name, isFirst) => {
    const steps = isFirst ? known.first : known.further
    let step = steps.get(name)
    if (!step) {
      step = {
        key: labelStep(name.toLowerCase(), isFirst),
        label: labelStep(name, isFirst),
        pointer: pointerStep(name)
      }
      steps.set(name, step)
    }
    return step
  }
}

function itemStep(listed: Listed, index: number): Place {
  const name = identityName(listed, index, index)
  // Whole and quoted, unlike the label: what is cut, or only looks like an attribute, would not tell members apart.
  const key = name ? `${name.key.toLowerCase()}=${JSON.stringify(name.text)}` : `#${index}`
  return {
    key: `[${key}]`,
    label: `[${name ? shortIdentity(name) : index}]`,
    pointer: `/${index}`
  }
}

/**
 * What a leaf says, however it is spelt: `true` and `"True"`, `1`, `1.0` and `"1"`, null and an empty list
 * (RFC 7643 §2.5) are one fact each.
 */
export function factOf(node: JsonNode): string {
  if (isUnassigned(node)) return ''
  switch (node.kind) {
    case 'string':
      return `=${/^(?:true|false)$/i.test(node.value) ? node.value.toLowerCase() : node.value}`
    case 'number':
      return `=${plainNumber(node.digits)}`
    case 'object':
    case 'array':
      return node.kind
    case 'true':
    case 'false':
    case 'null':
      return `=${node.kind}`
  }
}

/** As a text that says the same would most likely have it. */
function plainNumber(digits: string): string {
  const canonical = canonicalNumber(digits)
  const short = String(Number(digits))
  if (canonicalNumber(short) === canonical) return short
  return /^-?\d+$/.test(digits) ? digits : canonical
}
