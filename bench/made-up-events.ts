import type { CapturedDelivery } from '../src/main/core/store/deliveries.ts'
import { makeScalekitId } from '../src/shared/scalekit-id.ts'

export interface Captured {
  readonly delivery: CapturedDelivery
  readonly body: Buffer
}

export interface MadeUpEvent {
  readonly id: string
  readonly type: string
  readonly organizationId: string
  readonly entityId: string
  /** A number of ten digits that no other event has. */
  readonly badge: string
  readonly receivedAt: number
  readonly body: Buffer
}

/** Shares out of 10,000: a few types make most of the traffic, some are hardly ever seen. */
const TYPES: Readonly<
  Record<string, { readonly share: number; readonly kind: Kind; readonly object: string }>
> = {
  'organization.directory.user_updated': { share: 3_600, kind: 'directoryUser', object: 'DirectoryUser' },
  'user.login': { share: 2_000, kind: 'user', object: 'User' },
  'organization.directory.user_created': { share: 1_400, kind: 'directoryUser', object: 'DirectoryUser' },
  'user.logout': { share: 900, kind: 'user', object: 'User' },
  'organization.directory.group_updated': { share: 500, kind: 'group', object: 'DirectoryGroup' },
  'organization.directory.user_deleted': { share: 400, kind: 'directoryUser', object: 'DirectoryUser' },
  'user.organization_membership_updated': { share: 300, kind: 'user', object: 'OrgMembership' },
  'scalekit.dir.user.update': { share: 250, kind: 'directoryUser', object: 'DirectoryUser' },
  'user.organization_membership_created': { share: 200, kind: 'user', object: 'OrgMembership' },
  'connected_account.status_updated': { share: 100, kind: 'other', object: 'ConnectedAccount' },
  'connected_account.token_refresh_failed': { share: 80, kind: 'other', object: 'ConnectedAccount' },
  'user.signup': { share: 70, kind: 'user', object: 'OrgMembership' },
  'organization.directory.group_created': { share: 50, kind: 'group', object: 'DirectoryGroup' },
  'user.organization_invitation': { share: 40, kind: 'user', object: 'OrgMembership' },
  'user.organization_membership_deleted': { share: 30, kind: 'user', object: 'OrgMembership' },
  'organization.updated': { share: 20, kind: 'organization', object: 'Organization' },
  'organization.directory.group_deleted': { share: 15, kind: 'group', object: 'DirectoryGroup' },
  'role.updated': { share: 12, kind: 'other', object: 'Role' },
  'organization.created': { share: 10, kind: 'organization', object: 'Organization' },
  'organization.sso_enabled': { share: 8, kind: 'other', object: 'Connection' },
  'organization.directory_enabled': { share: 6, kind: 'other', object: 'Directory' },
  'organization.domain_created': { share: 5, kind: 'other', object: 'Organization' },
  'organization.directory_disabled': { share: 3, kind: 'other', object: 'Directory' },
  'organization.sso_disabled': { share: 1, kind: 'other', object: 'Connection' }
}
export const COMMON_TYPE = 'organization.directory.user_updated'
export const RARE_TYPE = 'organization.sso_disabled'
type Kind = 'directoryUser' | 'user' | 'group' | 'organization' | 'other'

const ORGANIZATIONS = 300
/** When organisations and entities were made: their ids stay the same whatever span the events fill. */
const LONG_AGO = Date.UTC(2025, 0, 1)
/** With the organisations, which are entities too, 21,200. */
const ENTITIES: Readonly<Record<Exclude<Kind, 'organization'>, number>> = {
  directoryUser: 18_000,
  user: 1_300,
  group: 1_300,
  other: 300
}

const GIVEN =
  `Ada Amara Anselm Beatriz Björn Chiara Dagny Dmitri Eilidh Esra Farid Freya Gustav Hana Ibrahim Ingrid
  Jasper Kaveh Lakshmi Leopold Maren Mireille Nadia Noor Olufemi Ottilie Pádraig Priya Quentin Rosalind Saoirse Sigrid
  Tadeusz Tomoko Ulrike Valentina Wanjiru Xiomara Yusuf Zdeněk`.split(/\s+/)
const FAMILY =
  `Abernathy Achterberg Adeyemi Bianchi Brandvold Castellanos Dąbrowski Delacroix Eriksen Fairweather
  Fitzgerald Grünwald Haddad Hashimoto Ionescu Jankowska Karlsson Kowalczyk Lindqvist Mbeki McAllister Nakagawa
  Novák O’Sullivan Okonkwo Papadopoulos Quiroga Ramanathan Rosenthal Sokolov Strömberg Tanaka Tremblay Ueda Vasquez
  Verhoeven Weatherly Whitlock Yamamoto Zelenko`.split(/\s+/)
const DEPARTMENTS = [
  'Engineering',
  'Sales',
  'Customer Success',
  'Finance',
  'Legal',
  'People',
  'Marketing',
  'Security'
]
const TITLES = [
  'Platform Engineer',
  'Account Executive',
  'Controller',
  'Recruiter',
  'Data Analyst',
  'Product Designer'
]
const LEVELS = ['Junior', 'Senior', 'Staff', 'Principal', 'Interim']
const CITIES = [
  'Rotterdam',
  'Porto',
  'Gdańsk',
  'Nairobi',
  'Osaka',
  'Montréal',
  'Tromsø',
  'Adelaide',
  'Valparaíso'
]
const SYLLABLES =
  `al be cor da el fin gra hol im jun kel lor mi nor ol pra qui ran sel tor ul ven wil yar zen ash
  bri clo dun fen gul har`.split(/\s+/)
const COMPANIES = ['Slate', 'Harbor', 'Foundry', 'Analytics', 'Logistics', 'Health', 'Robotics', 'Press']

/** What to search for: in one of eight events, in five events of all, in two neighbouring words, in two letters. */
export const COMMON_WORD = 'engineering'
export const RARE_WORD = 'quetzalite'
export const PHRASE = 'Senior Platform Engineer'
export const SHORT_WORD = 'vø'

/**
 * So many events of 1.2 kB over so much time, each made from its number alone: the same numbers always give the
 * same events, and any of them can be made again to know what to look for.
 */
export function createMadeUpEvents(count: number, firstAt: number, spanMs: number) {
  const types = Object.entries(TYPES)
  const rareEvery = Math.max(1, Math.floor(count / 5))
  const rareAt = Math.floor(rareEvery / 2)

  const event = (index: number): MadeUpEvent => {
    const random = createRandom(index)
    const pick = <T>(from: readonly T[]): T => from[random(from.length)]!
    const [type, { kind, object }] = typeAt(types, random(10_000))
    const entityNumber =
      kind === 'organization' ? skewed(random, ORGANIZATIONS) : skewed(random, ENTITIES[kind])
    const organization = entityNumber % ORGANIZATIONS
    // A person keeps the name; what changes from event to event comes from its own number.
    const person = createRandom(entityNumber + 7_919 * kind.length)
    const [given, family] = [GIVEN[person(GIVEN.length)]!, FAMILY[person(FAMILY.length)]!]
    const company = companyName(organization)
    const domain = `${company.toLowerCase().replaceAll(' ', '-')}.example`
    const email = `${asciiOf(given)}.${asciiOf(family)}${entityNumber}@${domain}`
    const receivedAt = firstAt + Math.floor((index / count) * spanMs)
    // One in a thousand was held up for an hour, and comes after later ones.
    const occurredAt = receivedAt - (random(1_000) === 0 ? 3_600_000 : 100 + random(1_900))
    const id = makeScalekitId('evt', occurredAt, index % 2 ** 24)
    const organizationId = makeScalekitId('org', LONG_AGO, organization)
    const entityId =
      kind === 'organization' ? organizationId : makeScalekitId(PREFIX[kind], LONG_AGO, entityNumber)
    // The factor shares none with 10^10: the numbers never repeat, and look like nothing.
    const badge = String((BigInt(index + 1) * 7_654_321_987n) % 10_000_000_000n).padStart(10, '0')
    const remark = Array.from({ length: 14 }, () => word(random)).join(' ')
    const profile = {
      email,
      given_name: given,
      family_name: family,
      name: `${given} ${family}`,
      department: DEPARTMENTS[person(DEPARTMENTS.length)],
      title: `${pick(LEVELS)} ${TITLES[person(TITLES.length)]!}`,
      phone_number: `+31 ${tenDigits(person)}`,
      locality: CITIES[person(CITIES.length)],
      preferred_username: email
    }
    const attributes = {
      userName: email,
      active: random(20) > 0,
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
        employeeNumber: tenDigits(person),
        badge,
        costCenter: `CC-${person(900) + 100}`,
        manager: { displayName: `${pick(GIVEN)} ${pick(FAMILY)}`, value: String(random(1e9)) }
      },
      remark: index < count && index % rareEvery === rareAt ? `${remark} ${RARE_WORD}` : remark
    }
    const organizationFields = {
      id: organizationId,
      display_name: company,
      region_code: 'EU',
      external_id: null
    }
    const data =
      kind === 'user'
        ? {
            organization: organizationFields,
            user: { id: entityId, email, user_profile: profile, metadata: attributes },
            user_session: { session_id: makeScalekitId('ses', occurredAt, index % 2 ** 24), status: 'ACTIVE' }
          }
        : {
            ...(kind === 'organization' && organizationFields),
            id: entityId,
            organization_id: organizationId,
            ...(kind === 'group'
              ? { display_name: `${company} ${pick(DEPARTMENTS)}`, owner: profile }
              : profile),
            groups: random(3) === 0 ? null : [{ id: `dirgroup_${random(1_300)}`, name: pick(DEPARTMENTS) }],
            raw_attributes: attributes
          }
    const body = Buffer.from(
      JSON.stringify({
        spec_version: '1',
        id,
        type,
        occurred_at: new Date(occurredAt).toISOString(),
        environment_id: 'env_63120126714577507',
        organization_id: organizationId,
        object,
        data,
        display_name: ''
      })
    )
    return { id, type, organizationId, entityId, badge, receivedAt, body }
  }

  return {
    count,
    event,
    /** What arrived for one event, in order: mostly one delivery, sometimes with a repetition or a stranger's. */
    *deliveries(index: number): Generator<Captured> {
      const { id, receivedAt, body } = event(index)
      yield captureOf(`msg_${id}`, receivedAt, body)
      if (index % 200 === 7) yield captureOf(`msg_${id}`, receivedAt + 5_000, body)
      if (index % 10_000 === 13)
        yield captureOf(`msg_${id}`, receivedAt + 5_000, Buffer.from(`${String(body)}\n`))
      const verdict = index % 100 === 31 ? 'rejected' : 'unchecked'
      if (index % 100 === 31 || index % 400 === 33)
        yield captureOf(`msg_x${id}`, receivedAt, body, { verdict })
      if (index % 500 === 57) yield captureOf(`msg_i${id}`, receivedAt, body, { kind: 'interceptor' })
    }
  }
}

export type MadeUpEvents = ReturnType<typeof createMadeUpEvents>

/** A delivery as the receiver hands it over. */
export function captureOf(
  webhookId: string,
  receivedAt: number,
  body: Buffer,
  { kind = 'webhook', verdict = 'verified' }: Partial<Pick<CapturedDelivery, 'kind' | 'verdict'>> = {}
): Captured {
  const isInterceptor = kind === 'interceptor'
  return {
    body,
    delivery: {
      kind,
      endpoint: 1,
      decision: null,
      receivedAt,
      method: 'POST',
      target: isInterceptor ? '/interceptors/signup' : '/api/webhook/user-access',
      httpVersion: '1.1',
      remoteAddress: '127.0.0.1',
      headers: [
        ['Host', 'juniper-slate.ngrok.example'],
        ['User-Agent', 'Svix-Webhooks/1.68.0 (sender-9YMgn; +https://www.svix.com/http-sender/)'],
        ['Content-Length', String(body.byteLength)],
        ['Accept', '*/*'],
        ['Content-Type', 'application/json'],
        ['Webhook-Id', webhookId],
        ['Webhook-Timestamp', String(Math.floor(receivedAt / 1000))],
        ['Webhook-Signature', `v1,${body.subarray(-33, -1).toString('base64')}`],
        ['X-Forwarded-For', '203.0.113.7'],
        ['X-Forwarded-Proto', 'https'],
        ['Accept-Encoding', 'gzip']
      ],
      trailers: [],
      bodyBytes: body.byteLength,
      bodyComplete: true,
      verdict,
      ...REASON[verdict],
      webhookId,
      triggerPoint: isInterceptor ? 'PRE_SIGNUP' : null,
      secretId: verdict === 'verified' ? 'session_1' : null,
      sample: false
    }
  }
}

const REASON = {
  verified: { reasonCode: null, reasonMessage: null, status: 200 },
  rejected: { reasonCode: 'invalid_signature', reasonMessage: 'No signature fits.', status: 401 },
  unchecked: { reasonCode: 'no_secret', reasonMessage: 'There is no secret yet.', status: 202 }
} as const

const PREFIX: Readonly<Record<Exclude<Kind, 'organization'>, string>> = {
  directoryUser: 'diruser',
  user: 'usr',
  group: 'dirgroup',
  other: 'conn'
}

type Random = (below: number) => number

/** Numbers that look random and depend on nothing but the seed (mulberry32). */
function createRandom(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e37_79b9)
  return (below) => {
    state = (state + 0x6d2b_79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** Low numbers far more often than high ones, and yet each of them now and then. */
const skewed = (random: Random, below: number): number =>
  random(3) === 0 ? random(below) : Math.floor((random(1_000_000) / 1_000_000) ** 3 * below)

function typeAt<T extends readonly [string, { readonly share: number }]>(types: readonly T[], at: number): T {
  let end = 0
  return types.find(([, { share }]) => (end += share) > at) ?? types[0]!
}

function word(random: Random): string {
  const length = 2 + random(2)
  return Array.from({ length }, () => SYLLABLES[skewed(random, SYLLABLES.length)]!).join('')
}

const companyName = (organization: number): string => {
  const random = createRandom(organization + 1_000_003)
  const name = word(random)
  return `${name[0]!.toUpperCase()}${name.slice(1)} ${COMPANIES[random(COMPANIES.length)]!} ${organization}`
}

const tenDigits = (random: Random): string => `${1 + random(9)}${String(random(1e9)).padStart(9, '0')}`
const asciiOf = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/[^a-z]/gi, '')
    .toLowerCase()
