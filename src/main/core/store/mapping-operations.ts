import { AppError } from '#shared/errors.ts'
import type { ParsedInput } from '#shared/contract.ts'
import type { Mapping, ShapeChange } from '#shared/mapping-models.ts'
import type { EventSummary } from '#shared/models.ts'
import { mapBody, type MappingContext } from '../mapping/map-body.ts'
import type { StoreContext } from './context.ts'
import { createDirectories } from './directories.ts'
import { readRow } from './list-input.ts'
import { createShapeChanges } from './shape-changes.ts'
import { createShapeScopes } from './shape-scopes.ts'
import { shownBody } from './shown-body.ts'

/** A body of this size is explained within a few milliseconds; larger ones are, elsewhere. */
const LARGEST_HERE_BYTES = 100_000
const LARGEST_MAPPED_BYTES = 20_000_000
const MOST_NEWS = 50

/** Where attributes came from, and what came, went or changed in the payloads. */
export function createMappingOperations(store: StoreContext) {
  const { db, eventOrThrow, arrivedOrThrow } = store
  const directories = createDirectories(db)
  const scopes = createShapeScopes(db)
  const changes = createShapeChanges(db)
  const findOrganization = db.prepare<[string], number>(`SELECT key FROM organizations WHERE id = ?`).pluck()

  const contextOf = ({ organizationId, organizationName }: EventSummary): MappingContext => {
    const organization = organizationId === null ? undefined : findOrganization.get(organizationId)
    if (organization === undefined) return { ...NOTHING_KNOWN, organizationId, organizationName }
    return {
      organizationId,
      organizationName,
      ...directories.find(organization),
      known: { user: scopes.find(organization, 'user'), group: scopes.find(organization, 'group') },
      news: changes.ofOrganization(organization, MOST_NEWS)
    }
  }

  return {
    /** Where the attributes of an event came from, or what that is worked out from where it would hold up the writer. */
    mappingOrWork(
      id: string
    ): Mapping | { readonly task: 'map'; readonly body: Uint8Array; readonly context: MappingContext } {
      const { seq, summary } = eventOrThrow(id)
      const { headers, body } = arrivedOrThrow(seq)
      const shown = shownBody(headers, body)
      if (shown.byteLength > LARGEST_MAPPED_BYTES) {
        throw new AppError(
          'unavailable',
          `The body of ${id} is larger than 20 MB: its attributes are not traced.`
        )
      }
      const context = contextOf(summary)
      return shown.byteLength > LARGEST_HERE_BYTES
        ? { task: 'map', body: shown, context }
        : mapBody(shown, context)
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

const NOTHING_KNOWN = { chosen: null, told: [], known: { user: null, group: null }, news: [] } as const
