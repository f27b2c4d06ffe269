import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Mapping } from '#shared/mapping-models.ts'
import { createOperations } from '../../src/main/core/store/operations.ts'
import { captured } from '../support/captured.ts'
import { directoryEvent } from '../support/directory-event.ts'
import { openTempStore, type TempStore } from '../support/temp-store.ts'
import { mappingOf } from '../support/mapping-of.ts'

const BADGE = 'urn:ietf:params:scim:schemas:extension:juniperslate:2.0:User'

let temp: TempStore
beforeEach(() => {
  temp = openTempStore()
})
afterEach(() => temp.close())

const study = (operations = temp.operations) => {
  while (operations.tidy(true));
}
const receive = (...events: readonly Record<string, unknown>[]) => {
  temp.operations.capture(events.map((event) => captured(event)))
  study()
}
const mapOf = (id: string): Mapping => mappingOf(temp.operations, id)
const field = (id: string, name: string) => {
  const { rule, agreement, seen, source, ruleText } = mapOf(id).fields.find((one) => one.field === name)!
  return { rule, agreement, seen: seen && [seen.equal, seen.of], source: source?.label ?? null, ruleText }
}
const badge = (id: string, tier: string, raw = tier) =>
  directoryEvent(id, {
    raw: { [BADGE]: { tierOfBadge: raw } },
    data: { custom_attributes: { clearance: tier } }
  })

it('learns where a custom attribute comes from, after two equal observations of different values', () => {
  receive(badge('u1', 'gold'))
  expect(field('u1', 'custom_attributes.clearance')).toMatchObject({ rule: 'none', agreement: 'unexplained' })
  expect(mapOf('u1').fields.find((one) => one.field.includes('clearance'))!.alike).toHaveLength(1)
  receive(badge('u2', 'gold'))
  expect(field('u2', 'custom_attributes.clearance').rule).toBe('none')
  receive(badge('u3', 'silver'))
  const learned = {
    rule: 'learned',
    agreement: 'equal',
    seen: [3, 3],
    source: `data.raw_attributes["${BADGE}"].tierOfBadge`,
    ruleText: `In this directory’s events custom_attributes.clearance is what ["${BADGE}"].tierOfBadge says.`
  }
  expect(field('u3', 'custom_attributes.clearance')).toEqual(learned)
  // What was learned explains earlier events as well.
  expect(field('u1', 'custom_attributes.clearance')).toEqual(learned)
})

it('learns after three observations of one value', () => {
  receive(badge('u1', 'gold'), badge('u2', 'gold'), badge('u3', 'gold'))
  expect(field('u3', 'custom_attributes.clearance').rule).toBe('learned')
})

it('says where a learned pair differs, and where its source is missing', () => {
  receive(badge('u1', 'gold'), badge('u2', 'silver'), badge('u3', 'bronze'), badge('u4', 'gold'))
  receive(badge('u5', 'gold', 'tin'))
  expect(field('u5', 'custom_attributes.clearance')).toMatchObject({
    rule: 'learned',
    agreement: 'differs',
    seen: [4, 5]
  })
  receive(directoryEvent('u6', { data: { custom_attributes: { clearance: 'gold' } } }))
  expect(field('u6', 'custom_attributes.clearance')).toMatchObject({
    rule: 'learned',
    agreement: 'missing',
    source: null
  })
})

it('never makes a pair of flags, empty texts and two-letter codes', () => {
  for (const value of [true, 'true', '', 'DE', null]) {
    receive(
      ...[1, 2, 3, 4].map((number) =>
        directoryEvent(`u${number} ${value}`, {
          raw: { [BADGE]: { x: value } },
          data: { custom_attributes: { y: value } }
        })
      )
    )
  }
  const { fields } = mapOf('u4 true')
  expect(fields.find((one) => one.field === 'custom_attributes.y')).toMatchObject({ rule: 'none', alike: [] })
})

it('counts rules as well, and apart for each directory', () => {
  const title = (id: string, raw: string, organization = 'org_1') =>
    directoryEvent(id, { raw: { title: raw }, data: { title: 'Head' }, organization_id: organization })
  receive(title('u1', 'Head'), title('u2', 'head '), title('u3', 'Hand'), title('v1', 'Head', 'org_2'))
  expect(field('u3', 'title')).toMatchObject({ agreement: 'differs', seen: [2, 3] })
  expect(field('u2', 'title')).toMatchObject({ agreement: 'coerced', seen: [2, 3] })
  expect(field('v1', 'title')).toMatchObject({ agreement: 'equal', seen: [1, 1] })
  expect(mapOf('u1').directory).toEqual({
    organizationId: 'org_1',
    organizationName: null,
    events: 3,
    since: Date.UTC(2026, 10, 12, 8)
  })
})

it('learns nothing from samples', () => {
  temp.operations.capture([1, 2, 3].map((number) => captured(badge(`u${number}`, 'gold'), { sample: true })))
  study()
  expect(mapOf('u3').directory.events).toBe(0)
  expect(field('u3', 'custom_attributes.clearance').rule).toBe('none')
})

it('keeps paths and sums only, never a value', () => {
  receive(badge('u1', 'platinum-secret'), badge('u2', 'palladium-secret'), badge('u3', 'platinum-secret'))
  const { db } = temp.store
  for (const table of [
    'shape_scopes',
    'shape_paths',
    'shape_changes',
    'mapping_pairs',
    'directory_providers'
  ]) {
    expect(JSON.stringify(db.prepare(`SELECT * FROM ${table}`).all())).not.toMatch(/secret|example\.com/)
  }
})

it('goes on learning over a restart', () => {
  receive(badge('u1', 'gold'), badge('u2', 'gold'))
  const again = createOperations(temp.store, () => undefined)
  again.capture([captured(badge('u3', 'gold'))])
  study(again)
  expect(field('u3', 'custom_attributes.clearance')).toMatchObject({ rule: 'learned', seen: [3, 3] })
})

it('believes what the directory’s own events say of the provider more than shapes', () => {
  const shaped = directoryEvent('u1', { raw: { externalId: '65d3a9f1c04b7e2a9d81f6b3' } })
  receive(shaped)
  expect(mapOf('u1').provider.guess).toBe('jumpcloud')
  const told = (id: string, type: string, provider: string, at: string) => ({
    id,
    type,
    occurred_at: at,
    organization_id: 'org_1',
    data: { id: 'dir_1', organization_id: 'org_1', provider }
  })
  receive(told('d1', 'organization.directory_enabled', 'OKTA', '2026-11-02T00:00:00Z'))
  expect(mapOf('u1').provider).toEqual({
    guess: 'okta',
    evidence: ['The organisation’s event organization.directory_enabled names OKTA as its provider.'],
    chosen: null
  })
  // An older event that arrives later changes nothing.
  receive(told('d0', 'organization.directory_created', 'ONELOGIN', '2026-11-01T00:00:00Z'))
  expect(mapOf('u1').provider.guess).toBe('okta')
  receive(told('d2', 'organization.sso_enabled', 'JUMPCLOUD', '2026-11-03T00:00:00Z'))
  expect(mapOf('u1').provider.guess).toBe('okta')
})

it('finds and counts the events of a provider’s directories', () => {
  const found = (query: string) => temp.operations.listEvents({ query, limit: 9 }).rows.map(({ id }) => id)
  receive(directoryEvent('u1', { raw: { externalId: '65d3a9f1c04b7e2a9d81f6b3' } }))
  expect(found('provider:jumpcloud')).toEqual(['u1'])
  expect(found('provider:google')).toEqual([])
  expect(found('-provider:jumpcloud')).toEqual([])
  expect(temp.operations.facets().providers).toEqual([{ provider: 'jumpcloud', count: 1 }])
  temp.operations.setProvider({ organizationId: 'org_1', provider: 'google' })
  expect(found('provider:google provider:okta')).toEqual(['u1'])
  expect(temp.operations.facets().providers).toEqual([{ provider: 'google', count: 1 }])
})

it('keeps the user’s choice of a provider, and applies its rules', () => {
  receive(directoryEvent('u1', { raw: { suspended: false, active: undefined }, data: { locale: 'ro' } }))
  expect(field('u1', 'active').agreement).toBe('missing')
  temp.operations.setProvider({ organizationId: 'org_1', provider: 'google' })
  expect(mapOf('u1').provider).toMatchObject({ guess: null, chosen: 'google' })
  expect(field('u1', 'active')).toMatchObject({
    agreement: 'coerced',
    source: 'data.raw_attributes.suspended'
  })
  temp.operations.setProvider({ organizationId: 'org_1', provider: null })
  expect(mapOf('u1').provider.chosen).toBeNull()
  expect(field('u1', 'active').agreement).toBe('missing')
  expect(() => temp.operations.setProvider({ organizationId: 'org_9', provider: 'okta' })).toThrow(
    'There are no events of an organisation org_9.'
  )
})
