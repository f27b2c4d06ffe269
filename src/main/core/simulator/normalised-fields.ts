import type { Fields } from './scene.ts'
import { ENTERPRISE } from './raw-attributes.ts'

/**
 * The fields that Scalekit makes of raw attributes, empty ones left out. Its doing, not ours: imitated after the
 * catalogue's examples, to which a test holds this.
 */
export function normalisedFields(raw: Fields): Fields {
  const all = raw['kind'] === 'admin#directory#user' ? fromGoogle(raw) : fromScim(raw)
  return withoutEmpty(all)
}

function fromScim(raw: Fields): Fields {
  const name = fieldsOf(raw['name'])
  const enterprise = fieldsOf(raw[ENTERPRISE])
  const [address] = listOf(raw['addresses'])
  const [phone] = listOf(raw['phoneNumbers'])
  const emails = listOf(raw['emails'])
  const custom = Object.entries(raw).find(
    ([key]) => key !== ENTERPRISE && key.startsWith('urn:ietf:params:scim:schemas:extension:')
  )
  return {
    active: raw['active'] === true || raw['active'] === 'True',
    address: withoutEmpty({
      formatted: address?.['formatted'],
      postal_code: address?.['postalCode'],
      state: address?.['region']
    }),
    cost_center: enterprise['costCenter'],
    custom_attributes: withoutEmpty({ badge_tier: fieldsOf(custom?.[1])['badgeTier'] }),
    department: enterprise['department'],
    division: enterprise['division'],
    dp_id: raw['externalId'],
    email: (emails.find((email) => email['primary'] === true) ?? emails[0])?.['value'],
    employee_id: enterprise['employeeNumber'],
    family_name: name['familyName'],
    given_name: name['givenName'],
    language: raw['preferredLanguage'],
    locale: raw['locale'],
    name: raw['displayName'] ?? name['formatted'],
    nickname: raw['nickName'],
    organization: enterprise['organization'],
    phone_number: phone?.['value'],
    preferred_username: raw['userName'],
    title: raw['title'],
    user_type: raw['userType'],
    zoneinfo: raw['timezone']
  }
}

function fromGoogle(raw: Fields): Fields {
  const name = fieldsOf(raw['name'])
  const [organization] = listOf(raw['organizations'])
  return {
    active: raw['suspended'] === false,
    cost_center: organization?.['costCenter'],
    department: organization?.['department'],
    dp_id: raw['id'],
    email: raw['primaryEmail'],
    family_name: name['familyName'],
    given_name: name['givenName'],
    name: name['fullName'],
    picture: raw['thumbnailPhotoUrl'],
    preferred_username: raw['primaryEmail'],
    title: organization?.['title']
  }
}

const withoutEmpty = (all: Fields): Fields =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => !isEmpty(value)))
const isEmpty = (value: unknown): boolean =>
  value === undefined || value === '' || (isFields(value) && Object.keys(value).length === 0)
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})
const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : [])
