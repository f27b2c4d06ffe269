import { MASK } from '#shared/redaction/masker.ts'
import type { Condition } from '#shared/query/query.ts'
import type { FlatKind } from '../../lib/flat-json.ts'

const id = /^([a-z\d]+)_\d{15,19}$/
/** Prefixes of what has a history: the rest are events, messages, environments and sessions. */
const entities = new Set(['diruser', 'dirgroup', 'org', 'dir', 'conn', 'usr', 'ca', 'role', 'perm'])
const longestText = 200

/** The entity that a value names; null for any other value. */
export function entityOf(value: string): string | null {
  const prefix = id.exec(value)?.[1]
  return prefix !== undefined && entities.has(prefix) ? value : null
}

/** What the timeline is to be filtered by for a value to be in it; null where no filter can say that. */
export function conditionOf(
  path: string,
  kind: FlatKind,
  name: string | number | null,
  value: string
): Condition | null {
  const prefix = kind === 'string' ? id.exec(value)?.[1] : undefined
  if (prefix === 'org') return { kind: 'org', needle: value, negated: false }
  if (prefix === 'evt' || prefix === 'msg') return { kind: 'id', id: value, negated: false }
  if (kind === 'string' && entityOf(value) !== null) return { kind: 'entity', id: value, negated: false }
  if (path === 'type' && kind === 'string') return { kind: 'type', pattern: value, negated: false }
  if (
    (kind === 'string' || kind === 'number') &&
    value.trim() !== '' &&
    !value.includes(MASK) &&
    value.length <= longestText
  ) {
    return { kind: 'text', text: value, negated: false }
  }
  return typeof name === 'string' && name !== '' && name.length <= longestText
    ? { kind: 'key', name, negated: false }
    : null
}
