import { currentTypeName } from '#shared/event-types.ts'

/** Types of events that are about the same kind of thing. */
export interface TypeFamily {
  readonly name: string
  /** Values of `type:`, of which an event of the family fits one. */
  readonly patterns: readonly string[]
  readonly count: number
}

/** By the start of today's type names. A family whose start others share is asked for type by type. */
const FAMILIES: readonly (readonly [start: string, name: string, isShared?: true])[] = [
  ['organization.directory.user_', 'Directory users'],
  ['organization.directory.group_', 'Directory groups'],
  ['organization.directory_', 'Directories'],
  ['organization.domain_', 'Domains'],
  ['organization.sso_', 'SSO connections'],
  ['organization.', 'Organisations', true],
  ['user.', 'Users'],
  ['role.', 'Roles'],
  ['permission.', 'Permissions'],
  ['connected_account.', 'Connected accounts']
]

/** The largest first; types that are known to no family make one by what stands before their last dot. */
export function typeFamilies(
  types: readonly { readonly type: string; readonly count: number }[]
): TypeFamily[] {
  const families = new Map<string, { name: string; patterns: Set<string>; count: number }>()
  for (const { type, count } of types) {
    const { name, pattern } = familyOf(currentTypeName(type))
    const family = families.get(name) ?? { name, patterns: new Set(), count: 0 }
    family.patterns.add(pattern)
    family.count += count
    families.set(name, family)
  }
  return [...families.values()]
    .map(({ name, patterns, count }) => ({ name, patterns: [...patterns].toSorted(), count }))
    .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name))
}

function familyOf(type: string): { readonly name: string; readonly pattern: string } {
  const known = FAMILIES.find(([start]) => type.startsWith(start))
  if (known) {
    const [start, name, isShared] = known
    return { name, pattern: isShared ? type : `${start}*` }
  }
  const start = type.slice(0, type.lastIndexOf('.') + 1)
  return start === '' ? { name: type, pattern: type } : { name: `${start}*`, pattern: `${start}*` }
}
