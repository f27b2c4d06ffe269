import type { Facets } from '#shared/total-models.ts'
import { shortIds } from '../../lib/short-ids.ts'
import { useAppState } from '../../state/app-state.ts'
import { useStore } from '../../state/store.ts'

type Organizations = Facets['organizations']

/** What an organisation is called; `id` is the end of its id where another is called the same. */
interface OrganizationName {
  readonly name: string
  readonly id: string | null
}

const known = new WeakMap<Organizations, ReadonlyMap<string, OrganizationName>>()

/** What organisations are called, by their ids; no two alike. One without a name is called by the end of its id. */
export function organizationNames(organizations: Organizations): ReadonlyMap<string, OrganizationName> {
  const names = known.get(organizations) ?? nameAll(organizations)
  known.set(organizations, names)
  return names
}

function nameAll(organizations: Organizations): ReadonlyMap<string, OrganizationName> {
  const ids = shortIds(organizations.map(({ id }) => id))
  const counts = new Map<string | null, number>()
  for (const { name } of organizations) counts.set(name, (counts.get(name) ?? 0) + 1)
  return new Map(
    organizations.map(({ id, name }) => {
      const short = ids.get(id) ?? id
      if (name === null) return [id, { name: short, id: null }]
      return [id, { name, id: (counts.get(name) ?? 0) > 1 ? short : null }]
    })
  )
}

/** What an organisation is called in a row; the whole id until the organisations have been read. */
export function useOrganizationName(id: string | null, name: string | null): string | null {
  const { facets } = useAppState()
  const organizations = useStore(facets).value?.organizations
  if (id === null) return name
  const own = organizations && organizationNames(organizations).get(id)
  if (!own) return name ?? id
  return own.id === null ? own.name : `${own.name} ${own.id}`
}
