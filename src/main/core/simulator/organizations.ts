import { makeScalekitId } from '#shared/scalekit-id.ts'
import { asHandle } from './people.ts'
import type { Random } from './random.ts'

/** Whose events are made. */
export interface Organization {
  readonly id: string
  readonly name: string
  /** Where its people have their addresses. */
  readonly domain: string
}

/** A domain that nobody can have, after the name. */
export function domainOf(name: string): string {
  const label = asHandle(name).replaceAll('-', '')
  return `${label === '' ? 'company' : label.slice(0, 40)}.example`
}

const NAMES = [
  'Harrow Glassworks',
  'Quillmark Press',
  'Saltmarsh Sensors',
  'Northwind Kilns',
  'Tidewater & Sons',
  'Bellweather Legal',
  'Kupferschmiede Grünwald',
  'Fjordlys Energi',
  'Ateliê Lumière',
  'Ōkami Robotics'
]

/** One that is created at that time. */
export function createOrganization(random: Random, at: number): Organization {
  const name = random.pick(NAMES)
  return { id: makeScalekitId('org', at, random.below(2 ** 24)), name, domain: domainOf(name) }
}
