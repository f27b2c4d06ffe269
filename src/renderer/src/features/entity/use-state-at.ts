import type { CommandOutput } from '#shared/contract.ts'
import type { Entity } from '#shared/entity-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { useRead } from '../../state/use-read.ts'
import { useKept, useResting } from './use-kept.ts'

export interface StateAt {
  readonly value: CommandOutput<'events.blame'> | null
  readonly error: string | null
  /** True while `value` is that of another point in time. */
  readonly isBusy: boolean
}

/** The attributes of an entity as of one of its events, read again when an event may have come in between. */
export function useStateAt(entity: Entity, point: string): StateAt {
  const client = useClient()
  const id = useResting(point)
  const read = useRead(`${entity.id} ${id} ${entity.events}`, () => client.call('events.blame', { id }))
  const value = useKept(read.status === 'ready' ? read.value : null, entity.id)
  return {
    value: read.status === 'failed' ? null : value,
    error: read.status === 'failed' ? read.error : null,
    isBusy: read.status === 'loading' || id !== point
  }
}
