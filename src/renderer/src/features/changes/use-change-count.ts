import type { EventDetail } from '#shared/models.ts'
import { useClient } from '../../client/client-context.tsx'
import { useRead } from '../../state/use-read.ts'

/** How much an event changed against the one before, without the envelope; undefined where nobody has counted. */
export function useChangeCount({ id, baseId, entityId }: EventDetail): number | undefined {
  const client = useClient()
  const read = useRead(`${id} ${baseId}`, async () => {
    if (baseId === null || entityId === null) return null
    const { rows } = await client.call('entities.events', { id: entityId, aroundId: id, limit: 1 })
    return rows.find((row) => row.id === id) ?? null
  })
  const row = read.status === 'ready' ? read.value : null
  return row?.id === id ? row.changed?.count : undefined
}
