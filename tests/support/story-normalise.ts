import type { Fields } from './story-teller.ts'

/**
 * The normalised fields that Scalekit makes of raw attributes, empty ones left out. A third party's doing,
 * imitated for stories alone: from the examples of the catalogue, and held to them by a test.
 */
export function normalise(raw: Readonly<Fields>): Fields {
  return present(raw['kind'] === 'admin#directory#user' ? fromGoogle(raw) : fromScim(raw))
}

const ENTERPRISE = /^urn:ietf:params:scim:schemas:extension:enterprise:2\.0:User$/i
const EXTENSION = /^urn:ietf:params:scim:schemas:extension:/i

function fromScim(raw: Readonly<Fields>): Fields {
  const name = fields(raw['name'])
  const enterprise = fields(Object.entries(raw).find(([key]) => ENTERPRISE.test(key))?.[1])
  const address = fields(list(raw['addresses'])[0])
  const custom = Object.entries(raw).find(([key]) => EXTENSION.test(key) && !ENTERPRISE.test(key))?.[1]
  return {
    active: !['False', 'false', false].includes(raw['active'] as string),
    address: present({
      formatted: address['formatted'],
      postal_code: address['postalCode'],
      state: address['region']
    }),
    cost_center: enterprise['costCenter'],
    custom_attributes: present({ badge_tier: fields(custom)['badgeTier'] }),
    department: enterprise['department'],
    division: enterprise['division'],
    dp_id: raw['externalId'],
    email: emailOf(raw['emails']),
    employee_id: enterprise['employeeNumber']?.toString(),
    family_name: name['familyName'],
    given_name: name['givenName'],
    language: raw['preferredLanguage'],
    locale: raw['locale'],
    name: raw['displayName'] ?? name['formatted'],
    nickname: raw['nickName'],
    organization: enterprise['organization'],
    phone_number: fields(list(raw['phoneNumbers'])[0])['value'],
    preferred_username: raw['userName'] ?? raw['username'],
    profile: raw['profileUrl'],
    title: raw['title'],
    user_type: raw['userType'],
    zoneinfo: raw['timezone']
  }
}

function fromGoogle(raw: Readonly<Fields>): Fields {
  const name = fields(raw['name'])
  const organization = fields(list(raw['organizations'])[0])
  return {
    active: raw['suspended'] === false,
    cost_center: organization['costCenter'],
    department: organization['department'],
    dp_id: raw['id'],
    email: raw['primaryEmail'],
    family_name: name['familyName'],
    given_name: name['givenName'],
    name: name['fullName'],
    picture: raw['thumbnailPhotoUrl'],
    preferred_username: raw['primaryEmail'],
    title: organization['title']
  }
}

/** Of a list of addresses, of one alone, or of strings: directories send all three. */
function emailOf(emails: unknown): unknown {
  const all = list(emails)
  const chosen = all.find((email) => fields(email)['primary'] === true) ?? all[0]
  return typeof chosen === 'string' ? chosen : fields(chosen)['value']
}

function present(all: Fields): Fields {
  const isEmpty = (value: unknown) =>
    value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0)
  return Object.fromEntries(Object.entries(all).filter(([, value]) => !isEmpty(value)))
}

const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
const list = (value: unknown): readonly unknown[] => [value ?? []].flat()
