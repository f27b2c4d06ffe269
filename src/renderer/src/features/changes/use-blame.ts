import type { Attribute } from '#shared/entity-models.ts'
import type { EventDetail } from '#shared/models.ts'
import type { DiffRow } from '#shared/diff-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { useRead } from '../../state/use-read.ts'

/** Since when a value was so before it changed. */
export interface Since {
  readonly at: number
  /** The event that set it. */
  readonly id: string
  /** True where it may have been so for longer: nobody knows what was before the first known event. */
  readonly isAtLeast: boolean
}

/** Finds since when the earlier side of a row was so; null where nobody knows (yet). */
export type Blame = (row: Pick<DiffRow, 'pointer' | 'place' | 'from'>) => Since | null

/** Where no history tells. */
export const nobody: Blame = () => null

/** What the history knows about the values of an event. The changes are there before that. */
export function useBlame(event: EventDetail): Blame {
  const client = useClient()
  const blame = useRead(event.id, async () => {
    if (event.entityId === null) return null
    const { attributes } = await client.call('events.blame', { id: event.id })
    const first = attributes.find(({ isStart }) => isStart)
    const start = first && (await client.call('events.get', { id: first.sinceId }))
    return { byPointer: byPointer(attributes), isBorn: start?.action === 'created' }
  })
  if (blame.status !== 'ready' || !blame.value) return nobody
  const { byPointer: known, isBorn } = blame.value
  return ({ pointer, place, from }) => {
    const attribute = known.get(from?.pointer ?? place ?? pointer)
    if (!attribute) return null
    const { sinceAt, sinceId, isStart } = attribute
    return { at: sinceAt, id: sinceId, isAtLeast: isStart && !isBorn }
  }
}

function byPointer(attributes: readonly Attribute[]): ReadonlyMap<string, Attribute> {
  const known = new Map<string, Attribute>()
  for (const attribute of attributes) if (attribute.pointer !== null) known.set(attribute.pointer, attribute)
  return known
}
