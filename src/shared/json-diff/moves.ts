import type { JsonNode } from '#shared/json-text.ts'
import { identityOf } from './identity.ts'
import type { Finding, Path } from './path.ts'
import type { Sameness } from './same-value.ts'

/** Sub-attributes that every multi-valued attribute has: one that goes here and comes there did not move. */
const COMMON = new Set(['value', 'type', 'primary', 'display', '$ref', 'id'])

/**
 * Which removals are the other end of an addition. Only two kinds, both of which a receiver has to follow:
 * an attribute that went from a resource to one of its extensions, back, or to another extension, and a member
 * with an identity that went from one list of an object to another. The value is the same, says something, and
 * is found once on either side. Whatever else looks like a move may be chance, and stays two rows.
 */
export function findMoves<F extends Finding>(
  removed: readonly F[],
  added: readonly F[],
  sameness: Sameness
): Map<F, F> {
  const moves = new Map<F, F>()
  if (removed.length === 0 || added.length === 0) return moves
  const places = new Map<Path | null, number>()
  const leaving = byKey(removed, (finding) => keyOf(finding, finding.before))
  for (const [key, arrivals] of byKey(added, (finding) => keyOf(finding, finding.after))) {
    const [from, ...others] = leaving.get(key) ?? []
    const [to, ...copies] = arrivals
    if (from && to && others.length === 0 && copies.length === 0) moves.set(to, from)
  }
  return moves

  function keyOf({ path }: Finding, value: JsonNode | null): string | null {
    if (!path || !value) return null
    if (path.listed) {
      const { id, value: named, ref, isScalar } = identityOf(value)
      if (isScalar || (id ?? named ?? ref) === null || !path.parent) return null
      return `member ${numberOf(path.parent.parent)} ${sameness.idOf(value)}`
    }
    const name = String(path.after).toLowerCase()
    if (COMMON.has(name) || isUrn(name) || !isTelling(value)) return null
    const holder = path.parent && isUrn(String(path.parent.after)) ? path.parent.parent : path.parent
    return `attribute ${numberOf(holder)} ${sameness.idOf(value)} ${name}`
  }
  function numberOf(place: Path | null): number {
    const number = places.get(place) ?? places.size
    places.set(place, number)
    return number
  }
}

const isUrn = (name: string): boolean => /^urn:/i.test(name)

/** True, null or an empty text would be found anywhere. */
function isTelling(node: JsonNode): boolean {
  switch (node.kind) {
    case 'string':
      return node.value.trim() !== ''
    case 'number':
      return true
    case 'array':
      return node.items.length > 0
    case 'object':
      return node.members.length > 0
    case 'true':
    case 'false':
    case 'null':
      return false
  }
}

function byKey<F>(findings: readonly F[], keyOf: (finding: F) => string | null): Map<string, F[]> {
  const groups = new Map<string, F[]>()
  for (const finding of findings) {
    const key = keyOf(finding)
    if (key === null) continue
    const found = groups.get(key)
    if (found) found.push(finding)
    else groups.set(key, [finding])
  }
  return groups
}
