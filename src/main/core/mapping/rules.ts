import type { MappedField, Provider } from '#shared/mapping-models.ts'

/**
 * Which raw attribute a normalised field comes from, as far as anybody outside Scalekit knows. `observed` was
 * seen in real deliveries; `inferred` follows from the names alone.
 */
export interface Rule {
  readonly field: string
  /**
   * `name.givenName`, `emails[primary].value`, `phoneNumbers[].value`. In brackets: which member of a list;
   * nothing stands for the one that fits best. `ENTERPRISE` is that extension by any of its names.
   */
  readonly from: string
  readonly certainty: Extract<MappedField['rule'], 'observed' | 'inferred'>
  /** Only where the directory is one of these; null for all. */
  readonly providers: readonly Provider[] | null
  /** The raw attribute says the opposite. */
  readonly isNegated?: true
  readonly note?: string
}

const GOOGLE_NOTE =
  'It is Google’s own name for it; whether Scalekit passes on Google’s users in this shape is not documented.'

const google = (field: string, from: string, more: Partial<Rule> = {}): Rule => ({
  field,
  from,
  certainty: 'inferred',
  providers: ['google'],
  note: GOOGLE_NOTE,
  ...more
})
const rule = (certainty: Rule['certainty'], field: string, from: string, note?: string): Rule => ({
  field,
  from,
  certainty,
  providers: null,
  ...(note === undefined ? {} : { note })
})

/** In order: the first whose raw attribute agrees is what explains a field. */
const USER_RULES: readonly Rule[] = [
  google('dp_id', 'id'),
  google('preferred_username', 'primaryEmail'),
  google('email', 'primaryEmail'),
  google('email', 'emails[primary].address'),
  google('name', 'name.fullName'),
  google('active', 'suspended', {
    isNegated: true,
    note: 'An account that Google has suspended is not active.'
  }),
  google('title', 'organizations[primary].title'),
  google('department', 'organizations[primary].department'),
  google('cost_center', 'organizations[primary].costCenter'),
  google('phone_number', 'phones[primary].value'),
  google('picture', 'thumbnailPhotoUrl'),
  google('language', 'languages[].languageCode'),
  google('employee_id', 'externalIds[type=organization].value'),
  google('address.formatted', 'addresses[primary].formatted'),

  rule('observed', 'dp_id', 'externalId'),
  rule('observed', 'preferred_username', 'userName'),
  rule(
    'observed',
    'email',
    'emails[primary].value',
    'Which address counts where none is the primary one is not documented.'
  ),
  rule('observed', 'given_name', 'name.givenName'),
  rule('observed', 'family_name', 'name.familyName'),
  rule('observed', 'name', 'displayName'),
  rule('inferred', 'name', 'name.formatted', 'It stands in for a missing displayName.'),
  rule('observed', 'active', 'active'),
  rule('observed', 'locale', 'locale'),
  rule('observed', 'division', 'ENTERPRISE.division'),
  rule('inferred', 'employee_id', 'ENTERPRISE.employeeNumber'),
  rule('inferred', 'cost_center', 'ENTERPRISE.costCenter'),
  rule('inferred', 'department', 'ENTERPRISE.department'),
  rule('inferred', 'organization', 'ENTERPRISE.organization'),
  rule('inferred', 'title', 'title'),
  rule('inferred', 'user_type', 'userType'),
  rule('inferred', 'nickname', 'nickName'),
  rule('inferred', 'language', 'preferredLanguage'),
  rule('inferred', 'zoneinfo', 'timezone'),
  rule('inferred', 'profile', 'profileUrl'),
  rule('inferred', 'picture', 'photos[].value'),
  rule(
    'inferred',
    'phone_number',
    'phoneNumbers[].value',
    'Which of several numbers counts is not documented.'
  ),
  rule('inferred', 'address.formatted', 'addresses[].formatted'),
  rule('inferred', 'address.postal_code', 'addresses[].postalCode'),
  rule('inferred', 'address.state', 'addresses[].region')
]

const GROUP_RULES: readonly Rule[] = [
  google('display_name', 'name'),
  google('external_id', 'id'),
  google('dp_id', 'id'),
  rule('inferred', 'display_name', 'displayName'),
  rule('inferred', 'external_id', 'externalId'),
  rule('inferred', 'dp_id', 'externalId')
]

export const ENTERPRISE_NAMES: readonly string[] = [
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:user',
  // SCIM 1.1, whose core schema OneLogin's older template names.
  'urn:scim:schemas:extension:enterprise:1.0'
]

/** What Scalekit makes itself. */
export const COMPUTED: ReadonlyMap<string, string> = new Map([
  ['groups', 'Scalekit lists the groups that the user is a member of; the raw attributes do not decide it.'],
  ['roles', 'Scalekit gives roles by its group-to-role mapping, else the default role.']
])

const byResource = { user: USER_RULES, group: GROUP_RULES } as const

/** The rules that apply, by field. */
export function rulesFor(
  resource: 'user' | 'group',
  provider: Provider | null
): ReadonlyMap<string, readonly Rule[]> {
  const key = `${resource} ${provider}`
  let rules = remembered.get(key)
  if (!rules) {
    const applying = byResource[resource].filter(
      ({ providers }) => providers === null || (provider !== null && providers.includes(provider))
    )
    rules = Map.groupBy(applying, ({ field }) => field)
    remembered.set(key, rules)
  }
  return rules
}
const remembered = new Map<string, ReadonlyMap<string, readonly Rule[]>>()

/** Whether the two say the opposite of each other, by any rule. */
export const isNegatedPair = (field: string, key: string): boolean =>
  field === 'active' && key === 'suspended'
