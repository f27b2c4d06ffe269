import { AppError } from '#shared/errors.ts'
import type { ParsedInput } from '#shared/contract.ts'
import type { JsonNode } from '#shared/json-text.ts'
import type { Mapping, ShapeChange } from '#shared/mapping-models.ts'
import { EXPLAINED, explainMapping } from '../mapping/explain-mapping.ts'
import { guessProvider } from '../mapping/guess-provider.ts'
import { experienceOf } from '../mapping/pairs.ts'
import { findSubject } from '../mapping/subject.ts'
import type { StoreContext } from './context.ts'
import { createDirectories } from './directories.ts'
import type { StoredEvent } from './event-row.ts'
import { readRow } from './list-input.ts'
import { readPayload } from './read-payload.ts'
import { createShapeChanges } from './shape-changes.ts'
import { createShapeScopes } from './shape-scopes.ts'

/** Explaining a larger body would hold up deliveries. */
const LARGEST_MAPPED_BYTES = 2_000_000
const MOST_NEWS = 50

/** Where attributes came from, and what came, went or changed in the payloads. */
export function createMappingOperations(store: StoreContext) {
  const { db, bodies, eventOrThrow } = store
  const directories = createDirectories(db)
  const scopes = createShapeScopes(db)
  const changes = createShapeChanges(db)
  const findOrganization = db.prepare<[string], number>(`SELECT key FROM organizations WHERE id = ?`).pluck()

  const read = ({ seq, summary: { id, bodyBytes } }: StoredEvent): JsonNode | null => {
    if (bodyBytes > LARGEST_MAPPED_BYTES) {
      throw new AppError(
        'unavailable',
        `The body of ${id} is larger than 2 MB: its attributes are not traced.`
      )
    }
    return readPayload(bodies, { seq, bytes: bodyBytes }, LARGEST_MAPPED_BYTES)
  }

  return {
    mappingOfEvent(id: string): Mapping {
      const event = eventOrThrow(id)
      const body = read(event)
      const subject = body && findSubject(body, EXPLAINED)
      const { organizationId, organizationName } = event.summary
      const organization = organizationId === null ? null : (findOrganization.get(organizationId) ?? null)
      const { chosen, told } = organization === null ? NO_DIRECTORY : directories.find(organization)
      const { guess, evidence } = guessProvider(subject, told)
      const known = organization === null ? null : scopes.find(organization, subject?.resource ?? 'user')
      return {
        resource: subject?.resource ?? null,
        directory: {
          organizationId,
          organizationName,
          events: known?.events ?? 0,
          since: known?.since ?? null
        },
        provider: { guess, evidence, chosen },
        ...(subject
          ? explainMapping(subject, chosen ?? guess, experienceOf(known?.pairs ?? new Map()))
          : { fields: [], unmapped: [], more: { fields: 0, unmapped: 0, isCut: false } }),
        news: organization === null ? [] : changes.ofOrganization(organization, MOST_NEWS)
      }
    },
    setProvider({ organizationId, provider }: ParsedInput<'directories.setProvider'>): void {
      const organization = findOrganization.get(organizationId)
      if (organization === undefined) {
        throw new AppError('not_found', `There are no events of an organisation ${organizationId}.`)
      }
      store.write(() => directories.choose(organization, provider))
    },
    listShapes({ eventId, before, limit }: ParsedInput<'shapes.list'>): {
      rows: ShapeChange[]
      next: string | null
      unseen: number
    } {
      const from = before === undefined ? Number.MAX_SAFE_INTEGER : readRow(before)
      const page = eventId === undefined ? changes.page(from, limit) : changes.ofEvent(eventId, from, limit)
      return { ...page, unseen: changes.unseen() }
    },
    markShapesSeen({ ids }: ParsedInput<'shapes.markSeen'>): { unseen: number } {
      store.write(({ shapes }) => shapes.push(...changes.markSeen(ids)))
      return { unseen: changes.unseen() }
    }
  }
}

const NO_DIRECTORY = { chosen: null, told: [] }
