import type { Entity } from '#shared/entity-models.ts'
import { useClient } from '../../client/client-context.tsx'
import { useRead } from '../../state/use-read.ts'

/** Whether the first event that is known is the one that created the entity: then nothing is older than it. */
export function useBirth({ firstId }: Entity): boolean {
  const client = useClient()
  const first = useRead(firstId, () => client.call('events.get', { id: firstId }))
  return first.status === 'ready' && first.value.action === 'created'
}
