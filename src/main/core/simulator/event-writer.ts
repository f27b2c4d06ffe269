import { AppError } from '#shared/errors.ts'
import type { CatalogueEntry } from '../samples/catalogue.ts'
import { asLegacy } from './legacy-event.ts'
import { createRenewal, type ExampleOrganization } from './renewal.ts'
import type { Fields, Scene } from './scene.ts'
import { sortNames } from './sort-names.ts'

export type Catalogue = readonly CatalogueEntry[]

/** Writes the events of one scene that belong together. */
export interface EventWriter {
  /** The event of a current type as it happens at that time: its example renewed, with that `data` where it is given. */
  write(type: string, at: number, data?: Fields): Fields
}

export function createEventWriter(parts: {
  readonly scene: Scene
  readonly catalogue: Catalogue
  readonly names: 'current' | 'legacy'
}): EventWriter {
  const { scene, catalogue, names } = parts
  const renew = createRenewal(scene, exampleOrganization(catalogue))
  return {
    write(type, at, data) {
      const example = exampleOf(catalogue, type)
      const event = data
        ? withData(renew({ ...example, data: directoryOf(example) }, at), data)
        : renew(example, at)
      return names === 'legacy' ? asLegacy(event, scene.time(at, 9)) : event
    }
  }
}

/** The organisation of the examples, with what stands for it in them. */
export function exampleOrganization(catalogue: Catalogue): ExampleOrganization {
  const { data } = exampleOf(catalogue, 'organization.created') as { data: Fields }
  const { data: domain } = exampleOf(catalogue, 'organization.domain_created') as { data: Fields }
  return {
    id: String(data['id']),
    name: String(data['display_name']),
    externalId: String(data['external_id']),
    domain: String(domain['domain'])
  }
}

export function exampleOf(catalogue: Catalogue, type: string): Fields {
  const entry = catalogue.find((one) => one.type === type)
  if (entry) return entry.example
  throw new AppError(
    'not_found',
    `There is no event type ${type} in the catalogue. samples.types lists them all.`
  )
}

/** A group names its directory: the one that the scene's directory events are about. */
function directoryOf(example: Fields): Fields {
  const { directory_id } = example['data'] as Fields
  return directory_id === undefined ? {} : { directory_id }
}

const withData = (event: Fields, data: Fields): Fields => ({
  ...event,
  data: sortNames({ ...(event['data'] as Fields), ...data })
})
