import { providerNames } from '#shared/provider-names.ts'
import { withoutTerm, withTerm } from '#shared/query/edit-query.ts'
import { printTerm } from '#shared/query/print-query.ts'
import type { Content, Flag } from '#shared/query/query.ts'
import type { Facets } from '#shared/total-models.ts'
import { organizationNames } from './organization-names.ts'
import { typeFamilies } from './type-families.ts'

/** One thing that events have in common, as the conditions that find them; one of these is enough. */
export interface Facet {
  readonly name: string
  /** What the name leaves out. */
  readonly hint: string
  /** What tells it from another of that name; null where nothing has to. */
  readonly end: string | null
  readonly contents: readonly Content[]
  readonly count: number
  /** There are more than were counted. */
  readonly isMore: boolean
}

export interface FacetGroup {
  readonly name: string
  readonly facets: readonly Facet[]
}

export function facetGroups(facets: Facets, endpointNames: ReadonlyMap<string, string>): FacetGroup[] {
  const groups: FacetGroup[] = [
    {
      name: 'Types',
      facets: typeFamilies(facets.types).map(({ name, patterns, count }) =>
        facet(
          name,
          count,
          patterns.map((pattern) => ({ kind: 'type', pattern }))
        )
      )
    },
    {
      name: 'Organisations',
      facets: facets.organizations.map(({ id, count }) => {
        const own = organizationNames(facets.organizations).get(id)
        const content = { kind: 'org', needle: id } as const
        return { ...facet(own?.name ?? id, count, [content], id), end: own?.id ?? null }
      })
    },
    {
      name: 'Providers',
      facets: facets.providers.map(({ provider, count }) =>
        facet(providerNames[provider], count, [{ kind: 'provider', provider }])
      )
    },
    {
      name: 'Endpoints',
      // Of a single one there is nothing to tell apart.
      facets:
        facets.endpoints.length < 2
          ? []
          : facets.endpoints.map(({ id, count }) =>
              facet(endpointNames.get(id) ?? id, count, [{ kind: 'endpoint', needle: id }], id)
            )
    },
    {
      name: 'Last attempt',
      facets: facets.outcomes.map(({ outcome, count, isMore }) => ({
        ...facet(...outcomeNames[outcome](count)),
        isMore
      }))
    },
    {
      name: 'Marks',
      facets: marks.flatMap(({ flag, name, hint }) => {
        const count = facets.flags[flag === 'noted' ? 'noted' : flag]
        const content: Content = flag === 'noted' ? { kind: 'has', what: 'note' } : { kind: 'is', flag }
        return count > 0 ? [{ ...facet(name, count, [content]), hint }] : []
      })
    }
  ]
  return groups.filter((group) => group.facets.length > 0)
}

function facet(name: string, count: number, contents: readonly Content[], hint = ''): Facet {
  return { name, hint, end: null, contents, count, isMore: false }
}

const outcomeNames: Readonly<
  Record<Facets['outcomes'][number]['outcome'], (count: number) => [string, number, Content[]]>
> = {
  accepted: (count) => ['Answered 2xx', count, [{ kind: 'status', status: { from: 200, to: 299 } }]],
  refused: (count) => [
    'Answered otherwise',
    count,
    [
      { kind: 'status', status: { from: 100, to: 199 } },
      { kind: 'status', status: { from: 300, to: 999 } }
    ]
  ],
  failed: (count) => ['No answer', count, [{ kind: 'status', status: { outcome: 'failed' } }]],
  pending: (count) => ['Waiting for an answer', count, [{ kind: 'status', status: { outcome: 'pending' } }]]
}

const marks: readonly {
  readonly flag: Exclude<Flag, 'verified' | 'rejected' | 'unchecked' | 'interceptor' | 'starred'> | 'noted'
  readonly name: string
  readonly hint: string
}[] = [
  { flag: 'conflict', name: 'Conflict', hint: 'Delivered again under the same id with another body' },
  { flag: 'late', name: 'Late', hint: 'Happened before one that had come already' },
  { flag: 'retried', name: 'Delivered again', hint: 'More than one delivery' },
  { flag: 'replayed', name: 'Replayed', hint: '' },
  { flag: 'noted', name: 'With a note', hint: '' },
  { flag: 'sample', name: 'Samples', hint: 'Made by this app' }
]

export type FacetState = 'wanted' | 'refused' | null

/** Whether a filter asks for all that a facet stands for, or for none of it; `asked` is what `termsIn` finds in it. */
export function facetState(asked: ReadonlySet<string>, { contents }: Facet): FacetState {
  const isAll = (negated: boolean) =>
    contents.every((content) => asked.has(printTerm({ ...content, negated })))
  if (isAll(false)) return 'wanted'
  return isAll(true) ? 'refused' : null
}

/** The filter with a facet wanted or refused, or with neither. */
export function withFacet(query: string, { contents }: Facet, state: FacetState): string {
  return contents.reduce((text, content) => {
    if (state !== null) return withTerm(text, { ...content, negated: state === 'refused' })
    return withoutTerm(withoutTerm(text, { ...content, negated: false }), { ...content, negated: true })
  }, query)
}
