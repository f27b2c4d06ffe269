import type { Dialect } from '#shared/simulator-models.ts'
import { timeOfScalekitId } from '#shared/scalekit-id.ts'
import type { Organization } from './organizations.ts'
import type { Person } from './people.ts'
import { DIGITS } from './random.ts'
import type { Fields, Scene } from './scene.ts'

/** The organisation that the catalogue's examples are about. */
export interface ExampleOrganization extends Organization {
  readonly externalId: string
}

/** An example as it would be if it happened at that time, to the scene's people and organisation. */
export type Renew = (example: Fields, at: number) => Fields

const ID = /"([a-z0-9]+)_(\d{15,19})"/g
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d+))?Z$/
const EMAIL = /^[^@\s]+@[^@\s]+$/
/** Two moments of an example this close belong together: an id and the time at which what it names was made. */
const TOGETHER_MS = 1_000
/** What Scalekit calls the providers. */
const PROVIDERS: Readonly<Record<Dialect, string>> = {
  okta: 'OKTA',
  entra: 'MICROSOFT_AD',
  google: 'GOOGLE',
  jumpcloud: 'JUMPCLOUD',
  onelogin: 'ONELOGIN',
  ping: 'PING_IDENTITY'
}

/**
 * Renews examples so that they go on fitting together: what was the same in two of them, an id, an address or a
 * time, is the same afterwards, and what was made together still is. So a story is several of them in a row.
 */
export function createRenewal(scene: Scene, from: ExampleOrganization): Renew {
  const { random, organization, dialect } = scene
  const isSameOrganization = organization.id === from.id
  const written = new Map([
    [from.id, organization.id],
    [from.name, organization.name],
    [from.domain, organization.domain],
    [from.externalId, isSameOrganization ? from.externalId : `acct_${organization.id.slice(-4)}`],
    ['OKTA', PROVIDERS[dialect]],
    ['SCIM', dialect === 'google' ? 'POLL' : 'SCIM']
  ])
  const people = new Map<string, Person>()
  /** Moments of the examples, and when they are now. */
  const moments: { readonly was: number; readonly now: number }[] = []
  const remember = (was: number | null, now: number | null) => {
    if (was !== null && now !== null) moments.push({ was, now })
  }
  remember(timeOfScalekitId(from.id), timeOfScalekitId(organization.id))

  const once = (old: string, make: () => string): string => {
    const known = written.get(old)
    if (known !== undefined) return known
    const made = make()
    written.set(old, made)
    return made
  }
  const personOf = (email: string): Person => {
    const person = people.get(email) ?? scene.people.another()
    people.set(email, person)
    return person
  }

  return (example, at) => {
    const happened = Date.parse(String(example['occurred_at']))
    remember(happened, at)
    // The same example again is another event.
    written.delete(String(example['id']))
    written.delete(String(example['occurred_at']))
    const kept = example['environment_id']
    if (typeof kept === 'string') written.set(kept, kept)

    /** Times of this event alone: those that the example has later than itself. */
    const unsettled = new Map<string, string>()
    /** `isBound`: to what was known when it happened, so that it is not later. */
    const renewMoment = (then: number, isBound: boolean): { now: number; isSettled: boolean } => {
      const near = moments.findLast((moment) => Math.abs(moment.was - then) < TOGETHER_MS)
      if (near) return { now: near.now + then - near.was, isSettled: true }
      const now = at + then - happened
      return isBound && now > at ? { now: at, isSettled: false } : { now, isSettled: true }
    }
    const renewTime = (old: string, digits: number, key: string): string => {
      const known = unsettled.get(old)
      if (known !== undefined) return known
      const { now, isSettled } = renewMoment(Date.parse(old), !key.includes('expire'))
      const time = scene.time(now, digits)
      const times = isSettled ? written : unsettled
      times.set(old, time)
      return time
    }
    const renewText = (old: string, key: string, owner: Person | null): string => {
      const known = written.get(old)
      if (known !== undefined) return known
      const time = TIME.exec(old)
      if (time) return renewTime(old, time[1]?.length ?? 0, key)
      if (EMAIL.test(old)) return personOf(old).email
      if (old === '') return old
      if (owner && key === 'picture') return `https://cdn.${organization.domain}/u/${owner.handle}.png`
      if (key === 'external_id' || key === 'connection_user_id')
        return once(old, () => old.replaceAll(/\d/g, () => random.characters(1, DIGITS)))
      if (key === 'ip') return once(old, () => old.replace(/\d+$/, String(1 + random.below(254))))
      return old
    }
    const renewFields = (old: Fields, owner: Person | null): Fields => {
      const { email } = old
      const person = typeof email === 'string' && EMAIL.test(email) ? personOf(email) : owner
      const renewed = Object.fromEntries(
        Object.entries(old).map(([key, value]) => [key, renew(value, key, person)])
      )
      if (person && 'given_name' in old)
        return { ...renewed, given_name: person.given, family_name: person.family, name: person.name }
      return withOrder(renewed)
    }
    const renew = (old: unknown, key: string, owner: Person | null): unknown => {
      if (typeof old === 'string') return renewText(old, key, owner)
      if (Array.isArray(old)) return old.map((item) => renew(item, key, owner))
      return typeof old === 'object' && old !== null ? renewFields(old as Fields, owner) : old
    }

    for (const [, prefix = '', digits = ''] of JSON.stringify(example).matchAll(ID)) {
      const old = `${prefix}_${digits}`
      const then = timeOfScalekitId(old)
      if (then === null || written.has(old)) continue
      const { now } = renewMoment(then, true)
      remember(then, now)
      written.set(old, scene.id(prefix, now))
    }
    return renewFields(example, null)
  }
}

/** Nothing was changed before it was made, also where only one of both times was moved. */
function withOrder(fields: Fields): Fields {
  const { create_time: created, update_time: updated } = fields
  const isBefore = typeof created === 'string' && typeof updated === 'string' && updated < created
  return isBefore ? { ...fields, update_time: created } : fields
}
