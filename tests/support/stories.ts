import { createHash } from 'node:crypto'
import { makeScalekitId } from '#shared/scalekit-id.ts'
import { busy, drift } from './story-drift.ts'
import {
  delicate,
  duplicate,
  group,
  joiner,
  late,
  legacy,
  rehire,
  reordered,
  spellings,
  veteran,
  type Tell
} from './story-lifecycles.ts'
import { account, organisation } from './story-surroundings.ts'
import { createStoryTeller, type EventBody, type Organization } from './story-teller.ts'
import { post, signed } from './signed-request.ts'

export interface Story {
  /** What it shows, in a line. */
  readonly shows: string
  readonly organization: Organization
  /** Bodies in the order in which they arrive. */
  readonly bodies: readonly EventBody[]
}

interface Plan {
  readonly shows: string
  readonly at: keyof typeof companies
  readonly tell: Tell
}

export type StoryName = keyof typeof plans

/** One company per provider, since a directory belongs to an organisation, and one for everybody else. */
const companies = {
  okta: 'Juniper & Slate',
  entra: 'Harrow Glassworks',
  google: 'Ferrous Robotics',
  jumpcloud: 'Quillmark',
  onelogin: 'Bellweather Legal',
  ping: 'Saltmarsh Sensors',
  drifting: 'Northwind Kilns',
  mixed: 'Tidewater Studio'
} as const

const plans = {
  organisation: {
    shows: 'organisation, connection and directory through their lives',
    at: 'okta',
    tell: organisation('OKTA', 'SCIM')
  },
  googleOrganisation: {
    shows: 'the directory of an organisation that is polled',
    at: 'google',
    tell: organisation('GOOGLE', 'POLL')
  },
  joinerOkta: joins('okta', 'okta', ['Ottoline', 'Marchbanks']),
  joinerEntra: joins('entra', 'entra-id', ['Kofi', 'Asante-Rask']),
  joinerGoogle: joins('google', 'google-workspace', ['Mirabel', 'Stanciu']),
  joinerJumpcloud: joins('jumpcloud', 'jumpcloud', ['Wynne', 'Hollis']),
  joinerOnelogin: joins('onelogin', 'onelogin', ['Tomé', 'Etxeberría']),
  joinerPing: joins('ping', 'ping-identity', ['Dagmar', 'Lindholm']),
  rehire: { shows: 're-provisioned: same directory id and e-mail, new id', at: 'okta', tell: rehire },
  reordered: {
    shows: 'reordered lists, then names in another case: no loud change',
    at: 'entra',
    tell: reordered
  },
  veteran: { shows: 'a department that was the same for 14 months', at: 'okta', tell: veteran },
  late: { shows: 'an update that arrives after a later one', at: 'jumpcloud', tell: late },
  duplicate: { shows: 'a repeated delivery and a conflicting one', at: 'onelogin', tell: duplicate },
  legacy: { shows: 'names of 2024 without event ids, then names of today', at: 'mixed', tell: legacy },
  group: { shows: 'a group, its members over time, and the burst at its deletion', at: 'mixed', tell: group },
  spellings: { shows: 'one fact in several spellings and types', at: 'onelogin', tell: spellings },
  delicate: {
    shows: 'a password, markup and directions in values, a long text',
    at: 'mixed',
    tell: delicate
  },
  account: { shows: 'the user events of one account and a new field in them', at: 'mixed', tell: account },
  drift: { shows: 'attributes that vanish, change their type and appear', at: 'drifting', tell: drift }
} satisfies Record<string, Plan>

export const storyNames = Object.keys(plans) as readonly StoryName[]

export interface Telling {
  /** Other seeds give other ids; the same one always the same bodies. */
  readonly seed?: number
  /** The first day, in ms; the last events are 428 days later. */
  readonly startMs: number
}

/** One of the lifecycle stories that the comparison, history and mapping are shown by. */
export function tellStory(name: StoryName, telling: Telling): Story {
  return told(plans[name], name, telling)
}

/** A user with many updates, for what must stay quick with 10,000 of them. */
export function tellBusyStory(updates: number, telling: Telling): Story {
  return told(
    { shows: `one user with ${updates} updates`, at: 'mixed', tell: busy(updates) },
    'busy',
    telling
  )
}

/** Delivers bodies one after the other, signed now, as the receiver expects it whenever they happened. */
export async function postStory(
  receiverUrl: string,
  secret: string,
  bodies: readonly EventBody[]
): Promise<void> {
  for (const body of bodies) {
    const text = JSON.stringify(body)
    // A repeated body is the same message again, as with a retry of Scalekit's.
    const id = `msg_${createHash('sha256').update(text).digest('hex').slice(0, 27)}`
    const answer = await post(receiverUrl, signed(text, { secret, id }))
    if (answer.status !== 200) {
      throw new Error(`The receiver answered ${answer.status} to ${String(body['type'])}: ${answer.text}`)
    }
  }
}

function told({ shows, at, tell }: Plan, name: string, { seed = 1, startMs }: Telling): Story {
  const organization = createOrganization(at, seed, startMs)
  return { shows, organization, bodies: tell(createStoryTeller(`${seed} ${name}`, startMs), organization) }
}

function createOrganization(at: keyof typeof companies, seed: number, startMs: number): Organization {
  const name = companies[at]
  const domain = `${name.toLowerCase().replaceAll(/[^a-z]/g, '')}.example`
  return { id: makeScalekitId('org', startMs, seed * 100 + Object.keys(companies).indexOf(at)), name, domain }
}

function joins(at: Plan['at'], shape: Parameters<typeof joiner>[0], name: readonly [string, string]): Plan {
  const shows = `created, promoted, renamed, in a group, deactivated, deleted; attributes of ${shape}`
  return { shows, at, tell: joiner(shape, name) }
}
