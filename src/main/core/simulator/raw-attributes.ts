import { assertNever } from '#shared/errors.ts'
import type { Dialect } from '#shared/simulator-models.ts'
import type { DirectoryUser } from './directory-user.ts'
import type { Organization } from './organizations.ts'
import type { Fields } from './scene.ts'

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** A user as that provider's directory sends one: SCIM after each one's habits, and Google's own form. */
export function rawAttributes(user: DirectoryUser, dialect: Dialect, organization: Organization): Fields {
  const { active, name, email, directoryId, title } = user
  const names = { familyName: user.family, givenName: user.given }
  const common = {
    active,
    emails: [{ primary: true, type: 'work', value: email }],
    externalId: directoryId,
    name: { ...names, formatted: name },
    schemas: [CORE, ENTERPRISE],
    title
  }
  const { department, division, costCenter, employeeId: employeeNumber } = user
  const manager = { displayName: user.manager.name, value: user.manager.directoryId }
  const language = user.locale.replace(/-.*/, '')
  switch (dialect) {
    case 'okta':
      return {
        ...common,
        displayName: name,
        groups: [],
        locale: user.locale,
        name: names,
        userName: email,
        [ENTERPRISE]: {
          costCenter,
          department,
          division,
          employeeNumber,
          manager,
          organization: organization.name
        }
      }
    case 'entra': {
      const { domain } = organization
      const custom = `urn:ietf:params:scim:schemas:extension:${domain.replace(/\..*/, '')}:2.0:User`
      return {
        ...common,
        active: user.isActivePatched ? asText(active) : active,
        addresses: [{ ...postalAddress(user), type: 'work' }],
        displayName: name,
        meta: { resourceType: 'User' },
        phoneNumbers: [
          { type: 'work', value: user.phone },
          { type: 'mobile', value: user.mobile }
        ],
        preferredLanguage: user.locale,
        roles: [],
        schemas: [CORE, ENTERPRISE, custom],
        userName: email,
        [ENTERPRISE]: { department, employeeNumber },
        [custom]: { badgeTier: user.badge.tier, officeFloor: user.badge.floor }
      }
    }
    case 'google':
      return {
        archived: false,
        customSchemas: { Workspace: { deskCode: `B${user.badge.floor}-19` } },
        emails: [{ address: email, primary: true }],
        externalIds: [{ type: 'organization', value: employeeNumber }],
        id: directoryId,
        isAdmin: false,
        kind: 'admin#directory#user',
        languages: [{ languageCode: language, preference: 'preferred' }],
        name: { ...names, fullName: name },
        orgUnitPath: `/${department}`,
        organizations: [{ costCenter, department, primary: true, title }],
        phones: [{ type: 'work', value: user.phone }],
        primaryEmail: email,
        suspended: !active,
        thumbnailPhotoUrl: `https://photos.${organization.domain}/${user.handle}.jpg`
      }
    case 'jumpcloud':
      return {
        ...common,
        addresses: [{ country: user.address.country, locality: user.address.locality, type: 'work' }],
        displayName: name,
        name: names,
        phoneNumbers: [{ type: 'mobile', value: user.mobile }],
        userName: loginOf(email),
        [ENTERPRISE]: { costCenter, department, employeeNumber, organization: organization.name }
      }
    case 'onelogin':
      return {
        ...common,
        displayName: name,
        groups: [{ value: department }],
        timezone: user.zone,
        userName: email,
        userType: 'employee',
        [ENTERPRISE]: { department, manager }
      }
    case 'ping':
      return {
        ...common,
        emails: [...common.emails, { type: 'home', value: `${user.handle}@home.example` }],
        locale: user.locale,
        nickName: user.nickname,
        phoneNumbers: [{ type: 'work', value: user.phone }],
        preferredLanguage: language,
        timezone: user.zone,
        userName: loginOf(email),
        [ENTERPRISE]: { department, division, employeeNumber }
      }
    default:
      return assertNever(dialect)
  }
}

/** The name that a user logs in with, as a group lists it. */
export const userNameOf = (user: DirectoryUser, dialect: Dialect): string =>
  dialect === 'jumpcloud' || dialect === 'ping' ? loginOf(user.email) : user.email

const loginOf = (email: string): string => email.replace(/@.*/, '')
const asText = (value: boolean): string => (value ? 'True' : 'False')

function postalAddress({ address }: DirectoryUser): Fields {
  const { street, locality, region, postalCode, country } = address
  return { country, formatted: street, locality, postalCode, region, streetAddress: street }
}
