import type { JsonNode } from '#shared/json-text.ts'
import { isHidden } from './hide-secrets.ts'

/** What an array member may be known by. Null where it has no such attribute. */
export interface Identity {
  readonly id: string | null
  readonly value: string | null
  readonly ref: string | null
  /** Its `type`, where that names a place of which there is one, like "work" among mail addresses. */
  readonly slot: string | null
  readonly isPrimary: boolean
  readonly name: string | null
  /** The attribute that `name` comes from. */
  readonly nameKey: string
  readonly isScalar: boolean
}

/** What the members of an array are known by, on both sides. */
export interface Listed {
  readonly before: readonly Identity[]
  readonly after: readonly Identity[]
}

/** Types that say of what sort a reference is (RFC 7643 §4.1.2, §4.2): any number of members share one. */
const SORTS = new Set(['user', 'group', 'direct', 'indirect'])
/** In order of trust. The last two are what Scalekit's own lists of groups, features and roles have. */
const NAME_KEYS: readonly string[] = ['display', 'displayname', 'name', 'role_name']
const KEYS_BY_LENGTH = Map.groupBy(
  ['id', 'value', '$ref', 'type', 'primary', ...NAME_KEYS],
  (key) => key.length
)

export function identityOf(node: JsonNode): Identity {
  let id: string | null = null
  let value: string | null = null
  let ref: string | null = null
  let slot: string | null = null
  let isPrimary = false
  let name: string | null = null
  let nameKey = ''
  if (node.kind !== 'object') value = scalarName(node)
  else {
    let nameRank = NAME_KEYS.length
    for (const member of node.members) {
      switch (foldedKey(member.key)) {
        case null:
          break
        case 'id':
          id ??= textOf(member.value)
          break
        case 'value':
          value ??= textOf(member.value)
          break
        case '$ref':
          ref ??= textOf(member.value)
          break
        case 'type':
          slot ??= slotOf(member.value)
          break
        case 'primary':
          isPrimary = isTrue(member.value)
          break
        default: {
          const rank = NAME_KEYS.indexOf(member.key.toLowerCase())
          const text = rank < nameRank ? textOf(member.value) : null
          if (text === null) break
          name = text
          nameKey = member.key
          nameRank = rank
        }
      }
    }
  }
  return { id, value, ref, slot, isPrimary, name, nameKey, isScalar: node.kind !== 'object' }
}

/** The name of an identifying attribute, in lower case; null for all others, which most are. */
function foldedKey(key: string): string | null {
  const candidates = KEYS_BY_LENGTH.get(key.length)
  if (!candidates) return null
  for (const candidate of candidates) {
    if (candidate === key) return candidate
    // Most others differ in their first letter already, and need not be folded.
    if ((candidate.charCodeAt(0) | 32) === (key.charCodeAt(0) | 32) && key.toLowerCase() === candidate) {
      return candidate
    }
  }
  return null
}

const textOf = (node: JsonNode): string | null => {
  // Not even its digest names anything.
  if (node.kind === 'string') return isHidden(node) ? null : node.value
  return node.kind === 'number' ? node.digits : null
}

/** A scalar is its own name; `"True"` and `true` share one, so that they meet and can be told apart. */
function scalarName(node: JsonNode): string | null {
  if (node.kind === 'true' || node.kind === 'false') return node.kind
  const text = textOf(node)
  return text !== null && text.length <= 5 && /^(?:true|false)$/i.test(text) ? text.toLowerCase() : text
}

function slotOf(node: JsonNode): string | null {
  const text = textOf(node)
  return !text || SORTS.has(text.toLowerCase()) ? null : text
}

const isTrue = (node: JsonNode): boolean =>
  node.kind === 'true' || (node.kind === 'string' && node.value.toLowerCase() === 'true')

const MOST_LABEL_CHARS = 100

/**
 * What to call a member: `type=work` as SCIM filters have it, where there is one of that type, else the best
 * that both sides agree on, else its position. An index that is none says that the member is not on that side.
 */
export function identityLabel(listed: Listed, before: number | string, after: number | string): string {
  const name = identityName(listed, before, after)
  if (name) return shortIdentity(name)
  return String(Number(after) in listed.after ? after : before)
}

export interface IdentityName {
  /** Empty for a scalar, which is its own name. */
  readonly key: string
  readonly text: string
}

export function shortIdentity({ key, text }: IdentityName): string {
  const short = text.length > MOST_LABEL_CHARS ? `${text.slice(0, MOST_LABEL_CHARS)}…` : text
  return key === '' ? short : `${key}=${short}`
}

/** The same in parts and whole; null for a member that only its position tells. */
export function identityName(
  listed: Listed,
  before: number | string,
  after: number | string
): IdentityName | null {
  const old = listed.before[Number(before)]
  const now = listed.after[Number(after)]
  const shown = now ?? old
  if (!shown) return null
  const agreed = (key: 'id' | 'value' | 'ref' | 'slot' | 'name'): string | null =>
    old && now && old[key] !== now[key] ? null : shown[key]
  const slot = agreed('slot')
  const candidates = [
    ['type', slot !== null && isOnlySlot(listed, slot) ? slot : null],
    ['id', agreed('id')],
    ['value', agreed('value')],
    ['$ref', agreed('ref')],
    [shown.nameKey, agreed('name')]
  ] as const
  for (const [key, text] of candidates) {
    if (text !== null) return { key: shown.isScalar ? '' : key, text }
  }
  return null
}

const repeatedSlots = new WeakMap<Listed, ReadonlySet<string>>()

/** Counts the types of an array once, when the first label asks for them. */
function isOnlySlot(listed: Listed, slot: string): boolean {
  let repeated = repeatedSlots.get(listed)
  if (!repeated) {
    repeated = new Set([...repeatedIn(listed.before), ...repeatedIn(listed.after)])
    repeatedSlots.set(listed, repeated)
  }
  return !repeated.has(slot)
}

function repeatedIn(identities: readonly Identity[]): string[] {
  const seen = new Set<string>()
  return identities.flatMap(({ slot }) => {
    if (slot === null) return []
    if (seen.has(slot)) return [slot]
    seen.add(slot)
    return []
  })
}
