import type { Redacted } from '#shared/share-models.ts'

/** What a name in a payload is about: a person wherever nothing else is known. */
export type Subject = 'person' | 'group' | 'organization' | 'thing'
export type Kind = Redacted['kind']

/** `phone_number`, `phoneNumber` and `Phone-Number` are one name. */
export function plainName(name: string): string {
  const lower = name.toLowerCase()
  // Most names are plain as they are, and a large body has a million of them.
  return /^[a-z\d$]*$/.test(lower) ? lower : lower.replaceAll(/[^\p{L}\p{N}$]/gu, '')
}

const names = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

const SECRET =
  /passw|passphrase|secret|token|apikey|accesskey|privatekey|credential|authorization|cookie|magiclink|signature|assertion|bearer|verificationcode|recoverycode|^jwt$|^otp$|^pin$|^totp/
/** Last words of a name that speaks of a secret and is none: `token_expires_at`. */
const ABOUT_SECRET = names(
  'at on in type status state count expiry expires method algorithm name provider required enabled verified set'
)

const PERSON = names(`
  givenname familyname firstname lastname middlename surname fullname nickname honorificprefix honorificsuffix
  username preferredusername loginname login upn userprincipalname mailnickname samaccountname commonname
  email emails mail primaryemail workemail homeemail otheremail secondaryemail recoveryemail identifier
  phone phones phonenumber phonenumbers mobile mobilephone telephone tel fax workphone homephone
  street streetaddress streetline locality postalcode postcode zip zipcode
  picture photo photos avatar avatarurl thumbnail thumbnailphotourl profileurl website
  ip ipaddress ips remoteip clientip remoteaddress latitude longitude lat lng lon coordinates city useragent
  birthdate birthday dateofbirth dob placeofbirth gender ssn nationalid passport passportnumber taxid
  ims im x509certificates invitedby inviter invitee recipient signedinas
  spouse partner emergencycontact nextofkin assistant supervisor approver requester reviewer
  spousename partnername contactname contactperson assistantname supervisorname managername ownername approvername
  maidenname previousname preferredname legalfirstname legallastname birthname
  createdby updatedby modifiedby approvedby requestedby assignedto reportsto
`)
/** Personal unless they stand in a role, a permission or a set-up. */
const NAME = names(
  'name names displayname formatted display label handle alias sortname loginhint sub subject'
)
const PART_OF_NAME = names('givenname familyname firstname lastname middlename surname fullname nickname')
const ORGANIZATION = names(`
  organization organizationname organisation organisationname company companyname tenant tenantname employer
  domain domains primarydomain organizationdomain orgname legalname
`)
const ID = names(`
  dpid externalid externalids employeenumber personnelnumber objectguid immutableid uid uuid guid userid groupid
  accountnumber orgunitid iamid $ref ref
`)
/** Below these, whatever is not known to be impersonal is a person's. */
const PERSONAL_AREA = names(`
  rawattributes userprofile customattributes customschemas attributes device location geo geolocation address
  addresses photos ims x509certificates manager
`)
/** In such an area: what programs switch on, and where people stand in their organisation. */
const IMPERSONAL = names(`
  active archived suspended disabled enabled primary preferred type kind schemas schema locale locales language
  languages languagecode preferredlanguage preference timezone zoneinfo resourcetype usertype title jobtitle
  department division costcenter status state provider connectiontype connectionprovider devicetype regioncode
  created lastmodified version operation op verified
`)
const REFERRING = names('members member manager groups group directreports')
const SUBJECTS: ReadonlyMap<string, Subject> = new Map([
  ...['user', 'users', 'userprofile', 'member', 'members', 'manager', 'owner', 'actor'].map(
    (name) => [name, 'person'] as const
  ),
  ['group', 'group'],
  ['groups', 'group'],
  ...['organization', 'organizations', 'authenticatedorganizations', 'company', 'tenant'].map(
    (name) => [name, 'organization'] as const
  ),
  ...['role', 'roles', 'permission', 'permissions', 'features', 'settings', 'connection', 'directory'].map(
    (name) => [name, 'thing'] as const
  )
])
const SUBJECT_OF_OBJECT: Readonly<Record<string, Subject>> = {
  DirectoryGroup: 'group',
  Organization: 'organization',
  Domain: 'organization',
  Role: 'thing',
  Permission: 'thing',
  Connection: 'thing',
  Directory: 'thing'
}

export function isSecretName(written: string): boolean {
  if (!SECRET.test(plainName(written))) return false
  const words = written.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').split(/[_\-.\s]+/)
  return words.length === 1 || !ABOUT_SECRET.has(words.at(-1)?.toLowerCase() ?? '')
}
export const isPersonalName = (name: string, subject: Subject): boolean =>
  PERSON.has(name) || ((subject === 'person' || subject === 'group') && NAME.has(name))
/** Its words are parts of a person's name wherever else they stand. */
export const isNameOfPerson = (name: string, subject: Subject): boolean =>
  PART_OF_NAME.has(name) || (subject === 'person' && NAME.has(name))
export const isBirth = (name: string): boolean => /birth|^dob$/.test(name)
export const isDomainName = (name: string): boolean => /domains?$/.test(name)
export const isOrganizationName = (name: string, subject: Subject): boolean =>
  ORGANIZATION.has(name) || (subject === 'organization' && NAME.has(name))
export const isPersonalArea = (name: string): boolean => PERSONAL_AREA.has(name)
/** Common in payloads; somebody may be called so. */
const OTHER = names(
  'data user users member members manager owner group groups role roles id ids metadata value'
)
export const isFieldName = (name: string): boolean =>
  [PERSON, NAME, ORGANIZATION, ID, PERSONAL_AREA, IMPERSONAL, OTHER].some((list) => list.has(name))
export const isImpersonalName = (name: string): boolean => IMPERSONAL.has(name)
/** As it is written, because `valid` ends in the same letters. */
export const isIdName = (written: string): boolean =>
  /(?:^|[_\-.])ids?$/i.test(written) || /[a-z\d]I[dD]s?$/.test(written) || ID.has(plainName(written))
/** `value` in a member of these names another resource. */
export const isReferring = (name: string): boolean => REFERRING.has(name)
export const subjectBelow = (name: string, above: Subject): Subject => SUBJECTS.get(name) ?? above

/** What `data` is about. */
export function subjectOf(object: string | null, type: string | null): Subject {
  if (object !== null && Object.hasOwn(SUBJECT_OF_OBJECT, object))
    return SUBJECT_OF_OBJECT[object] ?? 'person'
  if (object !== null || type === null) return 'person'
  if (/^(?:role|permission)\.|\.sso_|\.directory_|\.sync\./.test(type)) return 'thing'
  if (/^organization\.(?!directory)|^scalekit\.org\./.test(type)) return 'organization'
  return /\.group[._]/.test(type) ? 'group' : 'person'
}
