import catalogue from '../../resources/scalekit-events.json' with { type: 'json' }
import { normalise } from './story-normalise.ts'
import type { EventBody, Fields, Organization, StoryTeller } from './story-teller.ts'

/** Whose shape a directory user has, as the catalogue names it. */
export type ProviderShape =
  'okta' | 'entra-id' | 'google-workspace' | 'jumpcloud' | 'onelogin' | 'ping-identity'

export interface Group {
  readonly id: string
  readonly name: string
}

/** A directory user as the directory has it at one moment. */
export interface Person {
  readonly id: string
  readonly organization: Organization
  readonly raw: Fields
  readonly groups: readonly Group[]
  readonly role: string
}

export interface Attributes {
  readonly title?: string
  readonly department?: string
  readonly email?: string
  readonly active?: boolean | string
}

export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789'
const HEX = '0123456789abcdef'
const DIGITS = '0123456789'

/** The ids that the providers' directories give. */
const directoryIds: Readonly<Record<ProviderShape, (teller: StoryTeller) => string>> = {
  okta: (teller) => `00u${teller.characters(14, LETTERS)}5d7`,
  'entra-id': guid,
  'google-workspace': (teller) => `1${teller.characters(20, DIGITS)}`,
  jumpcloud: (teller) => `65d3${teller.characters(20, HEX)}`,
  onelogin: (teller) => `18${teller.characters(7, DIGITS)}`,
  'ping-identity': guid
}

export interface PersonOptions {
  readonly shape: ProviderShape
  /** Given and family name. */
  readonly name: readonly [string, string]
  readonly organization: Organization
  /** When Scalekit made the user, in ms. */
  readonly at: number
}

/** Someone with the attributes of the catalogue's example for that provider and a name and ids of their own. */
export function createPerson(teller: StoryTeller, { shape, name, organization, at }: PersonOptions): Person {
  const example = exampleOf(shape)
  const [given, family] = name
  const handle = plain(`${given}.${family}`)
  const login = String(example.preferred_username)
  const renames: readonly (readonly [string, string])[] = [
    [String(example.email), `${handle}@${organization.domain}`],
    [login, login.includes('@') ? `${handle}@${organization.domain}` : handle],
    [String(example.dp_id), directoryIds[shape](teller)],
    [String(example.family_name), family],
    [String(example.given_name), given]
  ]
  const raw = renames.reduce(
    (text, [from, to]) => text.replaceAll(from, to),
    JSON.stringify(example.raw_attributes)
  )
  return {
    id: teller.id('diruser', at - 50),
    organization,
    raw: JSON.parse(raw) as Fields,
    groups: [],
    role: 'member'
  }
}

/** The same person with other raw attributes: `change` writes into a copy. */
export function rewrite(person: Person, change: (raw: Fields) => void): Person {
  const raw = structuredClone(person.raw)
  change(raw)
  return { ...person, raw }
}

/** The same person with those attributes, each where their provider keeps it. */
export function withAttributes(person: Person, attributes: Attributes): Person {
  return rewrite(person, (raw) => (isGoogle(raw) ? writeGoogle : writeScim)(raw, attributes))
}

export function userCreated(teller: StoryTeller, person: Person, at: number): EventBody {
  return userEvent(teller, 'created', person, at)
}

export function userUpdated(teller: StoryTeller, person: Person, at: number): EventBody {
  return userEvent(teller, 'updated', person, at)
}

/** Says little: Scalekit sends four fields of a deleted user. */
export function userDeleted(teller: StoryTeller, person: Person, at: number): EventBody {
  const { dp_id, email } = normalise(person.raw)
  const { id, organization } = person
  return teller.event({
    type: 'organization.directory.user_deleted',
    object: 'DirectoryUser',
    at,
    organization,
    data: { dp_id, email, id, organization_id: organization.id }
  })
}

/** What `data` is for that person: the whole current state, as ever. */
export function dataOf({ id, organization, raw, groups, role }: Person): Fields {
  return {
    ...normalise(raw),
    groups: groups.length === 0 ? null : groups.map((group) => ({ id: group.id, name: group.name })),
    id,
    organization_id: organization.id,
    raw_attributes: raw,
    roles: [{ role_name: role }]
  }
}

function userEvent(teller: StoryTeller, action: 'created' | 'updated', person: Person, at: number) {
  const { organization } = person
  const type = `organization.directory.user_${action}`
  return teller.event({ type, object: 'DirectoryUser', at, organization, data: dataOf(person) })
}

function exampleOf(shape: ProviderShape): Fields {
  const entry = catalogue.find(({ type }) => type === 'organization.directory.user_created')
  const found =
    shape === 'okta' ? entry?.example : entry?.variants?.find((variant) => variant.name === shape)?.example
  if (!found) throw new Error(`The catalogue has no directory user as ${shape} sends one`)
  return found.data
}

const isGoogle = (raw: Fields): boolean => raw['kind'] === 'admin#directory#user'

function writeScim(raw: Fields, { title, department, email, active }: Attributes): void {
  if (title !== undefined) raw['title'] = title
  if (department !== undefined) {
    raw[ENTERPRISE] = { ...(raw[ENTERPRISE] as Fields | undefined), department }
  }
  if (active !== undefined) raw['active'] = active
  if (email === undefined) return
  raw['userName'] = String(raw['userName']).includes('@') ? email : email.replace(/@.*/, '')
  const [first, ...others] = raw['emails'] as readonly Fields[]
  raw['emails'] = [{ ...first, value: email }, ...others]
}

function writeGoogle(raw: Fields, { title, department, email, active }: Attributes): void {
  const [first, ...others] = raw['organizations'] as readonly Fields[]
  const changed = { ...(title !== undefined && { title }), ...(department !== undefined && { department }) }
  raw['organizations'] = [{ ...first, ...changed }, ...others]
  if (active !== undefined) raw['suspended'] = active === false || active === 'False'
  if (email === undefined) return
  raw['primaryEmail'] = email
  raw['emails'] = [{ address: email, primary: true }]
}

function guid(teller: StoryTeller): string {
  const part = (length: number) => teller.characters(length, HEX)
  return `${part(8)}-${part(4)}-4${part(3)}-9${part(3)}-${part(12)}`
}

/** As it would stand in an e-mail address. */
const plain = (name: string) =>
  name
    .normalize('NFD')
    .replaceAll(/[^a-zA-Z.-]/g, '')
    .toLowerCase()
