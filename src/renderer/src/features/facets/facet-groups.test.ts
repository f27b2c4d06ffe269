import { expect, test } from 'vitest'
import { termsIn } from '#shared/query/edit-query.ts'
import type { Facets } from '#shared/total-models.ts'
import { facetGroups, facetState, withFacet } from './facet-groups.ts'

const facets: Facets = {
  seq: 1,
  types: [
    { type: 'organization.created', canonicalType: 'organization.created', count: 2 },
    { type: 'organization.deleted', canonicalType: 'organization.deleted', count: 1 }
  ],
  organizations: [{ id: 'org_1', name: 'Acme Inc', count: 3 }],
  providers: [{ provider: 'okta', count: 3 }],
  outcomes: [{ outcome: 'refused', count: 1_000, isMore: true }],
  endpoints: [{ id: 'ep_1', count: 3 }],
  flags: { starred: 1, replayed: 0, retried: 2, conflict: 0, late: 0, sample: 0, noted: 1 }
}

test('groups have names, and none is there that tells nothing apart', () => {
  expect(
    facetGroups(facets, new Map()).map(({ name, facets: rows }) => [name, ...rows.map((row) => row.name)])
  ).toEqual([
    ['Types', 'Organisations'],
    ['Organisations', 'Acme Inc'],
    ['Providers', 'Okta'],
    ['Last attempt', 'Answered otherwise'],
    ['Marks', 'Delivered again', 'With a note']
  ])
})

test('a facet of several conditions goes into the filter and out of it as one', () => {
  const [types, , , attempts] = facetGroups(facets, new Map())
  const [organisations] = types!.facets
  const wanted = withFacet('"Ada" is:late', organisations!, 'wanted')
  expect(wanted).toBe('"Ada" is:late type:organization.created type:organization.deleted')
  expect(facetState(termsIn(wanted), organisations!)).toBe('wanted')
  const refused = withFacet(wanted, organisations!, 'refused')
  expect(refused).toBe('"Ada" is:late -type:organization.created -type:organization.deleted')
  expect(facetState(termsIn(refused), organisations!)).toBe('refused')
  expect(withFacet(refused, organisations!, null)).toBe('"Ada" is:late')
  expect(facetState(termsIn('type:organization.created'), organisations!)).toBeNull()
  expect(withFacet('', attempts!.facets[0]!, 'wanted')).toBe('status:1xx status:>=300')
})
