import { makeScalekitId } from '#shared/scalekit-id.ts'
import type { Dialect } from '#shared/simulator-models.ts'
import type { Organization } from './organizations.ts'
import { createPeople, type People } from './people.ts'
import { createRandom, DIGITS, type Random } from './random.ts'

/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>

/** What the events of one simulation have in common: the same for a seed, an organisation and a dialect. */
export interface Scene {
  readonly random: Random
  readonly organization: Organization
  readonly dialect: Dialect
  /** A new id made at that time. */
  id(prefix: string, at: number): string
  /** The time as Scalekit writes one, with so many digits after the second. */
  time(at: number, digits: number): string
  readonly people: People
}

export function createScene(options: {
  readonly seed: number
  readonly dialect: Dialect
  readonly organization: Organization
}): Scene {
  const random = createRandom(options.seed)
  return {
    random,
    organization: options.organization,
    dialect: options.dialect,
    id: (prefix, at) => makeScalekitId(prefix, Math.floor(at), random.below(2 ** 24)),
    time(at, digits) {
      const [whole = '', milliseconds = ''] = new Date(at).toISOString().replace('Z', '').split('.')
      if (digits === 0) return `${whole}Z`
      const more = random.characters(Math.max(0, digits - 3), DIGITS)
      return `${whole}.${milliseconds.slice(0, digits)}${more}Z`
    },
    people: createPeople(random, options.organization.domain)
  }
}
