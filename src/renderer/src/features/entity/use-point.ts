import type { Entity } from '#shared/entity-models.ts'
import type { EventDetail } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { useRead } from '../../state/use-read.ts'
import { useKept } from './use-kept.ts'

export interface Point {
  readonly id: string
  /** The event of that id; until it has been read, the one that the page stood at before. */
  readonly event: EventDetail | null
  /** Why the page cannot stand there, in words. */
  readonly error: string | null
}

/** The event that the page of an entity stands at: the given one, or its latest. */
export function usePoint(entity: Entity, at: string | null): Point {
  const client = useClient()
  const id = at ?? entity.lastId
  // Read again when others came or went, since it may have gone with them.
  const read = useRead(`${id} ${entity.events}`, () => client.call('events.get', { id }))
  const event = useKept(read.status === 'ready' ? read.value : null, entity.id)
  let error = read.status === 'failed' ? read.error : null
  if (read.status === 'ready' && read.value.entityId !== entity.id) {
    error = `The event ${id} is about another entity.`
  }
  return { id, event, error }
}
