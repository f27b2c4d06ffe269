import {
  createPerson,
  dataOf,
  ENTERPRISE,
  rewrite,
  userCreated,
  userDeleted,
  userUpdated,
  withAttributes,
  type ProviderShape
} from './story-people.ts'
import { createGroup, groupEvent } from './story-groups.ts'
import type { EventBody, Fields, Organization, StoryTeller } from './story-teller.ts'

/** Tells what happened to someone or something, as the bodies of the deliveries in the order in which they arrive. */
export type Tell = (teller: StoryTeller, organization: Organization) => readonly EventBody[]

/** From the first day to the last, as the provider's directory would have it sent. */
export function joiner(shape: ProviderShape, name: readonly [string, string]): Tell {
  return (teller, organization) => {
    const group = createGroup(teller, { name: 'platform-oncall', organization, at: teller.at(0) })
    const start = createPerson(teller, { shape, name, organization, at: teller.at(10) })
    const promoted = withAttributes(start, { title: 'Head of Kilns', department: 'Platform' })
    const email = `${name[0].toLowerCase().replaceAll(/[^a-z]/g, '')}.married@${organization.domain}`
    const renamed = withAttributes(promoted, { email })
    const inGroup = { ...renamed, groups: [group], role: 'incident_commander' }
    // Entra ID sends the truth of a PATCH as text.
    const active = shape === 'entra-id' ? 'False' : false
    const left = withAttributes({ ...inGroup, groups: [], role: 'member' }, { active })
    return [
      userCreated(teller, start, teller.at(10)),
      userUpdated(teller, promoted, teller.at(95, 12)),
      userUpdated(teller, renamed, teller.at(180, 47)),
      userUpdated(teller, inGroup, teller.at(230, 5)),
      userUpdated(teller, left, teller.at(400, 31)),
      userDeleted(teller, left, teller.at(412, 3))
    ]
  }
}

/** Someone leaves and comes back: the same directory id and e-mail under another `diruser_` id. */
export const rehire: Tell = (teller, organization) => {
  const shape = 'okta'
  const name = ['Odalys', 'Brightwater'] as const
  const first = createPerson(teller, { shape, name, organization, at: teller.at(20) })
  const again = { ...first, id: teller.id('diruser', teller.at(260) - 50) }
  return [
    userCreated(teller, first, teller.at(20)),
    userUpdated(teller, withAttributes(first, { active: false }), teller.at(120)),
    userDeleted(teller, first, teller.at(150)),
    userCreated(teller, again, teller.at(260)),
    userUpdated(teller, withAttributes(again, { title: 'Returning Engineer' }), teller.at(290))
  ]
}

/** First every list reversed and nothing else, then a name in another case. */
export const reordered: Tell = (teller, organization) => {
  const person = createPerson(teller, {
    shape: 'entra-id',
    name: ['Lumi', 'Torvald'],
    organization,
    at: teller.at(30)
  })
  const start = rewrite(person, (raw) => {
    const home = { type: 'home', value: 'lumi@torvald.example' }
    raw['emails'] = [...(raw['emails'] as Fields[]), home]
  })
  const reversed = rewrite(start, (raw) => {
    for (const name of ['emails', 'phoneNumbers', 'schemas']) raw[name] = (raw[name] as Fields[]).toReversed()
  })
  const respelled = rewrite(reversed, (raw) => {
    raw['username'] = raw['userName']
    delete raw['userName']
  })
  // Reversed, the mobile number comes first; the normalised one stays what it was.
  const update = (changed: typeof person, at: number) => {
    const event = userUpdated(teller, changed, at)
    return { ...event, data: { ...(event['data'] as Fields), phone_number: dataOf(start)['phone_number'] } }
  }
  return [
    userCreated(teller, start, teller.at(30)),
    update(reversed, teller.at(60)),
    update(respelled, teller.at(61))
  ]
}

/** The same department for 14 months through a dozen other changes, then another one. */
export const veteran: Tell = (teller, organization) => {
  const name = ['Jane', 'Cooper'] as const
  const start = createPerson(teller, { shape: 'okta', name, organization, at: teller.at(0) })
  const months = Array.from({ length: 12 }, (_, index) => index + 1)
  return [
    userCreated(teller, start, teller.at(0)),
    ...months.map((month) =>
      userUpdated(teller, withAttributes(start, { title: `Designer, step ${month}` }), teller.at(month * 32))
    ),
    userUpdated(
      teller,
      withAttributes(start, { title: 'Designer, step 12', department: 'Platform' }),
      teller.at(428)
    )
  ]
}

/** The second of three updates arrives last. */
export const late: Tell = (teller, organization) => {
  const name = ['Soren', 'Abernathy'] as const
  const person = createPerson(teller, { shape: 'jumpcloud', name, organization, at: teller.at(40) })
  const titled = (title: string, days: number) =>
    userUpdated(teller, withAttributes(person, { title }), teller.at(days))
  return [
    userCreated(teller, person, teller.at(40)),
    titled('First title', 50),
    titled('Third title', 70),
    titled('Second title', 60)
  ]
}

/** An update is delivered twice, and a third time under the same event id with another body. */
export const duplicate: Tell = (teller, organization) => {
  const name = ['Petra', 'Windermere'] as const
  const person = createPerson(teller, { shape: 'onelogin', name, organization, at: teller.at(45) })
  const update = userUpdated(teller, withAttributes(person, { title: 'Counsel' }), teller.at(55))
  const other = userUpdated(teller, withAttributes(person, { title: 'Senior Counsel' }), teller.at(55))
  return [
    userCreated(teller, person, teller.at(45)),
    update,
    update,
    { ...other, id: update['id'], occurred_at: update['occurred_at'] }
  ]
}

/** The names and envelopes of 2024, without an event id, then today's for the same user. */
export const legacy: Tell = (teller, organization) => {
  const name = ['Isolde', 'Varga'] as const
  const person = rewrite(
    createPerson(teller, { shape: 'okta', name, organization, at: teller.at(1) }),
    (raw) => delete raw['schemas']
  )
  const old = (action: string, changed: typeof person, at: number): EventBody => ({
    category: 'dir',
    data: userUpdated(teller, changed, at)['data'],
    object: 'DirectoryUser',
    occured_at: new Date(at).toISOString(),
    source: 'scalekit',
    type: `scalekit.dir.user.${action}`
  })
  const editor = withAttributes(person, { title: 'Editor' })
  return [
    old('create', person, teller.at(1)),
    old('update', editor, teller.at(15)),
    userUpdated(teller, withAttributes(editor, { department: 'Publishing' }), teller.at(90)),
    userDeleted(teller, editor, teller.at(140))
  ]
}

/** A group starts with no members, gains three, loses one and is deleted; every member is told of it in the same second. */
export const group: Tell = (teller, organization) => {
  const names = [
    ['Amara', 'Okonjo'],
    ['Bastien', 'Fairweather'],
    ['Carys', 'Penhallow'],
    ['Dmitri', 'Solheim']
  ] as const
  const people = names.map((name, index) =>
    createPerson(teller, { shape: 'okta', name, organization, at: teller.at(50, index) })
  )
  const oncall = createGroup(teller, { name: 'kiln-operators', organization, at: teller.at(51) })
  const joined = people.map((person) => ({ ...person, groups: [oncall], role: 'operator' }))
  const leaver = people[1]
  const remaining = people.filter((person) => person !== leaver)
  const at = teller.at(300)
  if (!leaver) throw new Error('The group of the story has nobody to leave it')
  return [
    ...people.map((person, index) => userCreated(teller, person, teller.at(50, index))),
    groupEvent(teller, 'created', oncall, null, teller.at(51)),
    groupEvent(teller, 'updated', oncall, people.slice(0, 3), teller.at(52)),
    ...joined.slice(0, 3).map((person, index) => userUpdated(teller, person, teller.at(52) + 300 + index)),
    groupEvent(teller, 'updated', oncall, remaining, teller.at(200)),
    userUpdated(teller, leaver, teller.at(200) + 200),
    ...joined.slice(3).map((person) => userUpdated(teller, person, teller.at(200) + 400)),
    groupEvent(teller, 'deleted', oncall, remaining, at),
    ...remaining.map((person, index) => userUpdated(teller, person, at + 200 + 30 * index))
  ]
}

/** One fact in several spellings: an object for a list of one, text for truth, null for nothing. */
export const spellings: Tell = (teller, organization) => {
  const name = ['Tindra', 'Halvorsen'] as const
  const person = createPerson(teller, { shape: 'onelogin', name, organization, at: teller.at(65) })
  const template = rewrite(person, (raw) => {
    raw['schemas'] = ['urn:scim:schemas:core:1.0']
    raw['emails'] = (raw['emails'] as Fields[])[0]
    raw['active'] = 'True'
    raw['nickName'] = null
  })
  const strings = rewrite(template, (raw) => {
    raw['emails'] = [(raw['emails'] as Fields)['value']]
    delete raw['nickName']
  })
  return [
    userCreated(teller, template, teller.at(65)),
    userUpdated(teller, person, teller.at(66)),
    userUpdated(teller, strings, teller.at(67))
  ]
}

/** A password in the payload, foreign markup and directions in a name, and a long text of which one word changes. */
export const delicate: Tell = (teller, organization) => {
  const name = ['Yaël', 'Benhaim'] as const
  const person = createPerson(teller, { shape: 'okta', name, organization, at: teller.at(75) })
  const biography = (word: string) => `${'A sentence about clay. '.repeat(60)}Fires with ${word}. And more.`
  const start = rewrite(person, (raw) => {
    raw['password'] = 'correct horse battery staple'
    raw['displayName'] = 'Yaël <b>\u202Emiahneb\u202C</b>'
    raw[ENTERPRISE] = { ...(raw[ENTERPRISE] as Fields), 'odd/name~with.dots': biography('wood') }
  })
  const changed = rewrite(start, (raw) => {
    raw[ENTERPRISE] = { ...(raw[ENTERPRISE] as Fields), 'odd/name~with.dots': biography('gas') }
  })
  return [
    userCreated(teller, withAttributes(start, { active: false }), teller.at(75)),
    userUpdated(teller, start, teller.at(76)),
    userUpdated(teller, changed, teller.at(77))
  ]
}
