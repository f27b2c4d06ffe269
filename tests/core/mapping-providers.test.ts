import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MappedField } from '#shared/mapping-models.ts'
import catalogue from '../../resources/scalekit-events.json' with { type: 'json' }
import { captured } from '../support/captured.ts'
import { openTempStore, type TempStore } from '../support/temp-store.ts'
import { mappingOf } from '../support/mapping-of.ts'

const ENTERPRISE = '["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]'
const CUSTOM = '["urn:ietf:params:scim:schemas:extension:juniperslate:2.0:User"]'

/** The six documented shapes of `organization.directory.user_created`, field by field. */
const expected = {
  okta: {
    guess: 'okta',
    fields: {
      active: 'active = observed',
      cost_center: `${ENTERPRISE}.costCenter = inferred`,
      department: `${ENTERPRISE}.department = inferred`,
      division: `${ENTERPRISE}.division = observed`,
      dp_id: 'externalId = observed',
      email: 'emails[type=work].value = observed',
      employee_id: `${ENTERPRISE}.employeeNumber = inferred`,
      family_name: 'name.familyName = observed',
      given_name: 'name.givenName = observed',
      groups: 'computed',
      locale: 'locale = observed',
      name: 'displayName = observed',
      organization: `${ENTERPRISE}.organization = inferred`,
      preferred_username: 'userName = observed',
      roles: 'computed',
      title: 'title = inferred'
    },
    unmapped: ['schemas', `${ENTERPRISE}.manager.displayName`, `${ENTERPRISE}.manager.value`]
  },
  'entra-id': {
    guess: 'entra',
    fields: {
      active: 'active = observed',
      'address.formatted': 'addresses[type=work].formatted = inferred',
      'address.postal_code': 'addresses[type=work].postalCode = inferred',
      'address.state': 'addresses[type=work].region = inferred',
      'custom_attributes.badge_tier': `${CUSTOM}.badgeTier = inferred`,
      department: `${ENTERPRISE}.department = inferred`,
      dp_id: 'externalId = observed',
      email: 'emails[type=work].value = observed',
      employee_id: `${ENTERPRISE}.employeeNumber = inferred`,
      family_name: 'name.familyName = observed',
      given_name: 'name.givenName = observed',
      groups: 'computed',
      language: 'preferredLanguage = inferred',
      name: 'displayName = observed',
      phone_number: 'phoneNumbers[type=work].value = inferred',
      preferred_username: 'userName = observed',
      roles: 'computed',
      title: 'title = inferred'
    },
    unmapped: [
      'addresses[type=work].country',
      'addresses[type=work].locality',
      'addresses[type=work].streetAddress',
      'meta.resourceType',
      'name.formatted',
      'phoneNumbers[type=mobile].value',
      'schemas',
      `${CUSTOM}.officeFloor`
    ]
  },
  'google-workspace': {
    guess: 'google',
    fields: {
      active: 'suspended ~ inferred',
      cost_center: 'organizations[0].costCenter = inferred',
      department: 'organizations[0].department = inferred',
      dp_id: 'id = inferred',
      email: 'primaryEmail = inferred',
      family_name: 'name.familyName = observed',
      given_name: 'name.givenName = observed',
      groups: 'computed',
      name: 'name.fullName = inferred',
      picture: 'thumbnailPhotoUrl = inferred',
      preferred_username: 'primaryEmail = inferred',
      roles: 'computed',
      title: 'organizations[0].title = inferred'
    },
    unmapped: [
      'archived',
      'customSchemas.Workspace.deskCode',
      'emails[0].address',
      'externalIds[type=organization].value',
      'isAdmin',
      'kind',
      'languages[0].languageCode',
      'languages[0].preference',
      'orgUnitPath',
      'phones[type=work].value'
    ]
  },
  jumpcloud: {
    guess: 'jumpcloud',
    fields: {
      active: 'active = observed',
      cost_center: `${ENTERPRISE}.costCenter = inferred`,
      department: `${ENTERPRISE}.department = inferred`,
      dp_id: 'externalId = observed',
      email: 'emails[type=work].value = observed',
      employee_id: `${ENTERPRISE}.employeeNumber = inferred`,
      family_name: 'name.familyName = observed',
      given_name: 'name.givenName = observed',
      groups: 'computed',
      name: 'displayName = observed',
      organization: `${ENTERPRISE}.organization = inferred`,
      phone_number: 'phoneNumbers[type=mobile].value = inferred',
      preferred_username: 'userName = observed',
      roles: 'computed',
      title: 'title = inferred'
    },
    unmapped: ['addresses[type=work].country', 'addresses[type=work].locality', 'name.middleName', 'schemas']
  },
  onelogin: {
    guess: 'onelogin',
    fields: {
      active: 'active = observed',
      department: `${ENTERPRISE}.department = inferred`,
      dp_id: 'externalId = observed',
      email: 'emails[type=work].value = observed',
      family_name: 'name.familyName = observed',
      given_name: 'name.givenName = observed',
      groups: 'computed',
      name: 'displayName = observed',
      preferred_username: 'userName = observed',
      roles: 'computed',
      title: 'title = inferred',
      user_type: 'userType = inferred',
      zoneinfo: 'timezone = inferred'
    },
    unmapped: [
      'groups[value=Legal EMEA].value',
      'name.formatted',
      'schemas',
      `${ENTERPRISE}.manager.displayName`,
      `${ENTERPRISE}.manager.value`
    ]
  },
  'ping-identity': {
    guess: 'ping',
    fields: {
      active: 'active = observed',
      division: `${ENTERPRISE}.division = observed`,
      dp_id: 'externalId = observed',
      email: 'emails[type=work].value = observed',
      employee_id: `${ENTERPRISE}.employeeNumber = inferred`,
      family_name: 'name.familyName = observed',
      given_name: 'name.givenName = observed',
      groups: 'computed',
      language: 'preferredLanguage = inferred',
      locale: 'locale = observed',
      name: 'name.formatted = inferred',
      nickname: 'nickName = inferred',
      phone_number: 'phoneNumbers[type=work].value = inferred',
      preferred_username: 'userName = observed',
      roles: 'computed',
      zoneinfo: 'timezone = inferred'
    },
    unmapped: ['emails[type=home].value', 'schemas']
  }
} as const

const entry = catalogue.find(({ type }) => type === 'organization.directory.user_created')!
const shapes: Readonly<Record<string, { readonly id: string }>> = {
  okta: entry.example,
  ...Object.fromEntries(entry.variants!.map(({ name, example }) => [name, example]))
}

const within = (label: string): string => label.replace(/^data\.raw_attributes\.?/, '')
/** `externalId = observed`, `suspended ~ inferred`, `computed`. */
function inShort({ source, agreement, rule }: MappedField): string {
  if (!source) return agreement
  const sign = { equal: '=', coerced: '~' }[agreement as string] ?? agreement
  return `${within(source.label)} ${sign} ${rule}`
}

describe('the mapping of the documented shapes', () => {
  let temp: TempStore
  beforeEach(() => {
    temp = openTempStore()
  })
  afterEach(() => temp.close())

  const map = (event: { readonly id: string }) => {
    temp.operations.capture([captured(event)])
    return mappingOf(temp.operations, event.id)
  }

  it('covers every shape of the catalogue', () => {
    expect(Object.keys(expected)).toEqual(Object.keys(shapes))
  })

  it.each(Object.entries(expected))('explains each field of %s', (name, { guess, fields, unmapped }) => {
    const mapping = map(shapes[name]!)
    expect(mapping.resource).toBe('user')
    expect(mapping.provider.guess).toBe(guess)
    expect(mapping.provider.evidence.length).toBeGreaterThan(0)
    expect(Object.fromEntries(mapping.fields.map((field) => [field.field, inShort(field)]))).toEqual(fields)
    expect(mapping.unmapped.map(({ label }) => within(label)).toSorted()).toEqual([...unmapped].toSorted())
    for (const { ruleText } of mapping.fields) expect(ruleText).toMatch(/^[a-zA-Z].*\.$/)
    for (const { reason } of mapping.unmapped) expect(reason).toMatch(/^[A-Z].*\.$/)
  })

  it('says why a raw value reached no field', () => {
    const reasons = (name: string) =>
      Object.fromEntries(map(shapes[name]!).unmapped.map(({ label, reason }) => [within(label), reason]))
    expect(reasons('entra-id')).toMatchObject({
      'addresses[type=work].streetAddress':
        'Says the same as addresses[type=work].formatted, which address.formatted comes from.',
      'phoneNumbers[type=mobile].value': 'A further phone number: Scalekit keeps one.',
      [`${CUSTOM}.officeFloor`]:
        'The directory’s own attribute: an admin can map it to a custom attribute in Scalekit’s admin portal.'
    })
    expect(reasons('google-workspace')).toMatchObject({
      'phones[type=work].value': 'By its name it would become phone_number, but the event has no such field.',
      'emails[0].address': 'Says the same as primaryEmail, which email comes from.'
    })
    expect(reasons('ping-identity')).toMatchObject({
      'emails[type=home].value': 'A further e-mail address: Scalekit keeps one, the primary.'
    })
  })

  it('names what else holds the same value', () => {
    const { fields } = map(shapes['entra-id']!)
    const alike = (name: string) =>
      fields.find(({ field }) => field === name)!.alike.map(({ label }) => within(label))
    expect(alike('name')).toEqual(['name.formatted'])
    expect(alike('email')).toEqual(['userName'])
    expect(alike('active')).toEqual([])
  })

  it('explains groups, with and without an external id', () => {
    const group = (type: string) =>
      map(catalogue.find((one) => one.type === `organization.directory.group_${type}`)!.example)
    const short = ({ resource, fields }: ReturnType<typeof group>) => ({
      resource,
      ...Object.fromEntries(fields.map((field) => [field.field, inShort(field)]))
    })
    expect(short(group('created'))).toEqual({
      resource: 'group',
      display_name: 'displayName = inferred',
      external_id: 'missing'
    })
    const deleted = group('deleted')
    expect(short(deleted)).toEqual({
      resource: 'group',
      display_name: 'displayName = inferred',
      dp_id: 'externalId = inferred'
    })
    expect(deleted.unmapped.map(({ reason }) => reason)).toEqual([
      'Who is in the group: Scalekit adds it to the groups of each user instead.',
      'Who is in the group: Scalekit adds it to the groups of each user instead.'
    ])
  })

  it('maps nothing in events without raw attributes', () => {
    for (const type of ['organization.directory.user_deleted', 'organization.created', 'user.login']) {
      const mapping = map(catalogue.find((one) => one.type === type)!.example)
      expect(mapping).toMatchObject({ resource: null, fields: [], unmapped: [] })
    }
  })
})
